"""Settings changed by hand: the address follows, the run obeys, and the link gives it all back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import FOLLOWED, LESSON, AppPage
from e2e.conftest import Open, Visits


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    """A page that the tests of this module change one after the other."""
    with visiting() as page:
        yield page.open("v=1&samples=50&layers=10,10&epochs=2")


def expect_parameters(app: AppPage, *expected: int) -> None:
    """The summary counts these parameters, layer by layer and in total."""
    table = app.page.get_by_role("table", name=re.compile("^Layers of the model"))
    if not table.is_visible():
        app.page.get_by_text("Summary", exact=True).click()
    rows = table.get_by_role("row").filter(has=app.page.get_by_role("rowheader"))
    counts = [*expected, sum(expected)]
    expect(rows).to_have_text([re.compile(rf"(?<![\d,]){count:,}\s*$") for count in counts])


def test_a_layer_is_added(app: AppPage) -> None:
    app.follow("v=1&samples=50&layers=10&epochs=1")
    app.button("Add a layer").click()
    expect(app.number("Units in hidden layer 2")).to_be_focused()
    assert app.fragment["layers"] == "10,10"
    app.type_number("Units in hidden layer 2", 20)
    assert app.fragment["layers"] == "10,20"
    expect_parameters(app, 0, 784 * 10 + 10, 10 * 20 + 20, 20 * 3 + 3)


def test_layers_are_resized_and_get_their_own_activation(app: AppPage) -> None:
    app.follow("v=1&samples=50&layers=10,20&epochs=1")
    app.type_number("Units in hidden layer 1", 33)
    app.button("More units in hidden layer 2").click()
    app.choice("Activation of hidden layer 1").select_option("tanh")
    app.choice("Activation").select_option("sigmoid")
    layers = app.fragment["layers"].split(",")
    units = int(layers[1])
    assert layers[0] == "33:tanh"
    assert 20 < units <= 32
    assert app.fragment["activation"] == "sigmoid"
    expect_parameters(app, 0, 784 * 33 + 33, 33 * units + units, units * 3 + 3)
    drawing = app.section["Inside"].get_by_role("img", name=re.compile("^Network: "))
    expect(drawing).to_have_accessible_name(
        f"Network: 784 pixels, 33 tanh, {units} sigmoid, 3 softmax"
    )


def test_a_layer_is_removed_until_none_is_left(app: AppPage) -> None:
    app.follow("v=1&samples=50&layers=12,34&epochs=1")
    app.button("Remove hidden layer 1").click()
    expect(app.number("Units in hidden layer 1")).to_be_focused()
    assert app.fragment["layers"] == "34"
    app.button("Remove hidden layer 1").click()
    expect(app.button("Add a layer")).to_be_focused()
    assert app.fragment["layers"] == ""
    expect_parameters(app, 0, 784 * 3 + 3)
    done = app.train()
    assert len(done["history"]["loss"]) == 1


def test_no_more_than_eight_layers_can_be_added(app: AppPage) -> None:
    app.follow("v=1&samples=50&layers=4,4,4,4,4,4,4&epochs=1")
    app.button("Add a layer").click()
    expect(app.button("Add a layer")).to_be_disabled()
    assert app.fragment["layers"] == "4,4,4,4,4,4,4,4"


def test_units_out_of_range_are_put_right_and_said(app: AppPage) -> None:
    app.follow("v=1&samples=50&layers=10&epochs=1")
    app.type_number("Units in hidden layer 1", 5000)
    assert app.fragment["layers"] == "1024"
    expect(app.number("Units in hidden layer 1")).to_have_value("1024")
    expect(app.section["Define"].get_by_text("goes from 1 to 1,024")).to_be_visible()


def test_two_presses_within_one_frame_both_count(app: AppPage) -> None:
    app.follow("v=1&samples=50&layers=10,20&epochs=1")
    expect(app.button("Remove hidden layer 2")).to_be_visible()
    app.page.evaluate(
        """async () => {
            for (const name of ["More units in hidden layer 1", "Remove hidden layer 2"]) {
                document.querySelector(`[aria-label="${name}"]`).click();
                await Promise.resolve().then(() => {}).then(() => {});
            }
        }"""
    )
    (units,) = app.fragment["layers"].split(",")
    assert int(units) > 10


def test_every_setting_goes_into_the_link_and_comes_back_from_it(
    app: AppPage, new_page: Open
) -> None:
    app.follow(LESSON)
    app.pick("Kinds of clothes", "10 classes")
    app.type_number("Number of pictures", 700)
    app.normalise.uncheck()
    app.type_number("Units in hidden layer 1", 24)
    app.button("Remove hidden layer 2").click()
    app.choice("Activation of hidden layer 1").select_option("tanh")
    app.choice("Activation").select_option("sigmoid")
    app.choice("Optimizer").select_option("sgd")
    app.type_number("Learning rate", "0.05")
    app.choice("Loss").select_option("sparse_categorical_crossentropy")
    app.type_number("Epochs", 3)
    app.type_number("Batch size", 20)
    app.type_number("Validation split", "0.1")
    app.choice("Stop when").select_option("val_accuracy")
    app.choice("Stop when below or above").select_option(">")
    app.type_number("Stop when at", "0.999")
    app.type_number("Seed", 7)
    expected = {
        "v": "1",
        "classes": "10",
        "samples": "700",
        "normalize": "0",
        "layers": "24:tanh",
        "activation": "sigmoid",
        "optimizer": "sgd",
        "lr": "0.05",
        "loss": "sparse_categorical_crossentropy",
        "epochs": "3",
        "batch": "20",
        "split": "0.1",
        "stop": "val_accuracy>0.999",
        "seed": "7",
    }
    assert app.fragment == expected
    expect_parameters(app, 0, 784 * 24 + 24, 24 * 10 + 10)
    done = app.train()
    begun = app.messages("run-begin")[-1]
    assert (begun["train_samples"], begun["validation_samples"]) == (630, 70)
    assert begun["steps_per_epoch"] == 32
    assert done["evaluation"]["samples"] == 117
    assert len(done["history"]["val_loss"]) == 3
    lines = app.section["Epoch lines"].inner_text()
    assert "Epoch 3/3" in lines
    assert "32/32 ━" in lines

    other = new_page()
    other.open(app.link + "&run=1", state="done")
    assert other.fragment == expected | {"run": "1"}
    assert other.told("done")[0]["fingerprint"] == done["fingerprint"]
    assert other.told("done")[0]["history"] == done["history"]
    assert not other.changed_settings.is_visible()
    expect(other.radio("Kinds of clothes", "10 classes")).to_be_checked()
    expect(other.number("Number of pictures")).to_have_value("700")
    expect(other.normalise).not_to_be_checked()
    expect(other.number("Units in hidden layer 1")).to_have_value("24")
    expect(other.choice("Activation of hidden layer 1")).to_have_value("tanh")
    expect(other.choice("Activation")).to_have_value("sigmoid")
    expect(other.choice("Optimizer")).to_have_value("sgd")
    expect(other.number("Learning rate")).to_have_value("0.05")
    expect(other.choice("Loss")).to_have_value("sparse_categorical_crossentropy")
    expect(other.number("Epochs")).to_have_value("3")
    expect(other.number("Batch size")).to_have_value("20")
    expect(other.number("Validation split")).to_have_value("0.1")
    expect(other.choice("Stop when")).to_have_value("val_accuracy")
    expect(other.choice("Stop when below or above")).to_have_value(">")
    expect(other.number("Stop when at")).to_have_value("0.999")
    expect(other.number("Seed")).to_have_value("7")

    # One setting at a time, each must matter to the run.
    marks = {done["fingerprint"]}
    changes = {"seed": "8", "optimizer": "adam", "lr": "0.2", "normalize": "1", "layers": "24:relu"}
    for key, value in changes.items():
        marks.add(fingerprint_with(app, expected | {key: value}))
    assert len(marks) == 1 + len(changes)
    # The two losses are one sum.
    both = {**expected, "loss": "categorical_crossentropy"}
    assert fingerprint_with(app, both) == done["fingerprint"]


def fingerprint_with(app: AppPage, settings: dict[str, str]) -> str:
    """Follow a link to other settings on the same page, and train."""
    app.follow("&".join(f"{key}={value}" for key, value in settings.items()))
    return app.train()["fingerprint"]


def test_the_run_uses_the_default_learning_rate_of_its_optimizer(app: AppPage) -> None:
    app.follow("v=1&samples=50&epochs=1")
    expect(app.number("Learning rate")).to_have_value("0.001")
    app.choice("Optimizer").select_option("sgd")
    expect(app.number("Learning rate")).to_have_value("0.01")
    assert "lr" not in app.fragment


def test_a_followed_link_is_in_the_controls_before_the_next_frame(app: AppPage) -> None:
    """What is pressed within that frame would else be of the settings before."""
    for classes in ("3", "10", "3"):
        assert f"{classes} classes" in app.page.evaluate(CHOSEN_AT_ONCE, f"v=1&classes={classes}")


CHOSEN_AT_ONCE = f"""async (fragment) => {{
    const followed = {FOLLOWED};
    location.hash = fragment;
    await followed;
    const chosen = document.querySelectorAll("input[type=radio]:checked");
    return Array.from(chosen, ({{ labels }}) => labels[0].textContent.trim());
}}"""
"""Follows a link and returns the labels of all radio buttons that are chosen then."""


def test_three_classes_take_back_what_they_do_not_have(app: AppPage) -> None:
    app.follow("v=1&classes=10&samples=60000&epochs=1")
    app.pick("Kinds of clothes", "3 classes")
    assert app.fragment["samples"] == "18000"
    expect(app.number("Number of pictures")).to_have_value("18000")
    load = app.section["Load"]
    expect(load.get_by_text("There are 18,000 pictures of these 3 kinds")).to_be_visible()


def test_settings_changed_after_a_run_leave_its_results_and_say_so(app: AppPage) -> None:
    app.follow("v=1&samples=50&epochs=2")
    first = app.train()
    shown = app.section["Evaluate"].inner_text()
    app.type_number("Epochs", 3)
    expect(app.page.get_by_text("from the previous settings")).to_be_visible()
    assert app.section["Evaluate"].inner_text() == shown
    assert app.state == "done"
    second = app.train()
    assert len(second["history"]["loss"]) == 3
    assert second["history"]["loss"][:2] == first["history"]["loss"]
    assert [each["reason"] for each in app.messages("run-end")] == ["completed", "completed"]


def test_settings_stand_still_while_it_trains(app: AppPage) -> None:
    app.follow("v=1&samples=600&epochs=100&batch=1")
    app.fit()
    app.wait_for_message("batch-end")
    for control in (
        app.number("Epochs"),
        app.number("Units in hidden layer 1"),
        app.choice("Optimizer"),
        app.radio("Pictures", "50"),
        app.button("Add a layer"),
        app.button("Reset"),
    ):
        expect(control).to_be_disabled()
    app.stop()
    expect(app.number("Epochs")).to_be_enabled()


def test_reset_goes_back_to_the_lesson(app: AppPage) -> None:
    app.follow("v=1&classes=10&samples=50&layers=4&epochs=1")
    app.train()
    app.button("Reset").click()
    app.wait_for("ready")
    assert app.fragment == {
        "v": "1",
        "classes": "3",
        "samples": "600",
        "layers": "10,10",
        "epochs": "10",
        "batch": "10",
        "split": "0.2",
    }
    expect(app.number("Epochs")).to_have_value("10")


def test_every_class_has_room_for_its_name_and_its_share(app: AppPage) -> None:
    app.follow("v=1&classes=10&samples=50&layers=4&epochs=1")
    app.train()
    names = app.section["Inside"].locator(".net-name")
    expect(names.first).to_contain_text(re.compile(r"T-shirt/top\s*[\d.]+\u202f%"))
    cut = """names => {
        const edge = names[0].closest(".net-scroll").getBoundingClientRect().right;
        return names.filter((name) => name.getBoundingClientRect().right > edge
            || name.firstElementChild.scrollWidth > name.firstElementChild.clientWidth + 1)
            .map((name) => name.textContent);
    }"""
    for width in (768, 1440):
        app.page.set_viewport_size({"width": width, "height": 900})
        app.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert names.evaluate_all(cut) == []


def test_earlier_runs_are_listed_and_their_settings_can_be_had_again(app: AppPage) -> None:
    app.follow("v=1&samples=50&layers=4&epochs=2&seed=11")
    first = app.train()
    app.follow("v=1&samples=50&layers=12,6&epochs=3&seed=12")
    app.train()
    runs = app.section["Earlier runs"].get_by_role("row")
    row = runs.filter(has_text=f"{first['history']['loss'][-1]:.3f}")
    expect(row).to_contain_text("2 epochs")
    row.get_by_role("button", name=re.compile("^Use these settings")).click()
    assert (app.fragment["layers"], app.fragment["epochs"], app.fragment["seed"]) == (
        "4",
        "2",
        "11",
    )
    assert app.train()["fingerprint"] == first["fingerprint"]


def test_the_theme_is_chosen_in_the_header_and_stands_in_the_link(app: AppPage) -> None:
    app.follow("v=1&samples=50")
    app.pick("Theme", "Dark theme")
    assert app.fragment["theme"] == "dark"
    expect(app.page.locator("html")).to_have_attribute("data-theme", "dark")
    app.pick("Theme", "Theme as on this device")
    assert "theme" not in app.fragment


def test_a_number_without_a_picture_is_refused_in_words(app: AppPage) -> None:
    app.follow("v=1&classes=3&samples=600&epochs=1")
    expect(app.page.get_by_text("1–12 of 600")).to_be_visible()
    box = app.page.get_by_role("spinbutton", name="Look at number")
    for text in ("600", "-1"):
        box.fill(text)
        box.press("Enter")
        expect(app.page.get_by_text("numbered from 0 to 599")).to_be_visible()
    expect(app.page.get_by_role("dialog")).to_have_count(0)


def test_a_condition_out_of_range_is_kept_within_it(app: AppPage) -> None:
    app.follow("v=1&samples=50&epochs=2&split=0.2&stop=val_accuracy>0.8")
    app.type_number("Stop when at", "90")
    assert app.fragment["stop"] == "val_accuracy>0.9"
    app.type_number("Stop when at", "85 %")
    assert app.fragment["stop"] == "val_accuracy>0.85"
    app.type_number("Validation split", "20%")
    assert app.fragment["split"] == "0.2"


def test_pictures_and_their_pixels_can_be_looked_at(app: AppPage) -> None:
    app.follow("v=1&classes=10&samples=600&epochs=1")
    box = app.page.get_by_role("spinbutton", name="Look at number")
    box.fill("42")
    box.press("Enter")
    dialog = app.page.get_by_role("dialog", name=re.compile("Picture 42: Ankle boot"))
    expect(dialog).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    box.fill("0")
    box.press("Enter")
    dialog = app.page.get_by_role("dialog", name=re.compile("Picture 0: Ankle boot"))
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("[0 0 0 0 0 0 0 0 0 1]")
    rows = dialog.get_by_role("table", name="Pixel values").get_by_role("row")
    cells = rows.nth(4).get_by_role("cell").all_inner_texts()
    # Row 3 as the lesson prints it: ... 1 0 0 13 73 0 0 1 ..., each divided by 255.
    assert cells[12:20] == [".00", "0", "0", ".05", ".29", "0", "0", ".00"]
    app.page.keyboard.press("Escape")
    app.normalise.uncheck()
    box.press("Enter")
    expect(dialog).to_be_visible()
    cells = rows.nth(4).get_by_role("cell").all_inner_texts()
    assert cells[12:20] == ["1", "0", "0", "13", "73", "0", "0", "1"]
