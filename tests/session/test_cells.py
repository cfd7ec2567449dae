"""Cells through the session: commands in, outputs while they run."""

from fittingroom.app.pictures.digits import unpack
from session.bench import Bench

SMALL = {"classes": 3, "samples": 50, "layers": [{"units": 8}], "epochs": 3}


def test_a_cell_is_answered_once_it_has_ended(bench: Bench) -> None:
    outputs = bench.open_notebook()
    value = bench.ask("run-cell", cell="Cell 1", source="print(1)\n2")["value"]
    assert value["status"] == "ok"
    assert 0 <= value["seconds"] < 5
    assert [output["kind"] for output in outputs] == ["stream", "result"]
    assert bench.ask("run-cell", cell="Cell 2", source="nothing")["value"]["status"] == "error"


def test_cells_keep_their_variables_until_restart(bench: Bench) -> None:
    outputs = bench.open_notebook()
    bench.ask("run-cell", cell="Cell 1", source="x = 1")
    bench.ask("run-cell", cell="Cell 2", source="x")
    assert outputs == [{"kind": "result", "text": "1"}]
    assert bench.ask("restart") == {"value": {}}
    bench.ask("run-cell", cell="Cell 2", source="x")
    assert outputs[-1]["name"] == "NameError"


def test_a_cell_that_trains_gives_the_fingerprint_of_its_history(bench: Bench) -> None:
    bench.open_notebook()
    fingerprint = bench.fit(1, **SMALL)["fingerprint"]
    recipe = bench.ask("program", recipe=SMALL)["value"]["cells"]

    def mark(source: str) -> str | None:
        return bench.ask("run-cell", cell="Cell 1", source=source)["value"]["fingerprint"]

    assert [mark(cell) for cell in recipe] == [None, None, None, fingerprint, None, None]
    assert mark("history.history['loss'].append('x')") is None
    assert mark("first = model.fit(train_images, train_labels)") not in (None, fingerprint)
    again = "other = model.fit(train_images, train_labels)"
    assert mark(f"{again}\nother.history['loss'] = 'x'") is None


def test_an_experiment_s_results_come_with_the_answer(bench: Bench) -> None:
    bench.open_notebook()
    source = """
import keras
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train[:64], y_train[:64], epochs=2, verbose=0)
evaluation = model.evaluate(x_test, y_test, verbose=0)
classifications = model.predict(x_test[:1], verbose=0)
"""
    value = bench.ask("run-cell", cell="Cell 1", source=source)["value"]
    assert set(value) == {"status", "seconds", "fingerprint", "experiment"}
    assert value["experiment"] is None
    found = bench.ask("run-cell", cell="Cell 1", source=source, experiment=True)["value"]
    found = found["experiment"]
    assert set(found["history"]) == {"loss", "accuracy"}
    assert [len(values) for values in found["history"].values()] == [2, 2]
    assert found["params"] == 7850
    assert len(found["evaluation"]) == 2
    assert len(found["probabilities"]) == 10
    assert abs(sum(found["probabilities"]) - 1) < 1e-5
    digits = unpack(bench.read("digits.bin"))["test"]
    assert found["label"] == digits[1][0]
    assert found["pixels"] == digits[0][0].tobytes()
    failed = bench.ask("run-cell", cell="Cell 1", source="1 / 0", experiment=True)["value"]
    assert (failed["status"], failed["experiment"]) == ("error", None)


def test_cells_run_while_a_training_is_under_way(bench: Bench) -> None:
    alone = bench.fit(1, **SMALL)["fingerprint"]
    bench.open_notebook()
    bench.begin(2, **SMALL)
    training = "import keras\nkeras.utils.set_random_seed(7)\n"
    while bench.step(1):
        value = bench.ask("run-cell", cell="Cell 1", source=training)["value"]
        assert value["status"] == "ok"
        assert bench.ask("restart") == {"value": {}}
    assert bench.told("run-end")[-1]["fingerprint"] == alone


def test_a_fit_after_cells_is_the_same_fit(bench: Bench) -> None:
    bench.open_notebook()
    before = bench.fit(1, **SMALL)["fingerprint"]
    bench.ask(
        "run-cell",
        cell="Cell 1",
        source="from fittingroom import utils\nutils.set_random_seed(9)\nutils.auto_name('Dense')",
    )
    assert bench.fit(2, **SMALL)["fingerprint"] == before


def test_notebooks_share_nothing_but_files(bench: Bench) -> None:
    outputs = bench.open_notebook()

    def run(notebook: str, source: str) -> str:
        bench.ask("run-cell", cell="Cell 1", source=source, notebook=notebook)
        return outputs[-1].get("text") or outputs[-1]["name"]

    name = "from fittingroom import layers\nlayers.Dense(2).name"
    assert run("lessons", "x = 1\nx") == "1"
    assert run("code", "x") == "NameError"
    assert [run("lessons", name), run("code", name), run("lessons", name)] == [
        "'dense'",
        "'dense'",
        "'dense_1'",
    ]
    own = "from fittingroom import saving\n"
    run("lessons", own + "saving.get_custom_objects()['mine'] = len")
    assert run("code", own + "saving.get_custom_objects()") == "{}"
    bench.ask("restart", notebook="code")
    assert run("lessons", "x") == "1"


def test_a_seed_holds_whatever_happens_between_cells(bench: Bench) -> None:
    outputs = bench.open_notebook()
    draw = "np.random.rand(), random.random()"
    seed = "import numpy as np, random, keras\nkeras.utils.set_random_seed(1)\n"
    bench.ask("run-cell", cell="Cell 1", source=seed + draw)
    bench.ask("run-cell", cell="Cell 2", source=draw)
    undisturbed = outputs[-1]
    bench.ask("run-cell", cell="Cell 1", source=seed + draw)
    bench.fit(**SMALL)
    bench.ask("run-cell", cell="Cell 1", notebook="lessons", source=seed + draw)
    bench.ask("run-cell", cell="Cell 2", source=draw)
    assert outputs[-1] == undisturbed


def test_restart_lets_large_arrays_go(bench: Bench) -> None:
    bench.open_notebook()
    bench.ask("run-cell", cell="Cell 1", source="import weakref\nclass Large: pass\nx = Large()")
    bench.ask("run-cell", cell="Cell 2", source="import gc\ngc.kept = weakref.ref(x)\n1 / 0")
    import gc

    kept = vars(gc).pop("kept")
    assert kept() is not None
    bench.ask("restart")
    assert kept() is None


def test_no_notebook_is_a_fault_and_no_crash(bench: Bench) -> None:
    assert bench.ask("run-cell", cell="Cell 1", source="1")["error"]["code"] == "busy"
