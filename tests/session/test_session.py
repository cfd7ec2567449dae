"""The session over the real data set: commands in, events out, exactly as the worker sees them."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from session.bench import Bench

SMALL = {"classes": 3, "samples": 50, "layers": [{"units": 8}], "epochs": 3}


def units(*sizes: int) -> list[dict[str, Any]]:
    return [{"units": size, "activation": None} for size in sizes]


def test_the_lesson_trains_to_over_nine_tenths(bench: Bench) -> None:
    end = bench.fit(classes=3, samples=600, layers=units(10, 10), epochs=10, batch=10, split=0.2)
    assert end["reason"] == "completed"
    assert end["error"] is None
    (told,) = bench.told("evaluation")
    evaluation = told["evaluation"]
    assert evaluation["accuracy"] > 0.9
    assert evaluation["samples"] == 100
    assert evaluation["correct"] == round(evaluation["accuracy"] * 100)
    assert [sum(row) for row in evaluation["confusion"]] == [34, 33, 33]
    assert sorted(end["history"]) == ["accuracy", "loss", "val_accuracy", "val_loss"]


def test_events_come_in_order_with_one_end(bench: Bench) -> None:
    bench.fit(**SMALL)
    types = [event["type"] for event in bench.events if event["type"] != "batch-end"]
    assert types == ["run-begin", *["epoch-end"] * 3, "evaluation", "run-end"]
    begin = bench.told("run-begin")[0]
    assert (begin["train_samples"], begin["validation_samples"], begin["test_samples"]) == (
        40,
        10,
        10,
    )
    assert begin["steps_per_epoch"] == 4
    assert {event["run_id"] for event in bench.events} == {1}


def test_epoch_lines_are_keras_s(bench: Bench) -> None:
    bench.fit(**SMALL)
    title, line = bench.told("epoch-end")[1]["lines"]
    assert title == "Epoch 2/3"
    assert line.startswith("4/4 ━━━━━━━━━━━━━━━━━━━━ 0s ")
    for key in ("accuracy", "loss", "val_accuracy", "val_loss"):
        assert f" - {key}: " in line


def test_the_same_recipe_gives_the_same_fingerprint(new_bench: Callable[[], Bench]) -> None:
    first, again, other = new_bench(), new_bench(), new_bench()
    marks = [first.fit(**SMALL), again.fit(**SMALL), other.fit(**SMALL, seed=7)]
    prints = [end["fingerprint"] for end in marks]
    assert prints[0] == prints[1] != prints[2]


def test_steps_of_any_length_and_pauses_change_no_number(new_bench: Callable[[], Bench]) -> None:
    whole, halting = new_bench(), new_bench()
    whole.begin(**SMALL)
    whole.step(60_000)
    halting.begin(**SMALL)
    while halting.step(0):
        assert halting.ask("pause") == {"value": {}}
        assert not halting.step(0)
        halting.ask("describe", recipe={"seed": 3})  # draws random numbers of its own
        assert halting.ask("resume") == {"value": {}}
    end = halting.told("run-end")[0]
    assert whole.told("run-end")[0]["history"] == end["history"]


@pytest.mark.alone
def test_a_pause_does_not_count_as_training_time(bench: Bench) -> None:
    bench.begin(**SMALL)
    bench.step(0)
    bench.ask("pause")
    time.sleep(0.5)
    bench.ask("resume")
    bench.finish()
    assert bench.told("run-end")[0]["seconds"] < 0.5
    assert len(bench.told("run-paused")) == len(bench.told("run-resumed")) == 1


def test_stop_ends_the_run_at_once_and_evaluates_it_afterwards(bench: Bench) -> None:
    bench.begin(classes=10, samples=6000, epochs=50, layers=units(64))
    while not bench.told("epoch-end"):
        bench.step()
    bench.ask("stop")
    bench.step(0)
    end = bench.told("run-end")[0]
    assert end["reason"] == "stopped"
    assert len(end["history"]["loss"]) == len(bench.told("epoch-end")) < 50
    assert bench.told("evaluation") == []
    bench.finish()
    assert bench.told("evaluation")[0]["evaluation"]["samples"] == 1000
    assert len(bench.told("run-end")) == 1


def test_stop_before_the_pictures_are_there(bench: Bench) -> None:
    bench.ask("fit", run_id=4, recipe={"classes": 10})
    bench.ask("stop")
    bench.finish()
    assert [event["type"] for event in bench.events] == ["run-end"]
    assert bench.events[0]["reason"] == "stopped"


def test_a_new_fit_may_cut_the_evaluation_of_a_stopped_run(bench: Bench) -> None:
    bench.begin(1, **SMALL)
    bench.step(0)
    bench.ask("stop")
    assert bench.fit(2, **SMALL)["run_id"] == 2
    assert [event["run_id"] for event in bench.told("run-end")] == [1, 2]


@pytest.mark.parametrize(
    ("stop", "holds"),
    [
        ({"metric": "loss", "op": "<", "value": 0.4}, lambda logs: logs["loss"] < 0.4),
        ({"metric": "accuracy", "op": ">", "value": 0.9}, lambda logs: logs["accuracy"] > 0.9),
    ],
)
def test_the_stop_condition_ends_after_the_first_epoch_that_meets_it(
    bench: Bench, stop: dict[str, Any], holds: Callable[[dict[str, float]], bool]
) -> None:
    end = bench.fit(epochs=100, stop=stop)
    assert end["reason"] == "early-stopping"
    logs = [event["logs"] for event in bench.told("epoch-end")]
    assert 1 < len(logs) < 100
    assert [holds(each) for each in logs] == [False] * (len(logs) - 1) + [True]
    assert len(bench.told("evaluation")) == 1


def test_a_loss_that_is_no_number_ends_the_run_and_says_what_to_do(bench: Bench) -> None:
    end = bench.fit(optimizer="sgd", lr=10, normalize=False, activation="linear", epochs=20)
    assert end["reason"] == "nan"
    assert end["error"]["code"] == "loss-nan"
    assert "smaller learning rate" in end["error"]["hint"]


def test_progress_is_told_ten_times_a_second_at_most(bench: Bench) -> None:
    bench.begin(classes=10, samples=6000, epochs=2)
    started = time.perf_counter()
    bench.finish()
    seconds = time.perf_counter() - started
    told = bench.told("batch-end")
    assert 1 <= len(told) <= 10 * seconds + 1
    fractions = [event["fraction"] for event in told]
    assert fractions == sorted(fractions)
    assert fractions[0] > 0
    assert fractions[-1] <= 1
    assert all(event["images_per_second"] > 0 for event in told)


def test_a_step_without_budget_takes_one_batch(bench: Bench) -> None:
    bench.begin(**SMALL)
    steps = 0
    while not bench.told("epoch-end"):
        bench.step(0)
        steps += 1
    # One for the beginning, four batches to train, one to validate; what follows the last batch of
    # an epoch comes with the next step.
    assert steps == 1 + 4 + 1 + 1


def test_predictions_agree_with_the_evaluation(bench: Bench) -> None:
    bench.fit(classes=3, samples=600, epochs=2)
    evaluation = bench.told("evaluation")[0]["evaluation"]
    every = bench.ask("predictions", which="all", start=0, count=100)["value"]
    right = bench.ask("predictions", which="right", start=0, count=100)["value"]
    wrong = bench.ask("predictions", which="wrong", start=0, count=100)["value"]
    assert every["total"] == right["total"] + wrong["total"] == 100
    assert right["total"] == evaluation["correct"]
    assert all(not each["correct"] for each in wrong["predictions"])
    for each in every["predictions"]:
        assert len(each["pixels"]) == 784
        assert sum(each["probabilities"]) == pytest.approx(1, abs=1e-5)
        assert each["probabilities"][each["predicted"]] == max(each["probabilities"])
        assert each["one_hot"].index(1) == each["label"]


def test_predictions_of_a_lost_worker_are_missed_in_words(bench: Bench) -> None:
    error = bench.ask("predictions", which="all", start=12, count=12)["error"]
    assert error["code"] == "busy"
    assert error["hint"] == "Press Fit to train again."


def test_a_failed_start_keeps_what_was_trained(bench: Bench) -> None:
    bench.fit(1, **SMALL)
    bench.ask("fit", run_id=2, recipe={"classes": 10})
    error = {"code": "data-missing", "message": "gone", "hint": "", "traceback": ""}
    bench.session.fail(2, json.dumps(error))
    bench.finish()
    assert bench.told("run-end")[-1]["error"] == error
    assert bench.ask("predictions", which="all", start=0, count=5)["value"]["total"] == 10


def test_describe_says_what_a_recipe_amounts_to(bench: Bench) -> None:
    value = bench.ask("describe", recipe={"classes": 10, "samples": 6000, "batch": 32})["value"]
    rows = value["summary"]["layers"]
    assert [row["params"] for row in rows] == [0, 7850, 110, 110]
    assert [row["name"] for row in rows] == ["flatten", "dense", "dense_1", "dense_2"]
    assert value["summary"]["total_params"] == 8070
    assert 'Model: "sequential"' in value["summary"]["text"]
    assert (value["train_samples"], value["validation_samples"]) == (4800, 1200)
    assert value["steps_per_epoch"] == 150
    assert value["test_samples"] == 1000
    assert 2e6 < value["download_bytes"] < 4e6
    assert value["network"]["links"] is None


def test_the_drawing_shows_the_weights(bench: Bench) -> None:
    bench.fit(classes=10, samples=600, layers=units(128, 20), epochs=1)
    network = bench.told("epoch-end")[0]["network"]
    assert [column["units"] for column in network["columns"]] == [784, 128, 20, 10]
    assert [len(column["shown"]) for column in network["columns"]] == [14, 12, 12, 10]
    shapes = [(len(part), len(part[0])) for part in network["links"]]
    assert shapes == [(14, 12), (12, 12), (12, 10)]
    assert len(network["tiles"]) == 12 * 784
    assert max(abs(x) for part in network["links"] for row in part for x in row) == 1


def test_images_are_the_first_of_the_set_with_their_labels(bench: Bench) -> None:
    recipe = {"classes": 10, "samples": 60_000}
    value = bench.ask("images", recipe=recipe, part="train", start=0, count=3)["value"]
    assert [image["name"] for image in value["images"]] == [
        "Ankle boot",
        "T-shirt/top",
        "T-shirt/top",
    ]
    assert value["images"][0]["one_hot"] == [0] * 9 + [1]
    assert value["total"] == 60_000
    assert bench.brought == ["labels.bin", "train-00-three.bin", "train-00-other.bin"]
    beyond = bench.ask("images", recipe=recipe, part="train", start=60_000, count=3)["value"]
    assert beyond["images"] == []


@pytest.mark.parametrize("command", ["pause", "resume"])
def test_commands_out_of_place_are_refused_kindly(bench: Bench, command: str) -> None:
    assert bench.ask(command)["error"]["code"] == "busy"


def test_a_second_fit_during_the_first_is_refused(bench: Bench) -> None:
    bench.begin(**SMALL)
    answer = bench.ask("fit", run_id=2, recipe=SMALL)
    assert answer["error"]["code"] == "busy"
    bench.finish()
    assert [event["run_id"] for event in bench.told("run-end")] == [1]


def test_a_bad_recipe_is_refused_with_the_field_s_name(bench: Bench) -> None:
    error = bench.ask("fit", run_id=1, recipe={"epochs": 0})["error"]
    assert error["code"] == "recipe-invalid"
    assert "epochs" in error["message"]


def test_damaged_files_are_named(bench: Bench) -> None:
    error = bench.session.add("fashion.npz", b"not a file")["error"]
    assert error["code"] == "data-corrupt"
    assert error["file"] == "fashion.npz"


def test_everything_said_is_plain_data(bench: Bench) -> None:
    bench.fit(**SMALL)

    def plain(value: Any) -> bool:
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(part) for key, part in value.items())
        if isinstance(value, list | tuple):
            return all(map(plain, value))
        return value is None or type(value) in (bool, int, float, str, bytes)

    assert all(map(plain, bench.events))
    assert plain(bench.ask("describe", recipe={})["value"])
    assert json.dumps(bench.told("run-end")[0])
