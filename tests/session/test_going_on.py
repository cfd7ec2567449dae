"""Going on with a run: the same numbers as in one piece, and as in a second `fit` of its model."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from fittingroom.app.from_recipe import build_model
from fittingroom.app.recipe import Recipe
from session.bench import Bench

SMALL: dict[str, Any] = {"samples": 50, "layers": [{"units": 8}], "epochs": 3}
FIVE = {"epochs": 5, "lr": None}
SLOWLY = {"epochs": 2, "lr": 0.0001}


def go_on(bench: Bench, run_id: int, **recipe: Any) -> dict[str, Any]:
    bench.ask("fit", recipe=recipe, run_id=run_id, go_on=True)
    bench.finish()
    return bench.told("run-end")[-1]


def test_it_comes_to_the_numbers_of_one_piece(new_bench: Callable[[], Bench]) -> None:
    whole, parts = new_bench(), new_bench()
    expected = whole.fit(**SMALL, more=[FIVE, SLOWLY])
    parts.fit(**SMALL)
    parts.ask("describe", recipe={"seed": 3})  # draws random numbers of its own
    parts.ask("look", epoch=1)
    go_on(parts, 2, **SMALL, more=[FIVE])
    end = go_on(parts, 3, **SMALL, more=[FIVE, SLOWLY])
    assert end["history"] == expected["history"]
    assert end["fingerprint"] == expected["fingerprint"]
    assert len(end["history"]["loss"]) == 10
    assert [event["epoch"] for event in parts.told("run-begin")] == [0, 3, 8]
    assert parts.told("epoch-end")[-1]["seams"] == whole.told("epoch-end")[-1]["seams"] == [3, 8]
    last = [
        {**bench.told("evaluation")[-1]["evaluation"], "seconds": 0} for bench in (whole, parts)
    ]
    assert last[0] == last[1]


def test_it_is_a_second_fit_of_the_same_model(bench: Bench) -> None:
    end = bench.fit(**SMALL, more=[SLOWLY])
    recipe = Recipe.from_json(SMALL)
    data = bench.session._store.dataset(3, 50)  # pyright: ignore[reportPrivateUsage]
    x, y = data.images("train", True), data.one_hot("train")
    model = build_model(recipe)
    options: dict[str, Any] = {"batch_size": 10, "validation_split": 0.2, "verbose": 0}
    first = model.fit(x, y, epochs=3, **options).history
    model.optimizer.learning_rate = 0.0001
    second = model.fit(x, y, initial_epoch=3, epochs=5, **options).history
    assert end["history"] == {key: first[key] + second[key] for key in first}


def test_its_lines_are_those_of_a_second_fit(bench: Bench) -> None:
    bench.fit(**SMALL, more=[SLOWLY])
    titles = [event["lines"][0] for event in bench.told("epoch-end")]
    assert titles == ["Epoch 1/3", "Epoch 2/3", "Epoch 3/3", "Epoch 4/5", "Epoch 5/5"]
    assert {event["epochs"] for event in bench.told("epoch-end")} == {5}


def test_weights_are_kept_from_the_first_start_on(bench: Bench) -> None:
    bench.fit(**SMALL)
    before = bench.ask("look", epoch=0)["value"]["network"]["tiles"]
    go_on(bench, 2, **SMALL, more=[SLOWLY])
    look = bench.ask("look")["value"]
    assert look["kept"] == [0, 1, 2, 3, 4, 5]
    assert bench.ask("look", epoch=0)["value"]["network"]["tiles"] == before


def test_after_an_early_stop_it_trains_all_that_was_asked_for(bench: Bench) -> None:
    stop = {"metric": "loss", "op": "<", "value": 0.9}
    recipe = {"epochs": 50, "stop": stop}
    done = len(bench.fit(**recipe)["history"]["loss"])
    assert done < 20
    end = go_on(bench, 2, **recipe, more=[SLOWLY])
    assert len(end["history"]["loss"]) == done + 2
    assert end["reason"] == "completed"
    again = bench.fit(3, **recipe, more=[SLOWLY])
    assert again["fingerprint"] == end["fingerprint"]
    assert bench.told("epoch-end")[-1]["epochs"] == done + 2


@pytest.mark.parametrize("changed", [{"seed": 1}, {"epochs": 4}, {"more": [SLOWLY, FIVE]}])
def test_other_settings_begin_from_the_start(bench: Bench, changed: dict[str, Any]) -> None:
    bench.fit(**SMALL, more=[FIVE])
    go_on(bench, 2, **{**SMALL, "more": [FIVE, SLOWLY], **changed})
    assert bench.told("run-begin")[-1]["epoch"] == 0


def test_fit_itself_begins_from_the_start(bench: Bench) -> None:
    bench.fit(**SMALL)
    bench.fit(2, **SMALL, more=[FIVE])
    assert bench.told("run-begin")[-1]["epoch"] == 0


def test_a_run_stopped_by_hand_cannot_be_gone_on_with(bench: Bench) -> None:
    bench.begin(**SMALL)
    bench.step(0)
    bench.step(0)
    bench.ask("stop")
    bench.finish()
    go_on(bench, 2, **SMALL, more=[FIVE])
    assert bench.told("run-begin")[-1]["epoch"] == 0


def test_the_time_of_both_counts(bench: Bench) -> None:
    first = bench.fit(**SMALL)["seconds"]
    second = go_on(bench, 2, **SMALL, more=[FIVE])["seconds"]
    assert second > first


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([{"epochs": 0, "lr": None}], "more is a whole number from 1 to 100"),
        ([{"epochs": 5, "lr": 11}], "lr of more is a number from"),
        ([{"lr": 1}], "more is a whole number"),
        ([5], "epochs and lr"),
        ("5", "a list of at most 8"),
        ([{"epochs": 1, "lr": None}] * 9, "a list of at most 8"),
    ],
)
def test_what_cannot_be_trained_is_refused(bench: Bench, more: Any, said: str) -> None:
    error = bench.ask("fit", recipe={"more": more}, run_id=1)["error"]
    assert error["code"] == "recipe-invalid"
    assert said in error["message"], json.dumps(error)
