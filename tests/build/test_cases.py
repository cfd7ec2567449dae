"""Where the suite holds each case of the collection that people's reports were gathered in.

Letters stand for Keras scripts (A), the page (B), cells in a browser (C), course sites (D). A place
is a file and what it holds the case by: a test, its title, or the beginning of a case's name.
"""

import re

import pytest

from sitebuild.tools import paths

SCRIPTS, CELLS = "session/test_cases_scripts.py", "session/test_cases_cells.py"
IN_SCRIPTS = (
    *range(1, 11), 12, *range(14, 19), *range(20, 30), *range(31, 38), 40
)  # fmt: skip
IN_CELLS = (1, 3, 11, 12, 17)
HELD = {
    **{f"A{number}": f"{SCRIPTS} A{number}" for number in IN_SCRIPTS},
    **{f"C{number}": f"{CELLS} C{number}" for number in IN_CELLS},
    **{case: f"session/test_cases_pictures.py {case}" for case in ("A2", "A18", "B14")},
    "A39": "e2e/test_cells.py test_figures_are_drawn_as_lessons_draw_them",
    "B1": "e2e/test_number_fields.py test_what_is_one_number_is_understood",
    "B2": "e2e/test_translation.py test_views_survive_a_translator_while_training",
    "B3": "web/storage/storage.test.js two tabs keep the programs of both",
    "B4": "e2e/test_going_on.py test_it_trains_on_and_its_link_says_so",
    "B5": "e2e/test_compare.py test_runs_survive_a_reload_with_name_and_note",
    "B6": "e2e/test_fragment.py test_a_link_is_put_right_and_what_was_wrong_is_said",
    "B7": "e2e/test_faults.py test_memory_that_is_gone_is_named_and_python_replaced",
    "B8": "e2e/test_stop.py test_a_run_goes_on_while_nobody_looks",
    "B10": "e2e/test_backend.py test_a_browser_without_webassembly_is_told_before",
    "B11": "e2e/test_compare.py test_without_storage_runs_last_as_long_as_the_page",
    "B13": "e2e/test_controls.py test_settings_stand_still_while_it_trains",
    "B15": "e2e/test_lists.py test_values_are_typed_and_steps_go_one_at_a_time",
    "B16": "e2e/test_train.py test_fit_pressed_while_python_starts_is_remembered",
    "B17": "e2e/test_controls.py test_every_setting_goes_into_the_link_and_comes_back_from_it",
    "B18": "e2e/test_charts.py test_its_curves_can_be_saved_as_a_picture",
    "B19": "e2e/test_charts.py test_its_numbers_stand_in_a_table_to_be_copied",
    "B20": "e2e/test_lessons.py test_a_link_leads_to_a_lesson_and_back_leads_back",
    "B21": "e2e/test_display_settings.py test_letters_twice_as_large_cut_no_label",
    "C2": "e2e/test_interrupt.py test_stop_keeps_the_variables",
    "C4": "e2e/test_code.py test_run_all_in_quick_succession_runs_once_and_in_order",
    "C5": "e2e/test_offline.py test_a_second_tab_that_keeps_the_old_version_is_named",
    "C6": "e2e/test_offline.py test_copies_within_each_other_keep_to_themselves",
    "C7": "e2e/test_unserved.py test_the_folders_name_without_its_slash",
    "C8": "e2e/test_faults.py test_files_of_another_type_are_taken_as_they_are",
    "C9": "browsers/test_code.py test_the_program_says_the_same",
    "C13": "e2e/test_policy.py test_everything_works_under_the_published_policy",
    "C14": "e2e/test_lessons_keep.py test_answers_and_changed_cells_are_there_after_a_reload",
    "C15": "e2e/test_lessons_keep.py test_put_back_and_bring_back_with_the_keyboard_lose_nothing",
    "C19": "e2e/test_cells.py test_wheels_that_cannot_be_had_are_an_error_with_a_way_out",
    "D1": "e2e/test_embed_hosts.py test_copy_in_a_frame_without_permission",
    "D2": "e2e/test_embed_frame.py test_a_sandboxed_frame_trains_and_is_as_high_as_its_content",
    "D4": "e2e/test_embed_frame.py test_no_course_and_frame_go_round_in_circles",
    "D5": "e2e/test_embed_hosts.py test_plain_frames_out_of_view_wait",
    "D6": "e2e/test_code_access.py test_with_the_keyboard_alone",
    "D8": "e2e/test_embed_elsewhere.py test_a_server_that_forbids_frames_is_told_soon",
    "D9": "e2e/test_paper.py test_results_come_first_and_buttons_not_at_all",
    "D11": "web/storage/storage.test.js each copy finds its own",
    "D12": "e2e/test_embed_views.py test_a_lesson_comes_alone_and_whole_on_a_phone",
    "D13": "e2e/test_embed_frame.py test_a_sandboxed_frame_trains_and_is_as_high_as_its_content",
    "D14": "e2e/test_anywidget.py test_a_notebook_gets_back_what_was_trained",
    "D15": "e2e/test_embed_element.py test_it_is_what_its_manifest_says",
    "D16": "build/site/test_pages.py test_pages_say_what_a_result_proves",
}


@pytest.mark.parametrize("case", HELD)
def test_a_case_is_held(case: str) -> None:
    file, _, what = HELD[case].partition(" ")
    text = (paths.ROOT / "tests" / file).read_text("utf-8")
    kinds = rf"def {re.escape(what)}|test\(\"{re.escape(what)}\"|[\"{{']{re.escape(what)}\b"
    assert re.search(kinds, text), f"{what} is not in {file}"
