"""The lessons' own code, read from their files, run unchanged in the built page.

Every block in order, in real Pyodide with real Matplotlib: it must give what the lesson shows or
tells of. Where its code is itself wrong, the error must say what to write, and that must then run.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from e2e.app_page import AppPage
from e2e.conftest import Visits
from lessons import blocks
from lessons.cells import Outcome, PageNotebook

pytestmark = pytest.mark.skipif(
    blocks.folder() is None,
    reason=f"the lessons are not beside the repository; ${blocks.VARIABLE} can name their folder",
)

FIFTY = """import numpy as np
_all = np.load("fashion.npz")
train_data, train_labels = _all["train_data"][:50] / 255, _all["train_labels"][:50]
test_data, test_labels = _all["test_data"][:10] / 255, _all["test_labels"][:10]"""
"""The arrays that lessons 1 and 2 take for granted."""

SEEDS = 60


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open("view=lessons")


def numbers(outcome: Outcome) -> list[float]:
    """The list that `evaluate` gave."""
    return ast.literal_eval(outcome.value)


def epochs(outcome: Outcome) -> list[dict[str, float]]:
    """The numbers on the finished line of each epoch."""
    found = []
    for part in re.split(r"Epoch \d+/\d+\n", outcome.printed)[1:]:
        last = re.split(r"[\r\b]+", part.split("\n")[0].strip("\r\b"))[-1]
        found.append({name: float(n) for name, n in re.findall(r"(\w+): (\d\S*)", last)})
    return found


def test_lesson_1_as_it_is_told(app: AppPage) -> None:
    """Its words, in code: the shapes it names, and results among which its own could be."""
    told = re.search(r"loss is (\d)-point-(\d+), and accuracy is (\d+)%", blocks.text(1))
    assert told is not None
    loss, accuracy = float(f"{told[1]}.{told[2]}"), int(told[3]) / 100
    notebook = PageNotebook(app, "told")
    notebook.ok(FIFTY)
    assert notebook.ok("train_data.shape").value == "(50, 28, 28, 1)"
    notebook.ok(
        "import keras\n"
        "from keras.models import Sequential\n"
        "from keras.layers import Dense\n"
        "train_rows, test_rows = train_data.reshape((50, 784)), test_data.reshape((10, 784))\n"
        "def build():\n"
        "    model = Sequential()\n"
        "    model.add(Dense(10, activation='relu', input_shape=(784,)))\n"
        "    model.add(Dense(10, activation='relu'))\n"
        "    model.add(Dense(3, activation='softmax'))\n"
        "    model.compile(optimizer='adam', loss='categorical_crossentropy', "
        "metrics=['accuracy'])\n"
        "    return model\n"
        "model = build()"
    )
    told_by_fit = epochs(
        notebook.ok("model.fit(train_rows, train_labels, validation_split=0.2, epochs=3);")
    )
    assert [sorted(epoch) for epoch in told_by_fit] == [
        ["accuracy", "loss", "val_accuracy", "val_loss"]
    ] * 3
    results = notebook.ok(
        "found = []\n"
        f"for seed in range({SEEDS}):\n"
        "    keras.utils.set_random_seed(seed)\n"
        "    model = build()\n"
        "    model.fit(train_rows, train_labels, validation_split=0.2, epochs=3, verbose=0)\n"
        "    found.append(model.evaluate(test_rows, test_labels, verbose=0))\n"
        "found"
    )
    losses, accuracies = zip(*ast.literal_eval(results.value), strict=True)
    assert min(losses) < loss < max(losses)
    assert min(accuracies) <= accuracy <= max(accuracies)


def test_lesson_2(app: AppPage) -> None:
    notebook = PageNotebook(app, "second")
    notebook.ok(FIFTY)
    lines = [block.code for block in blocks.inline(blocks.text(2))]
    assert len(lines) == 10
    outcomes = {line: notebook.ok(line) for line in lines}
    (fit,) = [outcome for line, outcome in outcomes.items() if ".fit(" in line]
    told = epochs(fit)
    assert len(told) == 3
    assert all(0 < epoch["loss"] < 3 and 0 <= epoch["val_accuracy"] <= 1 for epoch in told)
    assert "History object" in fit.value
    (old,) = [outcome for line, outcome in outcomes.items() if "input_shape" in line]
    assert any("Input" in note["text"] for note in old.of("note"))
    assert notebook.ok("model.count_params()").value == "7993"
    assert notebook.ok("train_data.shape, test_data.shape").value == "((50, 784), (10, 784))"
    loss, accuracy = numbers(notebook.ok("model.evaluate(test_data, test_labels)"))
    assert 0.1 < loss < 3
    assert round(accuracy * 10) in range(11)


def test_lesson_3(app: AppPage) -> None:
    notebook = PageNotebook(app, "third")
    load, shapes, look, imports, rows, model, compiling, fit, evaluate, deeper = blocks.tildes(
        blocks.text(3)
    )
    notebook.ok(load.code)
    assert notebook.ok(shapes.code).value == shapes.shown.strip()
    # Its notebook had Matplotlib already; here the error brings the line.
    missing = notebook.fails(look.code, "NameError", "import matplotlib.pyplot as plt")
    line = missing.error["traceback"].rstrip().splitlines()[-1].partition(": ")[2]
    assert len(notebook.ok(f"{line}\n{look.code}").figures) == 10
    for block in (imports, rows, model, compiling):
        notebook.ok(block.code)
    assert (
        notebook.ok("train_data_1d.shape, test_data_1d.shape").value == "((600, 784), (100, 784))"
    )

    # The model is built for the last axis of the pictures, which is 1, and gets the pictures.
    says = ("(None, 1)", "(600, 28, 28, 1)", "reshape((600, 784))", "input_shape=(784,)")
    notebook.fails(fit.code, "ValueError", *says)
    notebook.fails(evaluate.code, "ValueError", "reshape((100, 784))", "input_shape=(784,)")

    for built, weights in ((model, 7_883), (deeper, 7_993)):
        for block in (built, compiling):
            notebook.ok(mended(block.code))
        assert notebook.ok("model.count_params()").value == str(weights)
        told = epochs(notebook.ok(mended(fit.code)))
        assert len(told) == 10
        assert all("val_accuracy" in epoch for epoch in told)
        # Pixels go up to 255 in this lesson, so it learns less surely than it could.
        loss, accuracy = numbers(notebook.ok(mended(evaluate.code)))
        assert 0 < loss < 100
        assert 0.3 <= accuracy <= 1


def mended(code: str) -> str:
    """The lesson's cell with the rows it has made in the place of the pictures."""
    return re.sub(r"\b(train|test)_data\b", r"\1_data_1d", code)


def test_lesson_5(app: AppPage) -> None:
    """The lesson up to its first exercise: all sixty thousand pictures."""
    notebook = PageNotebook(app, "fifth")
    version, names, load, look, scale, model, fit, evaluate, predict, label = blocks.notebook(
        blocks.text(5)
    )[:10]
    assert re.match(r"\d\.", notebook.ok(version.code).printed)
    notebook.ok(names.code)
    assert notebook.ok(load.code).of("progress")[-1]["total"] > 25_000_000
    shapes = notebook.ok("training_images.shape, training_labels.shape, test_images.shape").value
    assert shapes == "((60000, 28, 28), (60000,), (10000, 28, 28))"
    seen = notebook.ok(look.code)
    assert seen.printed.split() == look.shown.split()
    assert len(seen.figures) == 1
    for block in (scale, model):
        notebook.ok(block.code)
    learned = notebook.ok(fit.code)
    told = epochs(learned)
    assert len(told) == 5
    assert "1875/1875" in learned.printed
    # The lesson shows its second five epochs (the cell was run again): ours are the first.
    assert 0.27 < told[-1]["loss"] < 0.32
    assert 0.88 < told[-1]["accuracy"] < 0.91
    loss, accuracy = numbers(notebook.ok(evaluate.code))
    assert abs(loss - float(re.findall(r"\[(\d\.\d+), ", evaluate.shown)[0])) < 0.06
    assert abs(accuracy - float(re.findall(r", (\d\.\d+)\]", evaluate.shown)[0])) < 0.03
    chances = [float(n) for n in re.findall(r"\d\S*e?[-+]?\d*", listed(notebook.ok(predict.code)))]
    assert len(chances) == 10
    assert abs(sum(chances) - 1) < 1e-4
    assert chances.index(max(chances)) == 9
    assert notebook.ok(label.code).printed == "9\n"


def listed(outcome: Outcome) -> str:
    """The array that was printed last, without its brackets."""
    return outcome.printed[outcome.printed.rindex("[") + 1 : outcome.printed.rindex("]")]


def test_the_exercises_of_lesson_5(app: AppPage) -> None:
    """Each as it stands: two tell of an error, two more have the same slip and should not."""
    notebook = PageNotebook(app, "exercises")
    more, flat, five, layer, empty, longer, plain, stop = blocks.notebook(blocks.text(5))[10:]
    works(notebook.ok(more.code))
    notebook.fails(flat.code, "ValueError", "(None, 28, 10)", "Flatten()")
    notebook.fails(five.code, "ValueError", "labels from 0 to 4", "units=10")
    works(notebook.ok(five.code.replace("Dense(5,", "Dense(10,")))
    notebook.ok(empty.code)
    for block, count in ((layer, 5), (longer, 30)):
        notebook.fails(block.code, "ValueError", "labels from 0 to 4", "units=10")
        told = works(notebook.ok(block.code.replace("Dense(5,", "Dense(10,")), count)
        assert told[-1]["loss"] < told[0]["loss"] / 4
    works(notebook.ok(plain.code))

    ended = notebook.ok(stop.code)
    told = epochs(ended)
    assert len(told) < 5
    assert told[-1]["loss"] < 0.4 <= min([1.0, *(epoch["loss"] for epoch in told[:-1])])
    assert "accuracy so cancelling training!" in ended.printed


def works(outcome: Outcome, count: int = 5) -> list[dict[str, float]]:
    """A whole program that ended as the lesson says: it learned and tells a picture's chances."""
    told = epochs(outcome)
    assert len(told) == count
    assert told[-1]["loss"] < told[0]["loss"]
    assert "5,000 of MNIST's 70,000 digits" in outcome.printed
    label = int(outcome.printed.split()[-1])
    chances = [float(n) for n in listed(outcome).split()]
    assert len(chances) == 10
    assert 0 <= label <= 9
    assert abs(sum(chances) - 1) < 1e-3
    return told
