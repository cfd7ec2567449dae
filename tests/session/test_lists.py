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
