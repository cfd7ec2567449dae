"""The one training loop, and the loops beside it that evaluate and predict: all generators.

Imports NumPy, `backend`, `callbacks`, `data_adapter`, `metrics` and `program`. Each loop yields
after every batch, so whoever drives it decides when to go on; closing it early leaves the model as
the last whole batch made it.
"""

import functools
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Concatenate

import numpy as np

from fittingroom import backend
from fittingroom.backend import Array
from fittingroom.callbacks import History
from fittingroom.callbacks.callback_list import CallbackList
from fittingroom.metrics import Tracker
from fittingroom.trainers.data_adapter import Batches
from fittingroom.trainers.train_step import Program

if TYPE_CHECKING:
    from fittingroom.trainers.trainer import Trainer


class Progress:
    """How far a loop has come. One object per loop, rewritten for each batch.

    Attributes:
        phase: `"train"`, `"validate"`, `"evaluate"` or `"predict"`.
        epoch, epochs: number of the epoch, from 0, and of how many.
        batch, batches: number of the batch just done, from 0, and of how many in this pass.
        samples, total: samples done in this pass, and of how many.
    """

    __slots__ = (
        "_prefix",
        "_tracker",
        "batch",
        "batches",
        "epoch",
        "epochs",
        "phase",
        "samples",
        "total",
    )

    def __init__(self, epochs: int = 1) -> None:
        self.epoch, self.epochs = 0, epochs
        self.phase, self._prefix = "", ""
        self.batch = self.batches = self.samples = self.total = 0
        self._tracker: Tracker | None = None

    def logs(self) -> dict[str, float]:
        """Running values of this pass by name; while validating the names start with `val_`."""
        return self._tracker.logs(self._prefix) if self._tracker and self.samples else {}

    def begin(self, phase: str, batches: Batches, tracker: Tracker | None) -> None:
        """Start a pass over `batches`."""
        self.phase, self._tracker = phase, tracker
        self._prefix = "val_" if phase == "validate" else ""
        self.batch, self.batches = -1, len(batches)
        self.samples, self.total = 0, batches.samples

    def advance(self, samples: int) -> None:
        """Count one more batch."""
        self.batch += 1
        self.samples += samples


Steps = Generator[Progress, None, None]


def fit_steps(
    program: Program,
    model: "Trainer",
    batches: Batches,
    trackers: tuple[Tracker, Tracker],
    callbacks: CallbackList,
    epochs: range,
    rng: np.random.Generator | None,
    validation: Batches | None,
    validates: Callable[[int], bool],
) -> Generator[Progress, None, History]:
    """Train, yielding after every batch of training and of validation.

    Args:
        trackers: for training and for validation.
        epochs: numbers of the epochs to train, from 0.
        rng: shuffles the samples anew each epoch; None leaves them in order.
        validation: batches to validate on.
        validates: tells after which epochs to validate, by their number from 0.

    Returns:
        The model's History.
    """
    tracker, validation_tracker = trackers
    progress = Progress(epochs.stop)
    logs: dict[str, float] | None = None
    model.stop_training = False
    callbacks.call("on_train_begin", None)
    for epoch in epochs:
        progress.epoch = epoch
        callbacks.call("on_epoch_begin", epoch, None)
        yield from _train_epoch(program, model, batches, tracker, callbacks, progress, rng)
        logs = tracker.logs()
        if validation is not None and validates(epoch):
            yield from test_steps(
                program, validation, validation_tracker, callbacks, progress, "validate"
            )
            logs.update(validation_tracker.logs("val_"))
        callbacks.call("on_epoch_end", epoch, logs)
        if model.stop_training:
            break
    callbacks.call("on_train_end", logs)
    return model.history


def _train_epoch(
    program: Program,
    model: "Trainer",
    batches: Batches,
    tracker: Tracker,
    callbacks: CallbackList,
    progress: Progress,
    rng: np.random.Generator | None,
) -> Steps:
    tracker.reset()
    progress.begin("train", batches, tracker)
    order = None if rng is None else rng.permutation(batches.samples)
    for batch, (x, y, weights) in enumerate(batches(order)):
        callbacks.batch("on_train_batch_begin", batch)
        program.train(x, y, tracker, weights)
        progress.advance(len(x))
        callbacks.batch("on_train_batch_end", batch, tracker.logs, tracker.loss)
        yield progress
        if model.stop_training:
            return


def test_steps(
    program: Program,
    batches: Batches,
    tracker: Tracker,
    callbacks: CallbackList,
    progress: Progress,
    phase: str,
) -> Steps:
    """Measure loss and metrics into `tracker`, yielding after every batch."""
    tracker.reset()
    progress.begin(phase, batches, tracker)
    callbacks.call("on_test_begin", None)
    for batch, (x, y, weights) in enumerate(batches()):
        callbacks.batch("on_test_batch_begin", batch)
        program.test(x, y, tracker, weights)
        progress.advance(len(x))
        callbacks.batch("on_test_batch_end", batch, tracker.logs)
        yield progress
    callbacks.call("on_test_end", tracker.logs())


def evaluate_steps(
    program: Program,
    batches: Batches,
    tracker: Tracker,
    callbacks: CallbackList,
    return_dict: bool,
) -> Generator[Progress, None, list[float] | dict[str, float] | float]:
    """Evaluate, yielding after every batch.

    Returns:
        `[loss, *metrics]`, the loss alone when there are no metrics, or a dict of them.
    """
    yield from test_steps(program, batches, tracker, callbacks, Progress(), "evaluate")
    return results(tracker, return_dict)


def results(tracker: Tracker, return_dict: bool) -> list[float] | dict[str, float] | float:
    """`[loss, *metrics]`, the loss alone when there are no metrics, or a dict of them."""
    if return_dict:
        return tracker.logs()
    values = tracker.values()
    return values if len(values) > 1 else values[0]


def predict_steps(
    model: "Trainer", batches: Batches, output: Array, callbacks: CallbackList
) -> Generator[Progress, None, Array]:
    """Write predictions into `output`, yielding after every batch; return it."""
    progress = Progress()
    progress.begin("predict", batches, None)
    callbacks.call("on_predict_begin", None)
    for batch, (x, _, _) in enumerate(batches()):
        callbacks.batch("on_predict_batch_begin", batch)
        done = progress.samples
        rows = output[done : done + len(x)]
        rows[...] = model.call(x)
        progress.advance(len(x))
        callbacks.batch("on_predict_batch_end", batch, lambda rows=rows: {"outputs": rows})
        yield progress
    callbacks.call("on_predict_end", None)
    return output


_OF_GENERATORS = ("steps_per_epoch", "validation_steps", "steps")
"""Arguments of Keras's that count batches, which are not here."""


def drained[Model: "Trainer", **Given, Result](
    steps: Callable[Concatenate[Model, Given], Generator[Progress, None, Result]],
) -> Callable[Concatenate[Model, Given], Result]:
    """Make of a verb in steps (`fit_steps`) the same verb that runs to its end (`fit`).

    It runs on the backend of the model's own, if it has one.
    """
    name = steps.__name__.removesuffix("_steps")

    @functools.wraps(steps)
    def run(model: Model, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            loop = steps(model, *args, **kwargs)
        except TypeError as error:
            # Told in the words of who called `fit`, whose name `fit_steps` is not.
            text = str(error).replace(f"{steps.__qualname__}()", f"{name}()")
            if any(f"{word!r}" in text for word in _OF_GENERATORS):
                text = text.partition(". Did you")[0] + (
                    ". An epoch here goes through all samples once; take a part of them, x[:600], "
                    "for less, and choose batch_size."
                )
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
