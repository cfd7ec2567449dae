"""All questions that are put to both sides, and how far two answers may differ.

Keras's own Python imports this file too, which has no `fittingroom`. A question is a function
without arguments; its answer is plain JSON data.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from parity import (
    data,
    further_pieces,
    graph_pieces,
    grid,
    own_pieces,
    picked,
    pieces,
    running,
    stream_pieces,
    student_pieces,
    texts,
    wrong_calls,
)

TOLERANCE = 1e-5
"""How far numbers may differ after some epochs: float32 sums taken in another order."""

OPTIMIZERS: dict[str, Any] = {
    "Adam": ["Adam", {}],
    "Adam all": ["Adam", {"learning_rate": 0.1, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}],
    "SGD": ["SGD", {}],
    "SGD momentum": ["SGD", {"learning_rate": 0.1, "momentum": 0.9}],
    "SGD nesterov": ["SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}],
    "Adam amsgrad": ["Adam", {"learning_rate": 0.1, "amsgrad": True}],
    "AdamW": ["AdamW", {"learning_rate": 0.1, "weight_decay": 0.2}],
    "Adam decaying": ["Adam", {"learning_rate": 0.1, "weight_decay": 0.1}],
    "SGD clipvalue": ["SGD", {"learning_rate": 0.1, "momentum": 0.5, "clipvalue": 0.5}],
    "SGD clipnorm": ["SGD", {"learning_rate": 0.1, "clipnorm": 0.5}],
    "Adam global_clipnorm": ["Adam", {"learning_rate": 0.1, "global_clipnorm": 0.5}],
    **{name: [name, options] for name, options in further_pieces.OPTIMIZERS.items()},
    "Nadam all": ["Nadam", {"learning_rate": 0.1, "beta_1": 0.7, "weight_decay": 0.1}],
    "RMSprop": ["RMSprop", {"learning_rate": 0.1}],
    "RMSprop all": [
        "RMSprop", {"learning_rate": 0.1, "rho": 0.7, "momentum": 0.5, "centered": True},
    ],
}  # fmt: skip
WRONG = "wrong: "
"""How the names of wrong calls begin."""
Question = Callable[[], Any]


def questions(
    k: Any, apply: Callable[..., Any], draw_bar: Callable[..., str]
) -> dict[str, Question]:
    """Every question by name, put to `k`: `keras` or `fittingroom`.

    Args:
        apply: takes optimizer, gradients and variable; gives the variable after each step.
        draw_bar: takes steps, seconds, logs and verbose; gives the bar's last line.
    """
    asked: dict[str, Question] = {
        "text: summaries": partial(texts.summaries, k),
        "text: lines": partial(texts.lines, k),
        "text: bars": partial(texts.bars, draw_bar),
    }
    for name, optimizer in OPTIMIZERS.items():
        asked[f"steps: {name}"] = partial(steps, k, optimizer, apply)
    for name, case in {**picked.cases(), **grid.cases()}.items():
        asked[f"run: {name}"] = partial(running.run, k, name, case)
    for name, piece in {
        **pieces.PIECES,
        **student_pieces.PIECES,
        **further_pieces.PIECES,
        **graph_pieces.PIECES,
        **stream_pieces.PIECES,
        **own_pieces.PIECES,
    }.items():
        asked[f"piece: {name}"] = partial(piece, k)
    for name, call in wrong_calls.CALLS.items():
        asked[f"{WRONG}{name}"] = partial(wrong_calls.raised, k, call)
    return asked


def steps(k: Any, optimizer: Any, apply: Callable[..., Any]) -> list[list[float]]:
    """A variable after each of eight steps along given gradients, some of them tiny or zero."""
    gradients = data.draws("gradients", (8, 5), -2.0, 2.0)
    gradients[:, 1] *= np.float32(1e-5)
    gradients[:4, 2] = 0
    gradients[:, 3] *= 20
    start = data.draws("variable", (5,))
    made = running.made(k, "optimizer", optimizer)
    return [running.short(values) for values in apply(made, list(gradients), start)]


def faults(name: str, ours: Any, theirs: Any) -> list[str]:
    """Say where an answer is not Keras's, a line for each place; empty where it is."""
    if name.startswith(WRONG):
        theirs = wrong_calls.OTHER_TYPES.get(name.removeprefix(WRONG), theirs)
    return [each.line for each in differences(ours, theirs) if each.distance > TOLERANCE]


class Difference(NamedTuple):
    """How far a value of two answers is apart; infinitely where forms or words differ."""

    where: str
    distance: float
    line: str


def differences(ours: Any, theirs: Any, where: str = "") -> Iterator[Difference]:
    """Go through two answers together, value by value."""
    if isinstance(theirs, dict) and isinstance(ours, dict) and list(ours) == list(theirs):
        for key in theirs:
            yield from differences(ours[key], theirs[key], f"{where}.{key}")
    elif isinstance(theirs, list) and isinstance(ours, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(*pair, f"{where}[{index}]")
    else:
        distance = _distance(ours, theirs)
        line = f"{where}: {ours!r} here, {theirs!r} in Keras ({distance:.1e} apart)"
        yield Difference(where, distance, line)


KINDS = {
    ".weights": "weights",
    ".predict": "predictions",
    ".evaluate": "evaluations",
    ".callbacks": "what callbacks note",
    ".learning_rate": "learning rates",
    ".history.learning_rate": "learning rates",
}
"""Kinds of values of a run, by where they stand; the rest of a history is losses and metrics."""


def largest(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str:
    """Say how far the farthest numbers of each kind are apart, of the same questions."""
    found: dict[str, float] = {}
    for name in ours:
        if name.startswith((WRONG, "text: ")):
            continue
        for where, distance, _ in differences(ours[name], theirs[name]):
            kind = _kind(name, where)
            found[kind] = max(found.get(kind, 0.0), distance)
    return "; ".join(f"{kind} {found[kind]:.1e}" for kind in sorted(found))


def _kind(name: str, where: str) -> str:
    place = where.partition("[")[0]
    if not name.startswith("run: "):
        return "optimizer steps" if name.startswith("steps: ") else "single pieces"
    if place in KINDS:
        return KINDS[place]
    if place.startswith(".history"):
        return "losses" if place.endswith("loss") else "metrics"
    return "numbers of epochs and steps"


def _distance(ours: Any, theirs: Any) -> float:
    if ours == theirs:
        return 0.0
    if not (isinstance(ours, int | float) and isinstance(theirs, int | float)):
        return math.inf
    if math.isnan(ours) and math.isnan(theirs):
        return 0.0
    distance = abs(ours - theirs)
    return distance if math.isfinite(distance) else math.inf
