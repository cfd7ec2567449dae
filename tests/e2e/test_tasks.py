"""Tasks on the page: what a link asks for, what is done of it, and the code of what was done."""

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from browsers.drive import run_in
from e2e.app_page import AppPage
from e2e.conftest import Open, Visits
from e2e.course import framing, heard, publish, wait_until_heard
from e2e.host import Host
from sitebuild.replay import replay
from sitebuild.tools.console import BuildError

SMALL = "v=1&samples=50&layers=8&epochs=2&batch=10&split=0.2"
TASK = (
    f"{SMALL}&ask=Use%20few%20pictures.&goal=samples<100,test_accuracy>0.05"
    "&hint=Look%20at%20the%20loss.&hint=Press%20Fit.&tries=3"
)


def task(app: AppPage) -> Locator:
    return app.page.get_by_role("region", name="Task", exact=True)


def conditions(app: AppPage) -> Locator:
    return task(app).get_by_role("list", name="Conditions").get_by_role("listitem")


def code(app: AppPage) -> str:
    shown = task(app).get_by_label("Code to hand in")
    expect(shown).to_be_visible()
    return shown.inner_text()


def fields(code: str) -> list[str]:
    """The fields of a code, as the README describes it."""
    version, body, check = code.split(".")
    assert version == "FR1"
    text = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    assert hashlib.sha256(text).hexdigest()[:8] == check
    return text.decode().split("\t")


def coded(fields: list[str]) -> str:
    text = "\t".join(fields).encode()
    body = base64.urlsafe_b64encode(text).decode().rstrip("=")
    return f"FR1.{body}.{hashlib.sha256(text).hexdigest()[:8]}"


def test_a_task_shows_its_progress_and_ends_with_a_code(app: AppPage) -> None:
    app.open(TASK)
    expect(task(app)).to_contain_text("Use few pictures.")
    expect(task(app)).to_contain_text("0 of 3 tries used")
    expect(conditions(app)).to_have_count(2)
    expect(conditions(app).nth(0)).to_contain_text("50, met")
    expect(conditions(app).nth(1)).to_contain_text("not met yet")
    expect(task(app).get_by_role("list", name="Hints").get_by_role("listitem")).to_have_count(0)
    app.button("Show a hint (1 of 2)").click()
    app.button("Show another hint (2 of 2)").click()
    expect(task(app).get_by_role("list", name="Hints").get_by_role("listitem")).to_have_text(
        ["Look at the loss.", "Press Fit."]
    )
    box = task(app).get_by_role("textbox", name="Your name or number")
    box.fill("  Ann   B ")
    box.press("Enter")
    expect(box).to_have_value("Ann B")
    done = app.train()
    expect(task(app).get_by_role("status").first).to_have_text(
        "Done: all conditions are met. Hand in this code:"
    )
    expect(conditions(app).nth(1)).to_contain_text(", met")
    found = fields(code(app))
    assert found[4] == done["fingerprint"]
    assert found[6:] == ["1", "Ann B"]
    assert found[1] == "classes=3&samples=50&layers=8&epochs=2&batch=10&split=0.2"
    (last,) = [event for event in app.told("task") if event["code"]][-1:]
    assert last["met"] is True
    assert last["tries"] == 1
    assert last["code"] == code(app)
    assert [goal["text"] for goal in last["goals"]] == ["samples<100", "test_accuracy>0.05"]
    verbs = [event["statement"]["verb"]["display"]["en"] for event in app.told("xapi")]
    assert verbs == ["initialized", "attempted", "completed", "passed"]
    passed = app.told("xapi")[-1]["statement"]["result"]
    assert passed["score"] == {"scaled": 1, "raw": 100, "min": 0, "max": 100}
    assert passed["response"] == code(app)
    expect(app.page.locator(".dock-note")).to_contain_text("The task is done.")
    app.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    app.button("See the code").click()
    expect(task(app).get_by_label("Code to hand in")).to_be_in_viewport()
    # It stays done, here and after a reload, whatever is tried then.
    before = code(app)
    app.type_number("Epochs", 1)
    app.train()
    assert code(app) == before
    assert app.fragment["goal"] == "samples<100,test_accuracy>0.05"
    app.page.reload()
    app.wait_for("ready")
    assert code(app) == before


def test_the_code_is_copied_saved_and_drawn(app: AppPage) -> None:
    app.open(f"{TASK}&run=1", "done")
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    app.button("Copy code").click()
    expect(task(app)).to_contain_text("Copied.")
    assert app.page.evaluate("navigator.clipboard.readText()") == code(app)
    with app.page.expect_download() as saved:
        app.button("Save as a file").click()
    assert saved.value.suggested_filename == "fitting-room.txt"
    assert saved.value.path().read_text().strip() == code(app)
    app.button("QR code").click()
    expect(task(app).get_by_role("img", name="The code as a QR code")).to_be_visible()


def test_the_tries_of_a_task_end_it(app: AppPage) -> None:
    app.open(f"{SMALL}&ask=No&goal=test_loss<0&tries=2")
    for tries in (1, 2):
        app.train()
        expect(task(app)).to_contain_text(f"{tries} of 2 tries used")
    expect(task(app)).to_contain_text("No try is left.")
    expect(app.page.locator(".dock-note")).to_contain_text("No try is left.")
    nameless = task(app).get_by_text("Your name is not in it yet")
    expect(nameless).to_be_visible()
    box = task(app).get_by_role("textbox", name="Your name or number")
    box.fill("Ann")
    box.press("Enter")
    expect(nameless).to_have_count(0)
    assert fields(code(app))[-1] == "Ann"
    assert fields(code(app))[6] == "2"
    app.train()
    expect(task(app)).to_contain_text("2 of 2 tries used")


def test_what_is_expected_is_written_first_with_the_keyboard(app: AppPage) -> None:
    app.open(f"{SMALL}&ask=Guess&predict=1")
    app.button("Fit").focus()
    app.page.keyboard.press("Enter")
    box = task(app).get_by_role("textbox", name="Test accuracy you expect, in %")
    expect(box).to_be_focused()
    assert app.state == "ready"
    app.page.keyboard.type("eighty\n")
    expect(task(app)).to_contain_text("Write a number from 0 to 100")
    box.fill("80 %")
    app.page.keyboard.press("Enter")
    app.button("Fit").focus()
    app.page.keyboard.press("Enter")
    app.wait_for_done()
    expect(task(app)).to_contain_text("You expected 80.0\u202f%; it came to")


def test_a_pupils_seed_is_made_of_the_name(app: AppPage) -> None:
    app.open(f"{SMALL}&ask=Own&seed=pupil&run=1")
    box = task(app).get_by_role("textbox", name="Your name or number")
    expect(box).to_be_focused()
    seed = app.page.get_by_label("Seed", exact=True)
    expect(seed).to_have_attribute("readonly", "")
    expect(seed).to_have_value("–")
    expect(seed).to_have_accessible_description(re.compile("Made of your name"))
    prints = []
    for name in ("Ann", "Bo"):
        box.fill(name)
        box.press("Enter")
        done = app.train()
        prints.append(done["fingerprint"])
        assert done["recipe"]["seed"] != 42
        expect(seed).to_have_value(str(done["recipe"]["seed"]))
        assert "seed=pupil" in fields(code(app))[1]
    assert len(set(prints)) == 2
    assert app.fragment["seed"] == "pupil"


@pytest.mark.usefixtures("python_held")
def test_hostile_words_are_text_and_bad_ones_are_said(app: AppPage) -> None:
    evil = quote("<img src=x onerror=alert(1)>\u202eevil")
    goals = "accuracy>95,cost<1,epochs<=3"
    app.open(f"{SMALL}&ask={evil}&hint={evil}&goal={goals}&tries=0", "booting")
    expect(app.changed_settings).to_contain_text("accuracy goes from 0 to 1")
    expect(app.changed_settings).to_contain_text("“cost<1” is left out")
    expect(app.changed_settings).to_contain_text("tries goes from 1 to 100".capitalize())
    expect(task(app)).to_contain_text("<img src=x onerror=alert(1)>evil")
    app.button("Show a hint (1 of 1)").click()
    expect(task(app).locator("img")).to_have_count(0)
    expect(conditions(app)).to_have_count(1)


def test_a_course_page_hears_of_the_task(new_page: Open, course: Host, host: Host) -> None:
    page = new_page(origins=(course.origin,)).page
    page.goto(publish(course, "task.html", framing(f"{host.url}#{TASK}&embed=1&run=1")))
    wait_until_heard(page, "done")
    page.wait_for_function("heard.some((each) => each?.type === 'task' && each.code)")
    told = heard(page, "task")
    assert [goal["met"] for goal in told[0]["goals"]] == [True, False]
    assert told[-1]["met"] is True
    assert told[-1]["code"].startswith("FR1.")


def test_without_a_task_nothing_of_it_is_fetched_or_shown(app: AppPage) -> None:
    asked: list[str] = []
    app.page.on("request", lambda request: asked.append(request.url))
    app.open(SMALL)
    expect(app.page.locator("fr-task")).to_have_count(0)
    assert not [url for url in asked if "panel-" in url]
    app.follow(TASK)
    expect(task(app)).to_be_visible()
    assert [url for url in asked if "panel-" in url]
    app.follow(SMALL)
    expect(task(app)).to_have_count(0)


CLASS = f"{SMALL}&ask=Train&goal=test_accuracy>0.05&seed=pupil&lock=seed"


@pytest.fixture(scope="module")
def handed(visiting: Visits) -> Iterator[dict[str, str]]:
    """Codes of a class, by name."""
    with visiting() as app:
        app.open(CLASS)
        codes: dict[str, str] = {}
        box = task(app).get_by_role("textbox", name="Your name or number")
        for number in range(24):
            box.fill(f"Pupil {number}")
            box.press("Enter")
            app.train()
            codes[f"Pupil {number}"] = code(app)
        yield codes


def check(app: AppPage, codes: list[str], link: str = CLASS) -> list[list[str]]:
    """Check codes on the page and return its table."""
    app.page.get_by_label("Link of the task").fill(f"{app.url}#{link}")
    app.page.get_by_label("Codes one below").fill("\n".join(codes))
    app.button("Check").click()
    expect(app.button("Check")).to_be_visible(timeout=90_000)
    return app.page.locator(".check-table tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText))"
    )


def forged(code: str, **changes: Any) -> str:
    given = fields(code)
    names = ["task", "recipe", "data", "build", "fingerprint", "measures", "tries", "tag"]
    for name, value in changes.items():
        given[names.index(name)] = value
    return coded(given)


def class_of_thirty(handed: dict[str, str]) -> list[str]:
    """Codes of which three are forged, two handed in twice and one is of another build."""
    one, two, three = [*handed.values()][:3]
    better = "0.99," + fields(two)[5].partition(",")[2]
    wrong = [
        forged(one, tag="Thief"),
        forged(two, measures=better),
        forged(three, fingerprint="0123456789ab"),
    ]
    other = forged(one, build="aaaaaaaaaaaa", fingerprint="0123456789ab", tag="Other")
    return [*handed.values(), *wrong, one, two, other]


def told_apart(rows: list[list[str]], names: list[str]) -> None:
    """Expect the rows of such a class to say what each code is."""
    assert len(rows) == 30
    results = [row[1] for row in rows]
    assert results[:24] == ["matches"] * 24
    assert results[24:27] == ["differs"] * 3
    assert results[27:29] == ["matches"] * 2
    assert results[29] == "cannot be replayed"
    assert [row[2] for row in rows[:24]] == ["1 of 1"] * 24
    assert all("handed in twice" in row[-2] for row in rows[27:29])
    assert [row[0] for row in rows[:24]] == names


def test_a_class_of_thirty_is_checked(handed: dict[str, str], new_page: Open) -> None:
    app = new_page().open("v=1&view=teach", "ready")
    told_apart(check(app, class_of_thirty(handed)), list(handed))
    # Those that do not match, and the two that were handed in twice.
    expect(app.page.get_by_text("26 codes of 30 match, 6 to look at.")).to_be_visible()

    app.button("Test accuracy").click()
    shown = app.page.locator(".check-table tbody td:nth-child(4)").all_inner_texts()
    numbers = [float(text.split("\u202f")[0]) for text in shown]
    assert numbers == sorted(numbers)
    with app.page.expect_download() as saved:
        app.button("Save as CSV").click()
    lines = saved.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 31
    assert lines[0].startswith("Pupil,Result,Goals met,")


def test_a_forms_csv_is_checked_and_runs_nothing(handed: dict[str, str], new_page: Open) -> None:
    app = new_page().open("v=1&view=teach", "ready")
    evil = forged(handed["Pupil 0"], tag="=HYPERLINK(1)")
    lines = ["Time,Name,Code", f'10:00,"Lee, Ann","{handed["Pupil 1"]}"', f"10:01,<b>x</b>,{evil}"]
    rows = check(app, [*lines, "FR1.broken.00000000"])
    assert [row[1] for row in rows] == ["matches", "differs", "cannot be read"]
    assert rows[0][-1] == "10:00 Lee Ann"
    assert rows[1][-1] == "10:01 <b>x</b>"
    with app.page.expect_download() as saved:
        app.button("Save as CSV").click()
    assert "\n'=HYPERLINK(1)," in saved.value.path().read_text("utf-8-sig")


def of_a_lesson(fields: list[object]) -> str:
    text = json.dumps(fields, separators=(",", ":"))
    body = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"FRL1.{body}.{hashlib.sha256(text.encode()).hexdigest()[:8]}"


LESSON = of_a_lesson([1, "0" * 12, "=Ann", [1, 2], []])


def test_the_command_line_says_the_same_of_a_class(
    handed: dict[str, str], dist: Path, tmp_path: Path
) -> None:
    codes = [*handed.values()][:3]
    file = tmp_path / "codes.csv"
    others = [forged(codes[0], tag="Thief"), "FR1.x.00000000", f"Ann;{LESSON}", LESSON[:-3]]
    # One as a mail program wraps and quotes it.
    wrapped = [codes[0], "> " + "\n> ".join(wrap(codes[1], 72)), codes[2]]
    # As Excel saves it as Unicode text.
    file.write_text("\n".join([*wrapped, *others]), "utf-16")
    tables = replay.replay(file, f"https://example.edu/#{CLASS}")
    assert tables.tasks
    assert tables.lessons
    lessons = [*csv.DictReader(io.StringIO(tables.lessons))]
    assert [row["Pupil"] for row in lessons] == ["'=Ann", ""]
    assert lessons[0]["Lesson"] == "1: A network for fifty pictures"
    assert lessons[0]["Steps done"].startswith("2 of ")
    assert "A part of the code is missing" in lessons[1]["Remarks"]
    rows = [*csv.DictReader(io.StringIO(tables.tasks))]
    assert [row["Result"] for row in rows] == ["matches"] * 3 + ["differs", "cannot be read"]
    assert [row["Goals met"] for row in rows] == ["1"] * 3 + ["0", ""]
    assert [row["Remarks"] for row in rows[:3]] == [""] * 3
    with pytest.raises(BuildError, match="no file"):
        replay.replay(tmp_path / "none.csv", "")


def test_a_check_can_be_stopped(handed: dict[str, str], new_page: Open) -> None:
    app = new_page().open("v=1&view=teach", "ready")
    app.page.get_by_label("Codes one below").fill("\n".join(handed.values()))
    app.button("Check").click()
    app.button("Stop").click()
    expect(app.button("Check")).to_be_visible()
    expect(app.page.locator(".check-table tbody tr")).to_have_count(24)


@pytest.mark.usefixtures("python_held")
def test_an_address_that_was_encoded_twice_is_the_same_task(app: AppPage) -> None:
    """As the script of H5P's Iframe Embedder does with the address that a teacher pastes."""
    once = f"{SMALL}&ask=Reach%2085%20%25%20%26%20more&goal=test_accuracy%3E0.05"
    app.open(app.page.evaluate("address => encodeURI(address)", once), "booting")
    expect(task(app)).to_contain_text("Reach 85 % & more")
    expect(conditions(app)).to_contain_text("test accuracy above 5")


CLASSROOM = """<!doctype html>
<title>A teacher</title>
<link rel="icon" href="data:,">
<iframe title="Fitting Room" width="1200" height="900" src="./#v=1&view=teach"></iframe>
<script>
  const { contentWindow } = document.querySelector("iframe");
  const pause = () => new Promise((resolve) => setTimeout(resolve, 10));
  const until = async (found) => {
    for (let tries = 0; tries < 6_000; tries++) {
      const value = found(contentWindow.document);
      if (value) return value;
      await pause();
    }
    throw new Error(`never: ${found}`);
  };
  // How long the page has answered nothing, at the most.
  let longest = 0;
  let last = performance.now();
  setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const check = async (link, codes) => {
    const room = await until((page) => page.querySelector("fr-check-class"));
    await until(() => room.querySelector("#check-codes"));
    room.querySelector("#check-link").value = link;
    room.querySelector("#check-codes").value = codes.join("\\n");
    longest = 0;
    room.querySelector("button.main").click();
    await until(() => room.rows.length === codes.length && !room.running);
    await room.updateComplete;
    await pause();
    const rows = [...room.querySelectorAll(".check-table tbody tr")];
    const said = rows.map((row) => [...row.cells].map((cell) => cell.innerText));
    return { rows: said, longest };
  };
  const all = async () => {
    const { link, small, large } = GIVEN;
    await until((page) => page.documentElement?.dataset.state === "ready");
    return { small: await check(link, small), large: await check(link, large) };
  };
  all().then(
    (outcome) => { window.outcome = outcome; },
    (error) => {
      const room = contentWindow.document.querySelector("fr-check-class");
      window.outcome = { error: `${error} ${room?.problem} ${room?.done} ${room?.rows?.length}` };
    },
  );
</script>
"""


def test_another_browser_checks_a_class_and_does_not_freeze(
    handed: dict[str, str], host: Host
) -> None:
    """300 codes, many of the same run as in a class: no training lets the page breathe then."""
    small = class_of_thirty(handed)
    large = [*small, *(forged(each, tries="2") for each in [*handed.values()] * 12)][:300]
    given = {"link": f"{host.url}#{CLASS}", "small": small, "large": large}
    page = CLASSROOM.replace("GIVEN", json.dumps(given)).encode()
    with host.playing("class.html", lambda answer, _: answer.give(page, Content_Type="text/html")):
        outcome = run_in("firefox", f"{host.url}class.html")
    assert "error" not in outcome, outcome
    told_apart(outcome["small"]["rows"], list(handed))
    assert len(outcome["large"]["rows"]) == 300
    assert outcome["large"]["longest"] < 1000, "the page froze"
