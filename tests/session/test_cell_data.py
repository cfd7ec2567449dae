"""What cells load, from the files as shipped."""

import gzip
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from session.bench import Bench

LOAD = "from keras.datasets import fashion_mnist\n(x, y), (xt, yt) = fashion_mnist.load_data()\n"
DIGITS = "from keras.datasets import mnist\n(x, y), (xt, yt) = mnist.load_data()\n"


class Cells:
    """Runs cells and keeps their outputs."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.outputs = bench.open_notebook()

    def run(self, source: str) -> list[dict[str, Any]]:
        self.outputs.clear()
        self.bench.ask("run-cell", cell="Cell 1", source=source)
        return self.outputs

    def value(self, source: str) -> str:
        last = self.run(source)[-1]
        assert last["kind"] == "result", last
        return last["text"]


@pytest.fixture
def cells(bench: Bench) -> Cells:
    return Cells(bench)


def test_fashion_mnist_is_the_real_set(cells: Cells) -> None:
    value = cells.value(LOAD + "x.shape, y.shape, xt.shape, yt.shape, x.dtype.name, y.dtype.name")
    assert value == "((60000, 28, 28), (60000,), (10000, 28, 28), (10000,), 'uint8', 'uint8')"
    # The hash that the build pins, of the file without its header of 16 bytes.
    digest = cells.value("import hashlib; hashlib.sha256(x.tobytes()).hexdigest()")
    assert digest == repr(hashlib.sha256(original("train-images-idx3-ubyte", 16)).hexdigest())
    digest = cells.value("hashlib.sha256(yt.tobytes()).hexdigest()")
    assert digest == repr(hashlib.sha256(original("t10k-labels-idx1-ubyte", 8)).hexdigest())


def original(name: str, header: int) -> bytes:
    from sitebuild.tools import paths

    path = paths.cache() / "downloads" / f"{name}.gz"
    return gzip.decompress(path.read_bytes())[header:]


def test_only_what_is_missing_is_fetched_with_progress(cells: Cells) -> None:
    cells.bench.fit(classes=10, samples=600, layers=[], epochs=1)
    already = sum(map(cells.bench.session._store.wire_bytes, cells.bench.brought))
    progress = [output for output in cells.run(LOAD) if output["kind"] == "progress"]
    assert progress[0]["label"] == "Fashion-MNIST"
    loaded = [output["loaded"] for output in progress]
    assert loaded == sorted(loaded)
    assert loaded[-1] == progress[0]["total"]
    everything = sum(map(cells.bench.session._store.wire_bytes, all_shards(cells.bench)))
    assert progress[0]["total"] == everything - already
    assert [output for output in cells.run(LOAD) if output["kind"] == "progress"] == []


def all_shards(bench: Bench) -> list[str]:
    return [*Bench(bench.data).session._store.needed(10, 60_000)]


def test_what_a_learner_does_to_the_arrays_stays_theirs(cells: Cells) -> None:
    before = cells.bench.fit(1, classes=10, samples=600, layers=[], epochs=1)["fingerprint"]
    cells.run(LOAD + "x[:] = 0; y[:] = 0; xt[:] = 0; yt[:] = 0")
    again = cells.bench.fit(2, classes=10, samples=600, layers=[], epochs=1)["fingerprint"]
    assert again == before
    assert cells.value(LOAD + "x[0].max(), y[0]") == "(np.uint8(255), np.uint8(9))"


def test_the_digits_are_balanced_and_say_how_many_they_are(cells: Cells) -> None:
    outputs = cells.run(DIGITS + "x.shape, y.shape, xt.shape, yt.shape, x.dtype.name, y.dtype.name")
    kinds = [output["kind"] for output in outputs]
    assert kinds == ["progress", "progress", "stream", "result"]
    assert outputs[2]["text"].count("\n") == 1
    assert "5,000" in outputs[2]["text"]
    assert outputs[3]["text"] == (
        "((4000, 28, 28), (4000,), (1000, 28, 28), (1000,), 'uint8', 'uint8')"
    )
    counts = cells.value("import numpy as np; set(np.bincount(y)), set(np.bincount(yt)), x.max()")
    assert counts == "({np.int64(400)}, {np.int64(100)}, np.uint8(255))"


@pytest.mark.parametrize("name", ["fashion_mnist", "mnist"])
def test_the_core_s_own_data_sets_are_keras_s(cells: Cells, name: str) -> None:
    value = cells.value(
        f"from fittingroom import datasets\nimport keras\n"
        f"(x, y), (xt, yt) = datasets.{name}.load_data()\n"
        f"(kx, ky), (kxt, kyt) = keras.datasets.{name}.load_data()\n"
        "(x == kx).all(), (y == ky).all(), (xt == kxt).all(), (yt == kyt).all()"
    )
    assert value == f"({', '.join(['np.True_'] * 4)})"


def test_no_digit_is_in_both_parts(cells: Cells) -> None:
    cells.run(DIGITS + "train = {image.tobytes() for image in x}")
    assert cells.value("len(train), sum(image.tobytes() in train for image in xt)") == "(4000, 0)"


def test_the_digits_can_be_learned(cells: Cells) -> None:
    accuracy = cells.value(
        DIGITS
        + "import keras\n"
        + "model = keras.Sequential([keras.layers.Flatten(), "
        + "keras.layers.Dense(64, activation='relu'), keras.layers.Dense(10, 'softmax')])\n"
        + "model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])\n"
        + "model.fit(x / 255.0, y, epochs=5, verbose=0)\n"
        + "model.evaluate(xt / 255.0, yt, verbose=0)[1]"
    )
    assert float(accuracy) > 0.88


@pytest.mark.parametrize("path", ["fashion.npz", "data/fashion.npz", "/content/fashion.npz"])
def test_the_lesson_s_file_is_found(cells: Cells, dist: Path, path: str) -> None:
    value = cells.value(
        f"import numpy as np\nfashion = np.load({path!r})\n"
        "hash(fashion['train_data'].tobytes()), fashion['train_labels'].shape, fashion.files"
    )
    with np.load(dist / "data" / "fashion.npz") as file:
        expected = (hash(file["train_data"].tobytes()), (600, 3), file.files)
    assert value == repr(expected)


def test_a_file_of_the_learner_s_own_goes_first(
    cells: Cells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    value = cells.value(
        "import numpy as np\nnp.savez('fashion.npz', mine=np.arange(3))\n"
        "np.load('fashion.npz')['mine']"
    )
    assert value == "array([0, 1, 2])"


def test_a_file_that_is_not_there_is_not_made_up(cells: Cells) -> None:
    output = cells.run("import numpy as np\nnp.load('other.npz')")[-1]
    assert output["name"] == "FileNotFoundError"
    assert "fashion.npz" in output["traceback"]


def test_a_broken_connection_is_explained(cells: Cells, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(path: str) -> bytes:
        raise OSError("the server answered 503")

    cells.bench.session.open_notebook(cells.outputs.append, fetch)
    output = cells.run(LOAD)[-1]
    assert (output["kind"], output["name"]) == ("error", "OSError")
    assert "503" in output["message"]
    assert "run the cell again" in output["message"]


def test_a_damaged_file_is_refused(cells: Cells) -> None:
    cells.bench.session.open_notebook(cells.outputs.append, lambda path: b"\x1f\x8bnonsense")
    assert "labels.bin" in cells.run(LOAD)[-1]["message"]
    cells.bench.session.open_notebook(cells.outputs.append, lambda path: b"plain nonsense")
    assert "labels.bin arrived damaged" in cells.run(LOAD)[-1]["message"]


def test_a_file_that_a_cache_holds_damaged_is_asked_for_afresh(cells: Cells) -> None:
    asked: list[str] = []

    def fetch(path: str) -> bytes:
        asked.append(path)
        name, _, query = path.partition("?")
        return cells.bench.fetch(name) if query else b"from the cache"

    cells.bench.session.open_notebook(cells.outputs.append, fetch)
    assert "(4000, 28, 28)" in cells.value(DIGITS + "x.shape")
    assert [path.partition("=")[0] for path in asked] == [
        "data/digits.bin",
        "data/digits.bin?afresh",
    ]


def test_a_file_that_stays_damaged_is_named_with_a_way_out(cells: Cells) -> None:
    cells.bench.session.open_notebook(cells.outputs.append, lambda path: b"plain nonsense")
    message = cells.run(DIGITS)[-1]["message"]
    assert "digits.bin arrived damaged" in message
    assert "past every cache" in message
    assert "Run the cell again later" in message


def test_memory_that_is_gone_is_not_called_a_broken_connection(cells: Cells) -> None:
    def fetch(path: str) -> bytes:
        raise MemoryError

    cells.bench.session.open_notebook(cells.outputs.append, fetch)
    assert cells.run(DIGITS)[-1]["name"] == "MemoryError"
