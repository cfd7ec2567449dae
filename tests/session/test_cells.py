"""Cells through the session: commands in, outputs while they run."""

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


def test_a_cell_is_refused_while_a_training_is_under_way(bench: Bench) -> None:
    bench.open_notebook()
    bench.begin(**SMALL | {"epochs": 100})
    for _ in range(2):
        error = bench.ask("run-cell", cell="Cell 1", source="1")["error"]
        assert error["code"] == "busy"
        assert "Stop" in error["hint"]
        bench.step()
        bench.ask("pause")
    bench.ask("stop")
    assert bench.ask("run-cell", cell="Cell 1", source="1")["value"]["status"] == "ok"


def test_a_fit_after_cells_is_the_same_fit(bench: Bench) -> None:
    bench.open_notebook()
    before = bench.fit(1, **SMALL)["fingerprint"]
    bench.ask(
        "run-cell",
        cell="Cell 1",
        source="from fittingroom import utils\nutils.set_random_seed(9)\nutils.auto_name('Dense')",
    )
    assert bench.fit(2, **SMALL)["fingerprint"] == before
