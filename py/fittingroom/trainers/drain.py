"""Verbs that run to their end, made of the same verbs in steps."""

import functools
from collections.abc import Callable, Generator
from typing import Concatenate

from fittingroom import backend
from fittingroom.trainers.progress import Progress
from fittingroom.trainers.trainable_model import TrainableModel


def drained[Model: TrainableModel, **Given, Result](
    steps: Callable[Concatenate[Model, Given], Generator[Progress, None, Result]],
) -> Callable[Concatenate[Model, Given], Result]:
    """Turn a verb in steps (`fit_steps`) into the same verb that runs to its end (`fit`).

    It runs on the model's own backend, if it has one.
    """
    name = steps.__name__.removesuffix("_steps")

    @functools.wraps(steps)
    def run(model: Model, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            loop = steps(model, *args, **kwargs)
        except TypeError as error:
            # The caller called `fit`, not `fit_steps`.
            text = str(error).replace(f"{steps.__qualname__}()", f"{name}()")
            raise TypeError(text) from error
        with backend.used(model.backend):
            while True:
                try:
                    next(loop)
                except StopIteration as end:
                    return end.value

    run.__name__ = name
    run.__qualname__ = steps.__qualname__.removesuffix("_steps")
    return run
