"""What stands out in a finished run: one to three sentences, each with its numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from fittingroom.app.inside.gauges import RULE, too_fast_or_slow
from fittingroom.app.inside.statistics import wilson
from fittingroom.app.recipe import FIELDS, Recipe, most_samples
from fittingroom.app.records import Evaluation, Finding, Gauge

MOST = 3
OWN_RATE = "Use Keras's own rate"
GUESSING = 1.03
"""A loss below ln(classes) times this, and above it divided by this, is that of guessing."""
ONE_CLASS = 0.95
RISE = 1.1
"""Validation loss over its least, from which on it counts as rising."""
GAP = 0.05
FEW_TESTS = 1000
"""Up to this many test pictures the interval is worth a sentence."""

History = Mapping[str, Sequence[float]]


def findings(
    recipe: Recipe,
    history: History,
    evaluation: Evaluation,
    dead: tuple[int, int],
    names: Sequence[str],
    gauges: Sequence[Gauge] = (),
) -> list[Finding]:
    """Return the most telling sentences about a run, at most `MOST`.

    Args:
        dead: how many hidden units were active for no test picture, and of how many.
        names: of the classes.
        gauges: of the layers after the last epoch.
    """
    every = [
        *_nothing_learned(recipe, history, evaluation, names),
        *_over_fitting(recipe, history),
        *_pace(recipe, gauges),
        *_gap(recipe, history),
        *_dead_units(*dead),
        *_confusion(evaluation, names),
        *_interval(evaluation),
        *_first_epoch(history),
    ]
    return every[:MOST]


def _nothing_learned(
    recipe: Recipe, history: History, evaluation: Evaluation, names: Sequence[str]
) -> Iterator[Finding]:
    chance = math.log(recipe.classes)
    loss = history.get("loss", [math.inf])[-1]
    columns = np.array(evaluation["confusion"]).sum(axis=0)
    if chance / GUESSING < loss < chance * GUESSING:
        yield _finding(
            f"It has learned next to nothing: the loss stands at {loss:.2f}, and pure guessing "
            f"among {recipe.classes} classes gives ln {recipe.classes} = {chance:.2f}. Another "
            "learning rate may help.",
            *_own_rate(recipe),
        )
    elif columns.max() >= ONE_CLASS * columns.sum():
        most = int(columns.argmax())
        yield _finding(
            f"It takes {columns[most]} of {columns.sum()} test pictures for {names[most]}: it has "
            "settled on one answer. A smaller learning rate may help.",
            *_own_rate(recipe),
        )


def _own_rate(recipe: Recipe) -> tuple[str, str] | tuple[()]:
    """Return the button that goes back to the optimizer's own rate, unless it is that already."""
    own = Recipe.from_json({"optimizer": recipe.optimizer}).learning_rate
    return () if recipe.learning_rate == own else (OWN_RATE, "lr")


def _over_fitting(recipe: Recipe, history: History) -> Iterator[Finding]:
    losses = history.get("val_loss")
    if not losses:
        return
    best = int(np.argmin(losses))
    if over_fits(history, len(losses), best + 1):
        text = (
            f"After epoch {best + 1} the validation loss rises, from {losses[best]:.2f} to "
            f"{losses[-1]:.2f}, while the training loss still falls: from there on it learns its "
            "own pictures by heart (over-fitting)."
        )
        if recipe.more:
            yield _finding(text)
        else:
            yield _finding(text, f"Stop at {best + 1} epochs", key="epochs", value=best + 1)


def over_fits(history: History, epoch: int, best: int | None) -> bool:
    """Return whether by `epoch` the validation loss has risen while the training loss still fell.

    Args:
        best: the epoch of the least validation loss; epochs are counted from 1.
    """
    losses = history.get("val_loss")
    if not losses or not best or epoch <= best:
        return False
    own = history["loss"]
    rises = losses[epoch - 1] > RISE * losses[best - 1]
    return bool(rises and own[epoch - 1] < own[best - 1])


def _pace(recipe: Recipe, gauges: Sequence[Gauge]) -> Iterator[Finding]:
    off = too_fast_or_slow(gauges)
    if off is None:
        return
    layer, update = off
    fast = update > RULE
    times = update / RULE if fast else RULE / update
    yield _finding(
        f"Layer {layer} moves {times:,.0f} times too {'much' if fast else 'little'}: its last "
        f"update was {update:.1g} of its weights, and the rule of thumb is {RULE:g} (CS231n). Try "
        f"a {'smaller' if fast else 'larger'} learning rate.",
        *_own_rate(recipe),
    )


def _gap(recipe: Recipe, history: History) -> Iterator[Finding]:
    if "val_accuracy" not in history:
        return
    own, others = history["accuracy"][-1], history["val_accuracy"][-1]
    if own - others < GAP:
        return
    more = next(
        (n for n in FIELDS["samples"]["presets"] if recipe.samples < n <= _most(recipe)), None
    )
    text = (
        f"It names {own:.0%} of its own pictures rightly and {others:.0%} of those kept apart: it "
        "knows the first too well."
    )
    if more is None:
        yield _finding(text)
    else:
        yield _finding(f"{text} More pictures help.", f"Take {more:,}", key="samples", value=more)


def _most(recipe: Recipe) -> int:
    """Return how many pictures there are of the recipe's classes."""
    # A set of one's own has no more than were added to it.
    own = recipe.data == "own"
    return recipe.samples if own else most_samples(recipe.data, recipe.classes)


def _dead_units(dead: int, units: int) -> Iterator[Finding]:
    if dead:
        yield _finding(
            f"{dead} of {units} hidden units were active for no test picture: dead relus, which "
            "add nothing and learn nothing more."
        )


def _confusion(evaluation: Evaluation, names: Sequence[str]) -> Iterator[Finding]:
    confusion = np.array(evaluation["confusion"])
    wrong = confusion - np.diag(np.diag(confusion))
    if wrong.max() < 2:
        return
    truth, taken = (int(i) for i in np.unravel_index(int(wrong.argmax()), wrong.shape))
    alone = np.count_nonzero(wrong == wrong.max()) == 1
    which = "Its most frequent mistake" if alone else "One of its most frequent mistakes"
    yield _finding(
        f"{which}: {wrong[truth, taken]} of {confusion[truth].sum()} pictures of "
        f"{names[truth]} taken for {names[taken]}.",
        "Look at them",
        cell=[truth, taken],
    )


def _interval(evaluation: Evaluation) -> Iterator[Finding]:
    samples = evaluation["samples"]
    if samples <= FEW_TESTS:
        interval = wilson(evaluation["correct"], samples)
        yield _finding(
            f"Only {samples} test pictures: on many more it might name {interval['low']:.0%} to "
            f"{interval['high']:.0%} rightly, so one right more or less is no difference."
        )


def _first_epoch(history: History) -> Iterator[Finding]:
    if "val_accuracy" not in history:
        return
    own, others = history["accuracy"][0], history["val_accuracy"][0]
    if others > own + 0.01:
        yield _finding(
            f"In the first epoch validation ({others:.0%}) beats training ({own:.0%}): training is "
            "averaged while it still learns, validation comes after."
        )


def _finding(
    text: str,
    label: str | None = None,
    key: str | None = None,
    *,
    value: float | None = None,
    cell: list[int] | None = None,
) -> Finding:
    return {
        "text": text.replace("%", "\u202f%"),
        "label": label,
        "key": key,
        "value": value,
        "cell": cell,
    }
