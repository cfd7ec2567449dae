"""What lists and comparisons ask of the session: one test for all runs, and how long they take."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from fittingroom.app.recipe import Recipe
from fittingroom.app.speed import Speed, memory_bytes, weights
from session.bench import Bench

SMALL: dict[str, Any] = {"samples": 50, "layers": [{"units": 8}], "epochs": 3}


def compared(bench: Bench, **how: Any) -> dict[str, Any]:
    assert bench.ask("test", **how) == {"value": {}}
    bench.finish()
    return bench.told("tested")[-1]


def test_runs_in_a_row_come_to_what_each_comes_to_alone(new_bench: Callable[[], Bench]) -> None:
    recipes = [
        {**SMALL, "layers": [{"units": units}], "seed": seed}
        for units in (2, 8)
        for seed in (42, 43)
    ]
    row = new_bench()
    for run_id, recipe in enumerate(recipes, 1):
        end = row.fit(run_id, **recipe)
        together = compared(row)
        alone = new_bench()
        assert alone.fit(**recipe)["fingerprint"] == end["fingerprint"]
        assert compared(alone)["tested"] == together["tested"]
        assert together["run_id"] == run_id


@pytest.mark.parametrize(("classes", "samples"), [(3, 3000), (10, 10_000)])
def test_all_test_pictures_are_taken_whatever_the_run_had(
    bench: Bench, classes: int, samples: int
) -> None:
    bench.fit(classes=classes, samples=600, epochs=2)
    told = compared(bench)["tested"]
    assert told["samples"] == samples
    run = bench.session._run  # pyright: ignore[reportPrivateUsage]
    assert run is not None
    images = bench.session._store.tests(classes)  # pyright: ignore[reportPrivateUsage]
    answers = run.model.predict(images.images("test", True), verbose=0).argmax(axis=1)
    assert told["correct"] == np.count_nonzero(answers == images.labels["test"])


def test_without_a_connection_those_that_are_here_serve(bench: Bench) -> None:
    bench.fit(samples=50, epochs=1)
    assert compared(bench, here=True)["tested"]["samples"] == 100
    bench.fit(2, classes=10, samples=600, epochs=1)
    assert compared(bench, here=True)["tested"]["samples"] == 100


def test_the_test_changes_nothing_of_the_run(bench: Bench) -> None:
    bench.fit(**SMALL)
    before = bench.ask("predictions", which="all", start=0, count=5)
    compared(bench)
    assert bench.ask("predictions", which="all", start=0, count=5) == before
    bench.ask("fit", recipe={**SMALL, "more": [{"epochs": 2, "lr": None}]}, run_id=2, go_on=True)
    bench.finish()
    assert bench.told("run-begin")[-1]["epoch"] == 3


def test_what_is_not_over_cannot_be_tested(bench: Bench) -> None:
    assert bench.ask("test")["error"]["code"] == "busy"
    bench.begin(**SMALL)
    bench.step(0)
    assert bench.ask("test")["error"]["code"] == "busy"


def test_intervals_and_bands_come_from_python(bench: Bench) -> None:
    told = bench.ask(
        "summarize", tests=[{"samples": 100, "correct": 93}], groups=[[[0.5, 0.6], [0.7, 0.9]]]
    )["value"]
    (interval,) = told["intervals"]
    assert interval["low"] < 0.93 < interval["high"]
    assert told["bands"][0]["middle"] == pytest.approx([0.6, 0.75])


def test_an_estimate_counts_files_once(bench: Bench) -> None:
    recipes = [{**SMALL, "seed": seed} for seed in (1, 2)]
    one = bench.ask("estimate", recipes=recipes[:1])["value"]
    two = bench.ask("estimate", recipes=recipes)["value"]
    assert one["download_bytes"] == two["download_bytes"] > 1e6
    assert two["seconds"] == one["seconds"] * 2
    bench.fit(**SMALL)
    compared(bench)
    assert bench.ask("estimate", recipes=recipes)["value"]["download_bytes"] == 0


def test_the_description_says_what_a_run_takes(bench: Bench) -> None:
    told = bench.ask("describe", recipe={**SMALL, "epochs": 10})["value"]
    assert told["summary"]["total_params"] == weights(Recipe.from_json(SMALL)) == 6307
    longer = bench.ask("describe", recipe={**SMALL, "epochs": 20})["value"]
    assert longer["seconds"] == pytest.approx(2 * told["seconds"])
    many = {"classes": 10, "samples": 60_000, "layers": [{"units": 512}]}
    assert memory_bytes(Recipe.from_json(many)) > 55e6
    assert memory_bytes(Recipe.from_json(SMALL)) < 5e6


@pytest.mark.parametrize("slower", [0.3, 1.0, 8.0])
def test_a_device_is_known_after_its_first_run(slower: float) -> None:
    """Whatever a device is like, one run tells of the next, also of another size."""
    speed, usual = Speed(), Speed()
    small = Recipe.from_json({**SMALL, "epochs": 10})
    large = Recipe.from_json({"samples": 600, "layers": [{"units": 64}], "epochs": 5})
    each = usual.seconds(small) / 10 * slower
    speed.learn(small, "wasm", [9 * each, *[each] * 9])
    assert speed.seconds(large) == pytest.approx(usual.seconds(large) * slower)
    for _ in range(6):
        speed.learn(small, "wasm", [2 * each, 2 * each])
    assert speed.seconds(large) == pytest.approx(usual.seconds(large) * 2 * slower, rel=0.05)


def test_no_time_at_all_says_nothing() -> None:
    speed = Speed()
    speed.learn(Recipe.from_json(SMALL), "wasm", [])
    speed.learn(Recipe.from_json(SMALL), "wasm", [0.0, 0.0])
    assert speed.seconds(Recipe.from_json(SMALL)) == Speed().seconds(Recipe.from_json(SMALL))


def places(bench: Bench) -> tuple[int, int]:
    """How many epochs, and samples of the next, have been trained."""
    run = bench.session._run  # pyright: ignore[reportPrivateUsage]
    assert run is not None
    return run.epochs, run.position("batch")


def test_batches_and_epochs_one_at_a_time_come_to_the_same(new_bench: Callable[[], Bench]) -> None:
    bench = new_bench()
    bench.ask("fit", recipe=SMALL, run_id=1, advance="batch")
    bench.session.add("lesson.bin", bench.read("lesson.bin"))
    bench.finish()
    assert places(bench) == (0, 10)
    assert bench.told("run-paused")[-1]["network"]["links"] is not None
    seen: list[tuple[int, int]] = []
    for by in ("batch", "epoch", "batch", "epoch"):
        bench.ask("advance", by=by)
        bench.finish()
        seen.append(places(bench))
    # At the end of an epoch no batch of the next is done.
    assert seen == [(0, 20), (1, 40), (1, 50), (2, 80)]
    pauses = len(bench.told("run-paused"))
    # After the last epoch the run goes on to its end.
    bench.ask("advance", by="epoch")
    bench.finish()
    assert len(bench.told("run-paused")) == pauses
    end = bench.told("run-end")[-1]
    assert end["reason"] == "completed"
    assert end["fingerprint"] == new_bench().fit(**SMALL)["fingerprint"]


def test_the_first_epochs_end_before_further_ones_begin(bench: Bench) -> None:
    recipe = {**SMALL, "epochs": 1, "more": [{"epochs": 1, "lr": 0.1}]}
    bench.ask("fit", recipe=recipe, run_id=1, advance="epoch")
    bench.session.add("lesson.bin", bench.read("lesson.bin"))
    bench.finish()
    assert places(bench) == (1, 40)
    assert bench.told("epoch-end")[-1]["seams"] == []
    bench.ask("resume")
    bench.finish()
    assert bench.told("epoch-end")[-1]["seams"] == [1]


def test_gauges_measure_the_last_update_of_each_epoch(bench: Bench) -> None:
    recipe = {**SMALL, "epochs": 1}
    bench.ask("fit", recipe=recipe, run_id=1, advance="batch")
    bench.session.add("lesson.bin", bench.read("lesson.bin"))
    bench.finish()
    run = bench.session._run  # pyright: ignore[reportPrivateUsage]
    assert run is not None
    for _ in range(2):
        bench.ask("advance", by="batch")
        bench.finish()
    before = [layer.arrays[0].astype(np.float64) for layer in run.model.layers if layer.arrays]
    bench.ask("advance", by="epoch")  # the fourth batch of four
    bench.finish()
    after = [layer.arrays[0].astype(np.float64) for layer in run.model.layers if layer.arrays]
    gauges = bench.told("epoch-end")[-1]["gauges"]
    expected = [
        np.linalg.norm(new - old) / np.linalg.norm(old)
        for old, new in zip(before, after, strict=True)
    ]
    assert [gauge["update"] for gauge in gauges] == pytest.approx(expected, rel=1e-5)
    hidden = gauges[0]
    assert hidden["units"] == 8
    images = run.dataset.images("test", True)
    pictures = np.asarray(
        [run.dataset.picture("test", i).ravel() / 255 for i in range(len(images))]
    )
    kernel, bias = next(layer.arrays for layer in run.model.layers if layer.arrays)
    silent = (pictures @ kernel + bias <= 0).all(axis=0).sum()
    assert hidden["dead"] == silent


def test_an_epoch_of_a_single_batch_is_measured_too(bench: Bench) -> None:
    bench.fit(**{**SMALL, "batch": 1024})
    updates = [event["gauges"][0]["update"] for event in bench.told("epoch-end")]
    assert all(1e-4 < update < 0.1 for update in updates)


def test_a_layer_far_off_the_rule_is_named(bench: Bench) -> None:
    bench.fit(**{**SMALL, "lr": 0.000001, "split": 0})
    texts = [finding["text"] for finding in bench.told("evaluation")[-1]["findings"]]
    assert any("the rule of thumb is 0.001 (CS231n)" in text for text in texts), texts
