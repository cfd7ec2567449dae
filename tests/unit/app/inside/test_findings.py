"""What a run's sentences say, and that they are earned."""

from typing import Any

import pytest

from fittingroom.app.inside.findings import findings, over_fits
from fittingroom.app.inside.statistics import wilson
from fittingroom.app.recipe import Recipe
from fittingroom.app.records import Evaluation

NAMES = ("t-shirt", "shoe", "dress")
GOOD = [[33, 0, 1], [0, 33, 0], [1, 0, 32]]


def evaluation(confusion: list[list[int]]) -> Evaluation:
    samples = sum(map(sum, confusion))
    correct = sum(confusion[i][i] for i in range(3))
    return Evaluation(
        loss=0.2,
        accuracy=correct / samples,
        samples=samples,
        correct=correct,
        interval=wilson(correct, samples),
        confusion=confusion,
        seconds=0.1,
    )


def said(
    history: dict[str, list[float]],
    confusion: list[list[int]] = GOOD,
    dead: tuple[int, int] = (0, 20),
    **recipe: Any,
) -> list[Any]:
    whole = Recipe.from_json({"classes": 3, "samples": 600, **recipe})
    return findings(whole, history, evaluation(confusion), dead, NAMES)


def test_a_good_run_has_the_interval_of_its_score_only() -> None:
    (only,) = said({"loss": [0.5, 0.1], "accuracy": [0.8, 0.97]})
    assert only["text"].startswith("Only 100 test pictures: ")
    assert "might name 93\u202f% to 99\u202f% rightly" in only["text"]


def test_guessing_is_named() -> None:
    history = {"loss": [1.1, 1.099], "accuracy": [0.3, 0.3]}
    first = said(history, lr=1e-6)[0]
    assert "ln 3 = 1.10" in first["text"]
    assert (first["key"], first["value"]) == ("lr", None)
    assert said(history)[0]["label"] is None


def test_one_answer_for_everything_is_named() -> None:
    first = said(
        {"loss": [9.0, 8.0], "accuracy": [0.3, 0.3]}, [[0, 34, 0], [0, 33, 0], [0, 33, 0]]
    )[0]
    assert "takes 100 of 100 test pictures for shoe" in first["text"]


def test_over_fitting_is_explained_where_it_begins() -> None:
    first = said(
        {
            "loss": [0.6, 0.3, 0.1],
            "val_loss": [0.6, 0.4, 0.7],
            "accuracy": [0.8, 0.9, 0.99],
            "val_accuracy": [0.8, 0.85, 0.84],
        }
    )[0]
    assert first["text"].startswith("After epoch 2 the validation loss rises, from 0.40 to 0.70")
    assert (first["label"], first["key"], first["value"]) == ("Stop at 2 epochs", "epochs", 2)


@pytest.mark.parametrize(("samples", "more"), [(50, 600), (600, 6000), (6000, None)])
def test_the_gap_asks_for_more_pictures(samples: int, more: int | None) -> None:
    history = {"loss": [0.2], "val_loss": [0.3], "accuracy": [0.99], "val_accuracy": [0.85]}
    gap = next(each for each in said(history, samples=samples) if "kept apart" in each["text"])
    assert gap["value"] == more


def test_dead_units_and_the_most_frequent_mistake() -> None:
    first, second, third = said(
        {"loss": [0.2], "accuracy": [0.9]}, [[29, 5, 0], [0, 33, 0], [1, 0, 32]], dead=(3, 20)
    )
    assert first["text"].startswith("3 of 20 hidden units")
    assert "5 of 34 pictures of t-shirt taken for shoe" in second["text"]
    assert second["cell"] == [0, 1]
    assert "might name 88\u202f% to 97\u202f%" in third["text"]


def test_a_mistake_as_frequent_as_another_is_one_of_them() -> None:
    (first, _) = said({"loss": [0.2]}, [[30, 2, 2], [0, 33, 0], [2, 0, 31]])
    assert first["text"].startswith("One of its most frequent mistakes: 2 of 34")
    (first, _) = said({"loss": [0.2]}, [[30, 1, 3], [0, 33, 0], [2, 0, 31]])
    assert first["text"].startswith("Its most frequent mistake: 3 of 34")


def test_the_first_epoch_is_explained() -> None:
    texts = [
        each["text"]
        for each in said(
            {"loss": [0.6], "val_loss": [0.3], "accuracy": [0.7], "val_accuracy": [0.9]}
        )
    ]
    assert any("averaged while it still learns" in text for text in texts)


def test_a_run_that_was_stopped_in_its_first_epoch_has_its_interval() -> None:
    (only,) = said({})
    assert only["text"].startswith("Only 100")


def test_there_are_three_at_the_most() -> None:
    many = said(
        {
            "loss": [0.6, 0.1],
            "val_loss": [0.3, 0.9],
            "accuracy": [0.7, 1.0],
            "val_accuracy": [0.9, 0.8],
        },
        [[20, 14, 0], [0, 33, 0], [1, 0, 32]],
        dead=(5, 20),
    )
    assert len(many) == 3


@pytest.mark.parametrize(
    ("epoch", "best", "falls", "over"),
    [(2, 2, True, False), (3, 2, True, True), (3, 2, False, False), (3, None, True, False)],
)
def test_over_fitting_begins_after_the_best_epoch(
    epoch: int, best: int | None, falls: bool, over: bool
) -> None:
    history = {"loss": [0.6, 0.3, 0.1 if falls else 0.4], "val_loss": [0.6, 0.4, 0.7]}
    assert over_fits(history, epoch, best) is over
    assert not over_fits({"loss": history["loss"]}, epoch, best)
