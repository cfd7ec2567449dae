"""A run from the first press of Fit to the last prediction, and every size it can have."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import LEFT_BELOW, LESSON, AppPage
from e2e.conftest import Open, Visits


@pytest.fixture(scope="module")
def trained(visiting: Visits) -> Iterator[AppPage]:
    """A page opened with no fragment on which Fit was pressed once, and the run is over."""
    with visiting() as app:
        app.open()
        app.train()
        expect(app.page.get_by_role("list", name="Test pictures")).to_be_visible()
        yield app


def test_states_are_walked_in_order(trained: AppPage) -> None:
    states = [each["state"] for each in trained.seen("states")]
    assert states == ["booting", "ready", "fitting", "done"]
    assert trained.error is None


def test_the_default_network_learns(trained: AppPage) -> None:
    (done,) = trained.told("done")
    assert done["evaluation"]["accuracy"] > 0.9
    assert done["evaluation"]["samples"] == 100
    assert len(done["history"]["loss"]) == 10
    assert sorted(done["history"]) == ["accuracy", "loss", "val_accuracy", "val_loss"]
    assert done["history"]["loss"][-1] < done["history"]["loss"][0] / 2
    assert re.fullmatch("[0-9a-f]{12}", done["fingerprint"])
    assert 0 < done["seconds"] < 60


def test_the_score_on_screen_is_the_one_told(trained: AppPage) -> None:
    (done,) = trained.told("done")
    evaluation = done["evaluation"]
    section = trained.section["Evaluate"]
    percent = f"{evaluation['accuracy'] * 100:.0f}\u202f%"
    expect(section.get_by_text(percent, exact=True)).to_be_visible()
    expect(section).to_contain_text(f"{evaluation['correct']} of {evaluation['samples']}")
    expect(section).to_contain_text(f"{evaluation['loss']:.3f}")


def test_the_answer_is_in_sight_without_scrolling(trained: AppPage) -> None:
    (done,) = trained.told("done")
    percent = f"{done['evaluation']['accuracy'] * 100:.0f}\u202f%"
    expect(trained.page.get_by_text(f"Done: {percent} right", exact=True)).to_be_in_viewport()
    expect(trained.page.locator(".dock-note")).to_have_text(re.compile(f"^{percent} of the test"))
    assert trained.page.title() == f"Done: {percent} right · Fitting Room"


def test_the_matrix_on_screen_is_the_one_told(trained: AppPage) -> None:
    (done,) = trained.told("done")
    table = trained.section["Evaluate"].get_by_role("table", name="Confusion matrix")
    cells = [int(text) for text in table.get_by_role("cell").all_inner_texts() if text.strip()]
    assert cells == [count for row in done["evaluation"]["confusion"] for count in row]
    headings = table.get_by_role("columnheader").all_inner_texts()
    assert headings == ["predicted", "t-shirt", "shoe", "dress"]


def test_the_curves_end_where_the_history_ends(trained: AppPage) -> None:
    (done,) = trained.told("done")
    history = done["history"]
    section = trained.section["Learning"]
    loss = section.get_by_role("img", name=re.compile("^Loss after 10 epochs"))
    expect(loss).to_have_accessible_name(
        re.compile(rf"training {history['loss'][-1]:.3f}, validation {history['val_loss'][-1]:.3f}")
    )
    accuracy = section.get_by_role("img", name=re.compile("^Accuracy after 10 epochs"))
    for key in ("accuracy", "val_accuracy"):
        expect(accuracy).to_have_accessible_name(re.compile(f"{history[key][-1] * 100:.1f}"))
    for chart in (loss, accuracy):
        assert painted(chart.locator("canvas")), "nothing is drawn"


def test_the_network_is_drawn(trained: AppPage) -> None:
    section = trained.section["Inside"]
    drawing = section.get_by_role("img", name="Network: 784 pixels, 10 relu, 10 relu, 3 softmax")
    expect(drawing).to_be_visible()
    assert painted(drawing)
    tiles = section.get_by_role("button", name=re.compile("^What training added to unit"))
    expect(tiles).to_have_count(10)
    assert all(painted(tile.locator("canvas")) for tile in tiles.all())


def test_what_is_off_screen_during_a_run_is_drawn_at_its_end(new_page: Open) -> None:
    app = new_page(viewport={"width": 1440, "height": 300}).open(LESSON)
    app.wait_for("ready")
    canvas = app.page.locator("fr-network .net-box canvas")
    expect(canvas).not_to_be_in_viewport()
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    app.train()
    app.page.wait_for_function(
        "([canvas, before]) => canvas.toDataURL() !== before", arg=[canvas.element_handle(), before]
    )


def test_the_predictions_agree_with_the_score(trained: AppPage) -> None:
    (done,) = trained.told("done")
    correct, wrong = done["evaluation"]["correct"], 100 - done["evaluation"]["correct"]
    section = trained.section["Predict"]
    cards = section.get_by_role("list", name="Test pictures").get_by_role("button")
    place = section.get_by_role("group", name="Pages of test pictures")
    expect(cards).to_have_count(12)
    expect(place).to_contain_text("1–12 of 100")
    trained.pick("Show", "Wrong")
    expect(place).to_contain_text(f"of {wrong}" if wrong else "none")
    expect(cards).to_have_count(min(wrong, 12))
    for card in cards.all():
        expect(card).to_have_accessible_name(re.compile(r"^Test picture \d+\b.*\bwrong\b"))
    trained.pick("Show", "Right")
    expect(place).to_contain_text(f"1–12 of {correct}")
    section.get_by_role("button", name="Next test pictures").click()
    expect(place).to_contain_text(f"13–24 of {correct}")
    cards.first.click()
    share = section.get_by_role("table", name="How sure it is").get_by_role("row")
    expect(share).to_have_count(3)
    shares = [float(re.findall(r"([\d.]+)\s*%", text)[0]) for text in share.all_inner_texts()]
    assert sum(shares) == pytest.approx(100, abs=0.2)
    trained.pick("Show", "All")
    expect(place).to_contain_text("of 100")


def test_the_epoch_lines_are_keras_s_and_those_told(trained: AppPage) -> None:
    (done,) = trained.told("done")
    text = trained.section["Epoch lines"].inner_text()
    lines = re.findall(r"^(?:Epoch \d|\d+/\d+ ).*", text, re.MULTILINE)
    assert lines[::2] == [f"Epoch {i}/10" for i in range(1, 11)]
    for i, line in enumerate(lines[1::2]):
        assert line.startswith("48/48 ━")
        for key in ("accuracy", "loss", "val_accuracy", "val_loss"):
            value = done["history"][key][i]
            assert f" - {key}: {value:.4f}" in line or f" - {key}: {value:.4e}" in line


def test_the_last_epoch_line_is_followed_unless_somebody_reads_another(app: AppPage) -> None:
    app.open("v=1&samples=50&epochs=30")
    lines = app.section["Epoch lines"].get_by_label("Epoch lines")
    app.train()
    expect(lines).to_contain_text("Epoch 30/30")
    assert lines.evaluate("box => box.scrollTop") > 100
    assert lines.evaluate(LEFT_BELOW) < 2
    app.follow("v=1&samples=600&epochs=100&batch=5")
    app.fit()
    expect(lines).to_contain_text("Epoch 20/100")
    lines.evaluate("box => box.scrollTo(0, 40)")
    assert app.state == "training", "there are lines to come"
    app.wait_for("done")
    expect(lines).to_contain_text("Epoch 100/100")
    assert lines.evaluate("box => box.scrollTop") == 40


def test_each_epoch_was_told_in_keras_s_keys(trained: AppPage) -> None:
    (done,) = trained.told("done")
    epochs = trained.told("epoch")
    assert [(each["epoch"], each["epochs"]) for each in epochs] == [(i, 10) for i in range(10)]
    for key, values in done["history"].items():
        assert [each["logs"][key] for each in epochs] == values


def test_every_command_got_one_reply_and_the_run_one_end(trained: AppPage) -> None:
    commands = [command["id"] for command in trained.seen("commands")]
    replies = [message["id"] for message in trained.messages("reply")]
    assert sorted(commands) == sorted(replies)
    assert len(set(commands)) == len(commands)
    assert all(message["ok"] for message in trained.messages("reply"))
    assert [each["reason"] for each in trained.messages("run-end")] == ["completed"]


def test_a_page_that_nobody_frames_posts_nothing(trained: AppPage) -> None:
    assert trained.told("ready")
    assert trained.seen("posted") == []


def test_the_lesson_s_link_trains_to_over_nine_tenths(app: AppPage) -> None:
    app.open(f"{LESSON}&run=1", state="done")
    (done,) = app.told("done")
    assert done["evaluation"]["accuracy"] > 0.9
    assert len(done["history"]["val_loss"]) == 10


def test_fit_pressed_while_python_starts_is_remembered(app: AppPage) -> None:
    app.open(state="booting")
    app.fit()
    app.wait_for("done")
    states = [each["state"] for each in app.seen("states")]
    assert states[:3] == ["booting", "ready", "fitting"]
    assert len(app.messages("run-end")) == 1


@pytest.fixture(scope="module")
def sizes(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        yield app.open("v=1&epochs=1&batch=256&layers=16")


@pytest.mark.parametrize(
    ("classes", "samples", "tested"),
    [
        (3, "50", 10),
        (3, "600", 100),
        (3, "6,000", 1000),
        (3, "18,000", 3000),
        (10, "50", 10),
        (10, "600", 100),
        (10, "6,000", 1000),
        (3, 1234, 206),
        (10, 1234, 206),
    ],
)
def test_every_number_of_pictures_trains(
    sizes: AppPage, classes: int, samples: str | int, tested: int
) -> None:
    sizes.pick("Kinds of clothes", f"{classes} classes")
    if isinstance(samples, str):
        sizes.pick("Pictures", samples)
    else:
        sizes.type_number("Number of pictures", samples)
    count = int(str(samples).replace(",", ""))
    assert sizes.fragment["samples"] == str(count)
    assert sizes.fragment["classes"] == str(classes)
    done = sizes.train()
    begun = sizes.messages("run-begin")[-1]
    assert begun["train_samples"] + begun["validation_samples"] == count
    assert begun["validation_samples"] == count - int(count * 0.8)
    assert begun["steps_per_epoch"] == -(-begun["train_samples"] // 256)
    assert done["evaluation"]["samples"] == tested
    assert len(done["evaluation"]["confusion"]) == classes
    assert sum(map(sum, done["evaluation"]["confusion"])) == tested
    expect(sizes.section["Evaluate"]).to_contain_text(f"of {tested:,}")


@pytest.mark.parametrize("classes", [3, 10])
def test_6000_pictures_download_a_tenth_of_the_bytes(
    new_page: Open, classes: int, site_shards: dict[str, int]
) -> None:
    app = new_page()
    sizes: dict[str, int] = {}
    app.page.context.on(
        "requestfinished",
        lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}),
    )
    app.open(f"v=1&classes={classes}&samples=6000&layers=&epochs=1&batch=1024&run=1", state="done")
    pictures = sum(size for url, size in sizes.items() if "/data/" in url)
    share = pictures / sum(site_shards.values())
    print(f"{classes} classes: {pictures:,} bytes, {share:.1%}")
    assert 0.08 < share < 0.13


@pytest.mark.alone
def test_the_full_set_in_five_epochs(app: AppPage, site_shards: dict[str, int]) -> None:
    """The one long run: also looks at its download and at how it treats the main thread."""
    asked: list[str] = []
    app.page.context.on("request", lambda request: asked.append(request.url))
    recipe = "v=1&classes=10&samples=60000&layers=128&epochs=5&batch=32&split=0"
    app.open(f"{recipe}&run=1", state="")
    app.wait_for("done", 400_000)
    (done,) = app.told("done")
    assert done["evaluation"]["samples"] == 10_000
    assert done["evaluation"]["accuracy"] > 0.86
    assert done["history"]["loss"][-1] < 0.31
    assert set(done["history"]) == {"accuracy", "loss"}
    shards = [url.rsplit("/", 1)[-1] for url in asked if "/data/" in url and url.endswith(".bin")]
    assert sorted(shards) == sorted(site_shards)
    loads = [each for each in app.messages("download") if each["run_id"] is not None]
    assert loads[-1]["loaded"] == loads[-1]["total"] <= sum(site_shards.values())
    assert loads[-1]["total"] > 0.9 * sum(site_shards.values())
    assert [each["loaded"] for each in loads] == sorted(each["loaded"] for each in loads)
    begun, ended = app.messages("run-begin")[0]["at"], app.messages("run-end")[0]["at"]
    assert [each["reason"] for each in app.messages("run-end")] == ["completed"]
    progress = app.messages("batch-end")
    assert len(progress) <= 10 * (ended - begun) / 1000 + 1
    fractions = [each["fraction"] for each in progress]
    assert fractions == sorted(fractions)
    long = [task for task in app.seen("longTasks") if begun < task["at"] < ended]
    # Those there are, are somebody else's who had the processor; test_access.py is strict.
    assert sum(task["duration"] for task in long) < 0.15 * (ended - begun), long


def painted(canvas: Locator) -> bool:
    """Whether a canvas shows anything at all."""
    return canvas.evaluate(
        """canvas => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            return data.some((value, i) => i % 4 === 3 && value > 0);
        }"""
    )
