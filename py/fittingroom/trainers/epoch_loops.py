"""The one training loop, and the loops that evaluate and predict, as generators.

Each yields after every batch, and training at the end of every epoch too, before the next begins;
closing it early leaves the model as the last whole batch made it.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np

from fittingroom.backend import Array
from fittingroom.callbacks import History
from fittingroom.callbacks.callback_list import CallbackList
from fittingroom.metrics import CompileMetrics
from fittingroom.trainers.data_adapter import Batches
from fittingroom.trainers.progress import Progress
from fittingroom.trainers.train_step import TrainStep
from fittingroom.trainers.trainable_model import TrainableModel

Steps = Generator[Progress, None, None]


@dataclass(frozen=True)
class Pass:
    """A data set to go over once an epoch: its batches, and the metrics measured on them."""

    batches: Batches
    metrics: CompileMetrics


@dataclass(frozen=True)
class Schedule:
    """When `fit` does what.

    Attributes:
        epochs: numbers of the epochs to train, from 0.
        rng: shuffles the samples anew each epoch; None leaves them in order.
        validates: whether to validate after an epoch, by its number from 0.
    """

    epochs: range
    rng: np.random.Generator | None
    validates: Callable[[int], bool]


@dataclass(frozen=True)
class EpochLoop:
    """What every epoch of a model works with.

    Attributes:
        step: trains or tests one batch.
        callbacks: called around every batch and epoch.
        progress: rewritten for every batch.
    """

    model: TrainableModel
    step: TrainStep
    callbacks: CallbackList
    progress: Progress

    def fit_steps(
        self, train: Pass, validation: Pass | None, schedule: Schedule
    ) -> Generator[Progress, None, History]:
        """Train, yielding after every batch of training and of validation, and after every epoch.

        Returns:
            The model's History.
        """
        model, callbacks = self.model, self.callbacks
        logs: dict[str, float] | None = None
        model.stop_training = False
        callbacks.call("on_train_begin", None)
        for epoch in schedule.epochs:
            self.progress.epoch = epoch
            callbacks.call("on_epoch_begin", epoch, None)
            yield from self._train_epoch(train, schedule.rng)
            logs = train.metrics.logs()
            if validation is not None and schedule.validates(epoch):
                yield from self._test_pass(validation, "validate")
                logs.update(validation.metrics.logs("val_"))
            callbacks.call("on_epoch_end", epoch, logs)
            yield self.progress
            if model.stop_training:
                break
        callbacks.call("on_train_end", logs)
        return model.history

    def evaluate_steps(
        self, test: Pass, return_dict: bool
    ) -> Generator[Progress, None, list[float] | dict[str, float] | float]:
        """Measure loss and metrics, yielding after every batch.

        Returns:
            As `results`.
        """
        yield from self._test_pass(test, "evaluate")
        return results(test.metrics, return_dict)

    def _train_epoch(self, train: Pass, rng: np.random.Generator | None) -> Steps:
        model, step, callbacks, progress = self.model, self.step, self.callbacks, self.progress
        batches, metrics = train.batches, train.metrics
        metrics.reset()
        progress.begin("train", batches, metrics)
        for batch, (x, y, weights) in enumerate(batches.epoch(rng)):
            callbacks.batch("on_train_batch_begin", batch)
            step.train(x, y, metrics, weights)
            progress.advance(len(x))
            callbacks.batch("on_train_batch_end", batch, metrics.logs, metrics.loss)
            yield progress
            if model.stop_training:
                return

    def _test_pass(self, test: Pass, phase: str) -> Steps:
        step, callbacks, progress = self.step, self.callbacks, self.progress
        batches, metrics = test.batches, test.metrics
        metrics.reset()
        progress.begin(phase, batches, metrics)
        callbacks.call("on_test_begin", None)
        for batch, (x, y, weights) in enumerate(batches()):
            callbacks.batch("on_test_batch_begin", batch)
            step.test(x, y, metrics, weights)
            progress.advance(len(x))
            callbacks.batch("on_test_batch_end", batch, metrics.logs)
            yield progress
        callbacks.call("on_test_end", metrics.logs())


def results(metrics: CompileMetrics, return_dict: bool) -> list[float] | dict[str, float] | float:
    """Return `[loss, *metrics]`, the loss alone when there are no metrics, or a dict of them."""
    if return_dict:
        return metrics.logs()
    values = metrics.values()
    return values if len(values) > 1 else values[0]


def predict_steps(
    model: TrainableModel, callbacks: CallbackList, batches: Batches, output: Array
) -> Generator[Progress, None, Array]:
    """Write predictions into `output`, yielding after every batch; return it."""
    progress = Progress()
    progress.begin("predict", batches, None)
    callbacks.call("on_predict_begin", None)
    for batch, (x, _, _) in enumerate(batches()):
        callbacks.batch("on_predict_batch_begin", batch)
        done = progress.samples
        rows = output[done : done + len(x)]
        rows[...] = model.compute(x)
        progress.advance(len(x))
        callbacks.batch("on_predict_batch_end", batch, lambda rows=rows: {"outputs": rows})
        yield progress
    callbacks.call("on_predict_end", None)
    return output[: progress.samples]
