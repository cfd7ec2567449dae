"""One run: from a recipe and its pictures to a trained, evaluated model, reported as events.

`Run.work` and `Run.evaluate` are generators that yield after every batch, so that their driver can
stop at any point. They draw from the core's one training loop.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from fittingroom.app.clock import Clock
from fittingroom.app.faults import BusyError, from_exception, loss_is_nan
from fittingroom.app.fingerprint import fingerprint
from fittingroom.app.from_recipe import build_model, split_sizes, use_backend
from fittingroom.app.inside.findings import findings
from fittingroom.app.inside.gauges import Gauges
from fittingroom.app.inside.inspection import dead_units
from fittingroom.app.inside.network_drawing import draw
from fittingroom.app.inside.statistics import wilson
from fittingroom.app.inside.weight_history import WeightHistory
from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.pictures.scaled_images import ScaledImages
from fittingroom.app.recipe import Recipe
from fittingroom.app.records import Evaluation, Fault, Gauge, Network, Part, Tested
from fittingroom.app.stop_condition import StopCondition
from fittingroom.app.workload import Workload
from fittingroom.backend import Array
from fittingroom.callbacks import Callback, Logs, TerminateOnNaN
from fittingroom.metrics.metrics_utils import confusion_matrix
from fittingroom.trainers.data_adapter import steps_per_epoch
from fittingroom.trainers.progress import Progress
from fittingroom.utils.progbar import epoch_title, final_line

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.commands import Stride
    from fittingroom.app.protocol import (
        Phase,
        RunEnd,
        RunEndReason,
        RunEvent,
    )


def run_end(
    run_id: int,
    reason: RunEndReason,
    history: Mapping[str, list[float]] | None = None,
    seconds: float = 0.0,
    error: Fault | None = None,
) -> RunEnd:
    """Return the event that ends a run; each run has exactly one."""
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
    """One training with its evaluation: the recipe's epochs, then those that go on from them.

    Args:
        run_id: the page's number for it.
        recipe: the configuration.
        dataset: its pictures.
        emit: called with each event.
        weights: those of its Dense layers, where it has learned elsewhere; else fresh ones.
        earlier: a whole run to go on from, whose model it takes over. Its numbers become those of
            a run from the start.
    """

    def __init__(
        self,
        run_id: int,
        recipe: Recipe,
        dataset: Dataset,
        emit: Callable[[RunEvent], object],
        weights: Sequence[Array] | None = None,
        earlier: Run | None = None,
    ) -> None:
        self.run_id = run_id
        self.recipe = recipe
        self.dataset = dataset
        self.emit = emit
        self.backend = use_backend(recipe.backend)
        self.model = earlier.model if earlier else build_model(recipe)
        if weights is not None:
            self.model.set_weights(weights)
        self.from_elsewhere = weights is not None or bool(earlier and earlier.from_elsewhere)
        """Whether the recipe alone would not come to the same numbers."""
        self.clock = Clock(earlier.seconds if earlier else 0.0)
        self.history: dict[str, list[float]] = {}
        if earlier:
            self.history = {key: list(values) for key, values in earlier.history.items()}
        self.lines: list[str] = list(earlier.lines) if earlier else []
        """What `fit` prints, two lines an epoch."""
        self.durations: list[float] = []
        """Seconds by epoch."""
        self.seams: list[int] = list(earlier.seams) if earlier else []
        """How many epochs there were each time that it went on."""
        self.seconds: float = 0.0
        """Spent training, once trained."""
        self.evaluation: Evaluation | None = None
        self.ended = False
        self.whole = False
        """Whether it has trained all that the recipe says."""
        self.probabilities: npt.NDArray[np.float32] | None = None
        """`(test samples, classes)` float32, once evaluated."""
        self.weights = earlier.weights if earlier else WeightHistory(self.model)
        self._seen: tuple[int, npt.NDArray[np.float32], Evaluation] | None = None
        self._progress: Progress | None = None
        self._first_report: tuple[float, float] | None = None
        self._gauges = Gauges(self.model, recipe.batch_size, self._images("test"))
        self.gauges: list[Gauge] = []
        """Those of the layers after the latest epoch."""
        self._more = recipe.more[len(earlier.recipe.more) :] if earlier else recipe.more
        first = self.epochs if earlier else recipe.epochs
        self._workload = Workload(
            *split_sizes(recipe),
            len(dataset.labels["test"]),
            first + sum(more.epochs for more in self._more),
        )
        self._goes_on = earlier is not None

    @property
    def epochs(self) -> int:
        """How many epochs have been trained."""
        return len(self.history.get("loss", ()))

    @property
    def planned_epochs(self) -> int:
        """How many epochs there will be in all, as far as is known."""
        return self._workload.epochs

    @property
    def is_trained(self) -> bool:
        """Whether no epoch is left to train."""
        return self.epochs >= self.planned_epochs

    def work(self) -> Generator[None]:
        """Train, evaluate and end; yields after every batch and epoch."""
        self._emit_begin()
        yield
        stop = StopCondition(self.recipe.stop)
        if not self._goes_on:
            yield from self._fit(self.recipe.epochs, stop)
        for more in self._more:
            self.seams.append(self.epochs)
            if more.learning_rate is not None:
                self.model.compilation.optimizer.learning_rate = float(more.learning_rate)
            yield from self._fit(more.epochs)
        self.seconds = self.clock.seconds
        losses = self.history["loss"]
        if not math.isfinite(losses[-1]):
            first = next(i for i, value in enumerate(losses) if not math.isfinite(value))
            self.end("nan", self.seconds, loss_is_nan(first))
            return
        yield from self.evaluate()
        self.whole = True
        early = stop.triggered and not self.recipe.more
        self.end("early-stopping" if early else "completed", self.seconds)

    def _fit(self, epochs: int, *callbacks: Callback) -> Generator[None]:
        """Train so many epochs more; the recipe's stop condition ends the first ones only."""
        done = self.epochs
        yield from self._follow(
            self.model.fit_steps(
                self._images("train"),
                self._labels("train"),
                batch_size=self.recipe.batch_size,
                epochs=done + epochs,
                initial_epoch=done,
                verbose=0,
                callbacks=[TerminateOnNaN(), EpochReporter(self), *callbacks],
                validation_split=self.recipe.validation_split,
            )
        )
        # Fewer, where the first ones were stopped early.
        planned = self._workload.epochs - (done + epochs - self.epochs)
        self._workload = self._workload._replace(epochs=planned)

    def show(self) -> Generator[None]:
        """Evaluate what has been learned elsewhere, and end; yields after every batch."""
        self._emit_begin()
        yield
        yield from self.evaluate()
        self.whole = True
        self.end("completed", 0.0)

    def _emit_begin(self) -> None:
        load = self._workload
        self.emit(
            {
                "type": "run-begin",
                "run_id": self.run_id,
                "train_samples": load.training,
                "validation_samples": load.validation,
                "test_samples": load.testing,
                "steps_per_epoch": steps_per_epoch(load.training, self.recipe.batch_size),
                "epoch": self.epochs,
                "backend": self.backend,
                "class_names": list(self.dataset.class_names),
                "network": self.network(),
            }
        )

    def evaluate(self) -> Generator[None]:
        """Evaluate on the test pictures and keep the predictions; yields after every batch."""
        self.probabilities, evaluation = yield from self._evaluated()
        self.evaluation = evaluation
        dead = dead_units(self.model, self.dataset, normalize=self.recipe.normalize)
        names = self.dataset.class_names
        self.emit(
            {
                "type": "evaluation",
                "run_id": self.run_id,
                "evaluation": evaluation,
                "findings": findings(
                    self.recipe, self.history, evaluation, dead, names, self.gauges
                ),
            }
        )

    def test(self, dataset: Dataset) -> Generator[None]:
        """Test the network on other test pictures; yields after every batch."""
        labels = dataset.labels["test"]
        sparse = self.recipe.loss.startswith("sparse")
        logs: dict[str, float] = yield from self._follow(
            self.model.evaluate_steps(
                dataset.images("test", self.recipe.normalize),
                labels if sparse else dataset.one_hot("test"),
                verbose=0,
                return_dict=True,
            )
        )
        correct = round(logs["accuracy"] * len(labels))
        tested = Tested(samples=len(labels), correct=correct, loss=logs["loss"])
        self.emit({"type": "tested", "run_id": self.run_id, "tested": tested})

    def network(self) -> Network:
        """Return the network as it is, and how it has changed since the start."""
        return draw(self.model, start=self.weights.start[0])

    def read_gauges(self) -> list[Gauge]:
        """Return the gauges of the layers as they are."""
        return self._gauges.read()

    def position(self, stride: Stride) -> int:
        """Return how far the training is: epochs done, or samples, each counted once an epoch."""
        if stride == "epoch":
            return self.epochs
        return self._workload.trained(self._progress) if self._progress else 0

    def epoch(self, epoch: int | None) -> int:
        """Return an epoch that can be shown: the one asked for, else the latest.

        Raises:
            BusyError: if its weights are not kept.
        """
        kept = self.weights.epochs
        if epoch is None:
            return kept[-1]
        if epoch not in kept:
            raise BusyError(f"The weights of epoch {epoch} are not kept.", "Choose another epoch.")
        return epoch

    def predictions_at(self, epoch: int) -> npt.NDArray[np.float32] | None:
        """Return the predictions after an epoch, once the run has ended; None before."""
        if epoch == self.weights.epochs[-1] or self.probabilities is None:
            return self.probabilities
        return self._at(epoch)[0]

    def evaluation_at(self, epoch: int) -> Evaluation | None:
        """Return the evaluation after an epoch, once the run has ended; None before."""
        return None if self.probabilities is None else self._at(epoch)[1]

    def _at(self, epoch: int) -> tuple[npt.NDArray[np.float32], Evaluation]:
        if self._seen is None or self._seen[0] != epoch:
            with self.weights.restored(epoch):
                steps = self._evaluated()
                try:
                    while True:
                        next(steps)
                except StopIteration as finished:
                    self._seen = (epoch, *finished.value)
        return self._seen[1:]

    def _evaluated(self) -> Generator[None, None, tuple[npt.NDArray[np.float32], Evaluation]]:
        begun = self.clock.seconds
        images = self._images("test")
        logs: dict[str, float] = yield from self._follow(
            self.model.evaluate_steps(images, self._labels("test"), verbose=0, return_dict=True)
        )
        probabilities = yield from self._follow(self.model.predict_steps(images, verbose=0))
        predicted = probabilities.argmax(axis=1)
        confusion = confusion_matrix(self.dataset.labels["test"], predicted, self.recipe.classes)
        samples, correct = self._workload.testing, int(np.trace(confusion))
        return probabilities, Evaluation(
            loss=logs["loss"],
            accuracy=logs["accuracy"],
            samples=samples,
            correct=correct,
            interval=wilson(correct, samples),
            confusion=confusion.tolist(),
            seconds=self.clock.seconds - begun,
        )

    def end(
        self, reason: RunEndReason, seconds: float | None = None, error: Fault | None = None
    ) -> None:
        """End the run, once.

        Args:
            seconds: time spent training; until now by default.
            error: the fault that ended it, if one did.
        """
        if self.ended:
            return
        self.ended = True
        seconds = self.clock.seconds if seconds is None else seconds
        event = run_end(self.run_id, reason, self.history, seconds, error)
        if self.from_elsewhere:
            event["fingerprint"] = None
        self.emit(event)

    def fail(self, error: BaseException) -> None:
        """End the run because of an exception."""
        self.end("failed", error=from_exception(error))

    def report(self) -> None:
        """Emit how far it has come."""
        progress = self._progress
        if progress is None or self.ended:
            return
        seconds = self.clock.seconds
        fraction = self._workload.fraction(progress)
        trained = self._workload.trained(progress)
        # The predictions are a part of the evaluation to the page.
        phase = "evaluate" if progress.phase == "predict" else progress.phase
        self.emit(
            {
                "type": "batch-end",
                "run_id": self.run_id,
                "phase": cast("Phase", phase),
                "epoch": progress.epoch,
                "epochs": self._workload.epochs,
                "samples": progress.samples,
                "total": progress.total,
                "fraction": fraction,
                "logs": progress.logs(),
                "images_per_second": trained / seconds if seconds else 0.0,
                "seconds_left": self._seconds_left(seconds, fraction),
            }
        )

    def _seconds_left(self, seconds: float, fraction: float) -> float:
        """Return what the rest takes; infinite at first: one step says little of the others."""
        if self._first_report is None or fraction < self._first_report[1]:
            self._first_report = (seconds, fraction)
        since, done = self._first_report
        if fraction == done:
            return math.inf
        return (seconds - since) / (fraction - done) * (1 - fraction)

    def _follow[T](self, steps: Generator[Progress, None, T]) -> Generator[None, None, T]:
        """Run through a loop of the core, remembering where it is."""
        try:
            while True:
                try:
                    self._progress = next(steps)
                except StopIteration as finished:
                    return finished.value
                self._gauges.follow(self._progress)
                yield
        finally:
            steps.close()

    def _images(self, part: Part) -> ScaledImages:
        return self.dataset.images(part, self.recipe.normalize)

    def _labels(self, part: Part) -> npt.NDArray[Any]:
        """Return class numbers for the sparse loss, one-hot rows for the other."""
        sparse = self.recipe.loss.startswith("sparse")
        return self.dataset.labels[part] if sparse else self.dataset.one_hot(part)


DRAWN_EVERY = 0.1
"""Seconds. The page draws no more often, and short epochs would pay for what is never seen."""


class EpochReporter(Callback):
    """Emits each epoch of a run, with Keras's own line and now and then the network."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._begun = 0.0
        self._drawn = -math.inf
        """When the network was emitted last."""

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._begun = self._run.clock.seconds

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        run = self._run
        values = {key: float(value) for key, value in (logs or {}).items()}
        for key, value in values.items():
            run.history.setdefault(key, []).append(value)
        run.weights.keep(epoch + 1, values.get("val_loss", values["loss"]))
        run.gauges = run.read_gauges()
        run.durations.append(run.clock.seconds - self._begun)
        lines = [
            epoch_title(epoch, self.params["epochs"]),
            final_line(values, self.params["steps"], run.durations[-1]),
        ]
        run.lines += lines
        run.emit(
            {
                "type": "epoch-end",
                "run_id": run.run_id,
                "epoch": epoch,
                "epochs": run.planned_epochs,
                "seams": list(run.seams),
                "logs": values,
                "lines": lines,
                "gauges": run.gauges,
                "network": run.network() if self._is_due() else None,
            }
        )

    def _is_due(self) -> bool:
        """Return whether the network is to be emitted: of the first and the last epoch always."""
        now = self._run.clock.seconds
        if now - self._drawn < DRAWN_EVERY and self._run.epochs < self._run.planned_epochs:
            return False
        self._drawn = now
        return True
