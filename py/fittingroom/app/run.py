"""One run: from a recipe and its pictures to a trained, evaluated model, told as events.

`Run.work` and `Run.evaluate` are generators that yield after every batch, so that whoever drives
them can stop at any point. Draws from the core's one training loop. Imports no browser.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from fittingroom.app.clock import Clock
from fittingroom.app.faults import from_exception, loss_is_nan
from fittingroom.app.fingerprint import fingerprint
from fittingroom.app.from_recipe import build_model, split_sizes, use_backend
from fittingroom.app.network_drawing import draw
from fittingroom.app.recipe import Recipe, Stop
from fittingroom.app.scaled_images import ScaledImages
from fittingroom.app.store import Dataset
from fittingroom.callbacks import Callback, Logs, TerminateOnNaN
from fittingroom.metrics.metrics_utils import confusion_matrix
from fittingroom.trainers.data_adapter import steps_per_epoch
from fittingroom.trainers.progress import Progress
from fittingroom.utils.progbar import epoch_title, final_line

Tell = Callable[[dict[str, Any]], None]

TRAINING_COST = 3
"""What training on a picture costs where only looking at it costs 1: forward, and twice as much
back. Used to foretell the time left."""


def run_end(
    run_id: int,
    reason: str,
    history: Mapping[str, list[float]] | None = None,
    seconds: float = 0.0,
    error: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The event that ends a run; each run has exactly one."""
    return {
        "type": "run-end",
        "run_id": run_id,
        "reason": reason,
        "history": dict(history or {}),
        "seconds": seconds,
        "fingerprint": fingerprint(history) if history else None,
        "error": error,
    }


class Run:
    """One fit with its evaluation.

    Args:
        run_id: the page's number for it.
        recipe: what to do.
        dataset: its pictures.
        tell: takes each event.
    """

    def __init__(self, run_id: int, recipe: Recipe, dataset: Dataset, tell: Tell) -> None:
        self.run_id = run_id
        self.recipe = recipe
        self.dataset = dataset
        self.backend = use_backend(recipe.backend)
        self.model = build_model(recipe)
        self.clock = Clock()
        self.history: dict[str, list[float]] = {}
        self.ended = False
        self.probabilities: npt.NDArray[np.float32] | None = None
        """`(test samples, classes)` float32, once evaluated."""
        self._tell = tell
        self._progress: Progress | None = None
        self._training, self._validation = split_sizes(recipe)
        self._testing = len(dataset.labels["test"])

    def emit(self, type: str, **fields: Any) -> None:
        """Tell an event of this run."""
        self._tell({"type": type, "run_id": self.run_id, **fields})

    def work(self) -> Generator[None]:
        """Train, evaluate and end; yields after every batch."""
        self.emit(
            "run-begin",
            train_samples=self._training,
            validation_samples=self._validation,
            test_samples=self._testing,
            steps_per_epoch=steps_per_epoch(self._training, self.recipe.batch_size),
            backend=self.backend,
            network=draw(self.model),
        )
        yield
        stop = StopWhen(self.recipe.stop)
        yield from self._follow(
            self.model.fit_steps(
                self._images("train"),
                self._labels("train"),
                batch_size=self.recipe.batch_size,
                epochs=self.recipe.epochs,
                verbose=0,
                callbacks=[TerminateOnNaN(), Narrator(self), stop],
                validation_split=self.recipe.validation_split,
            )
        )
        seconds = self.clock.seconds
        losses = self.history["loss"]
        if not math.isfinite(losses[-1]):
            self.end("nan", seconds, loss_is_nan(len(losses) - 1))
            return
        yield from self.evaluate()
        self.end("early-stopping" if stop.triggered else "completed", seconds)

    def evaluate(self) -> Generator[None]:
        """Evaluate on the test pictures and keep its predictions; yields after every batch."""
        begun = self.clock.seconds
        images = self._images("test")
        logs = yield from self._follow(
            self.model.evaluate_steps(images, self._labels("test"), verbose=0, return_dict=True)
        )
        self.probabilities = yield from self._follow(self.model.predict_steps(images, verbose=0))
        predicted = self.probabilities.argmax(axis=1)
        confusion = confusion_matrix(self.dataset.labels["test"], predicted, self.recipe.classes)
        self.emit(
            "evaluation",
            evaluation={
                **logs,
                "samples": self._testing,
                "correct": int(np.trace(confusion)),
                "confusion": confusion.tolist(),
                "seconds": self.clock.seconds - begun,
            },
        )

    def end(
        self, reason: str, seconds: float | None = None, error: dict[str, Any] | None = None
    ) -> None:
        """End the run, once.

        Args:
            reason: one of the protocol's reasons.
            seconds: time spent training; until now by default.
            error: the fault that ended it, if one did.
        """
        if self.ended:
            return
        self.ended = True
        seconds = self.clock.seconds if seconds is None else seconds
        self._tell(run_end(self.run_id, reason, self.history, seconds, error))

    def fail(self, error: BaseException) -> None:
        """End the run because of an exception."""
        self.end("failed", error=from_exception(error))

    def report(self) -> None:
        """Emit how far it has come."""
        progress = self._progress
        if progress is None or self.ended:
            return
        seconds = self.clock.seconds
        fraction = self._fraction(progress)
        trained = self._trained(progress)
        self.emit(
            "batch-end",
            phase="evaluate" if progress.phase == "predict" else progress.phase,
            epoch=progress.epoch,
            epochs=self.recipe.epochs,
            samples=progress.samples,
            total=progress.total,
            fraction=fraction,
            logs=progress.logs(),
            images_per_second=trained / seconds if seconds else 0.0,
            seconds_left=seconds / fraction * (1 - fraction) if fraction else 0.0,
        )

    def _follow[T](self, steps: Generator[Progress, None, T]) -> Generator[None, None, T]:
        """Go through a loop of the core, remembering where it is."""
        try:
            while True:
                try:
                    self._progress = next(steps)
                except StopIteration as finished:
                    return finished.value
                yield
        finally:
            steps.close()

    def _images(self, part: str) -> ScaledImages:
        return self.dataset.images(part, self.recipe.normalize)

    def _labels(self, part: str) -> npt.NDArray[Any]:
        """Class numbers for the sparse loss, one-hot rows for the other."""
        sparse = self.recipe.loss.startswith("sparse")
        return self.dataset.labels[part] if sparse else self.dataset.one_hot(part)

    def _trained(self, progress: Progress) -> int:
        """Pictures trained on so far, each counted once an epoch."""
        if progress.phase == "train":
            return progress.epoch * self._training + progress.samples
        return (progress.epoch + 1) * self._training

    def _fraction(self, progress: Progress) -> float:
        """The part of the work that is done, evaluation included."""
        tested = 2 * self._testing  # once for the loss, once for the predictions
        epoch = TRAINING_COST * self._training + self._validation
        fit = self.recipe.epochs * epoch
        match progress.phase:
            case "train":
                done = progress.epoch * epoch + TRAINING_COST * progress.samples
            case "validate":
                done = (progress.epoch + 1) * epoch - self._validation + progress.samples
            case "evaluate":
                done = fit + progress.samples
            case _:
                done = fit + self._testing + progress.samples
        return done / (fit + tested)


class Narrator(Callback):
    """Tells each epoch of a run, with Keras's own line and a look at the network."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._begun = 0.0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._begun = self._run.clock.seconds

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        run = self._run
        values = {key: float(value) for key, value in (logs or {}).items()}
        for key, value in values.items():
            run.history.setdefault(key, []).append(value)
        run.emit(
            "epoch-end",
            epoch=epoch,
            epochs=run.recipe.epochs,
            logs=values,
            lines=[
                epoch_title(epoch, run.recipe.epochs),
                final_line(values, self.params["steps"], run.clock.seconds - self._begun),
            ],
            network=draw(run.model),
        )


class StopWhen(Callback):
    """Ends the training after the first epoch that fulfils the recipe's stop condition."""

    def __init__(self, stop: Stop | None) -> None:
        super().__init__()
        self._stop = stop
        self.triggered = False

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if self._stop and self._stop.reached(logs or {}):
            self.triggered = True
            self.model.stop_training = True
