"""This package's side of the comparison: every question, put to `fittingroom`."""

from typing import Any

import fittingroom
from fittingroom.utils.progbar import final_line
from parity import answers


def apply(optimizer: Any, gradients: list[Any], start: Any) -> list[Any]:
    """The variable after each step along the gradients."""
    variable, steps = start.copy(), []
    for gradient in gradients:
        optimizer.apply([gradient.copy()], [variable])
        steps.append(variable.copy())
    return steps


def draw_bar(steps: int, seconds: float, logs: dict[str, float], verbose: Any) -> str:
    return final_line(logs, steps, seconds, verbose=verbose)


ASKED = answers.questions(fittingroom, apply, draw_bar)
