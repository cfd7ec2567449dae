"""Keras's verbs for a model: `compile`, `fit`, `evaluate`, `predict`, whole and by the batch."""

from collections.abc import Generator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend
from fittingroom.backend import Array, Shape
from fittingroom.callbacks import Callback, History
from fittingroom.callbacks.callback_list import CallbackList
from fittingroom.layers import Layer
from fittingroom.optimizers import Optimizer
from fittingroom.trainers import data_adapter, epoch_loops
from fittingroom.trainers.argument_checks import (
    check_verbose,
    count_or_none,
    validation_epochs,
    validation_parts,
    whole_number,
)
from fittingroom.trainers.compile import Compilation
from fittingroom.trainers.data_adapter import ArraySource
from fittingroom.trainers.drain import drained
from fittingroom.trainers.epoch_loops import EpochLoop, Pass, Schedule
from fittingroom.trainers.labelled_data import (
    Cut,
    LabelledData,
    labelled,
    split_validation,
    unlabelled_batches,
)
from fittingroom.trainers.progress import Progress
from fittingroom.trainers.train_step import TrainStep

Data = ArrayLike | ArraySource
Verbose = Literal["auto", 0, 1, 2]
Callbacks = Callback | Sequence[Callback] | None


class Trainer:
    """The part of a model that learns.

    Args:
        rng: draws the model's weights and shuffles its samples.

    Attributes:
        history: the `History` of the last `fit`.
        token: stands for this model where a reference to it would keep it alive.
        backend: `"numpy"` or `"wasm"`, where this model's verbs compute; None for the current one.
        stop_training: set it to True while training to stop after the current batch.
    """

    known_input_shape: Shape | None

    def __init__(self, rng: np.random.Generator) -> None:
        self._compilation: Compilation | None = None
        self.rng = rng
        self.token = object()
        self.stop_training = False
        self.backend: str | None = None
        self.history: Any = None

    def compile(
        self,
        optimizer: object = "rmsprop",
        loss: object = None,
        loss_weights: object = None,
        metrics: object = None,
        weighted_metrics: object = None,
        **execution: object,
    ) -> None:
        """Choose how the model learns.

        Args:
            optimizer: name or instance; a name starts a new one.
            loss: name, function or instance.
            loss_weights: how much the loss of each of several outputs counts.
            metrics: list of names, instances or functions, such as `["accuracy"]`.
            weighted_metrics: the same, counting each sample by its weight.
            execution: Keras's `run_eagerly`, `jit_compile`... change no result: taken, not used.

        Raises:
            ValueError: for an unknown name.
        """
        execution = {"loss_weights": loss_weights, **execution}
        self._compilation = self.new_compilation(
            optimizer, loss, metrics, weighted_metrics, execution
        )

    def new_compilation(self, *given: Any) -> Compilation:
        """Return what `compile` makes of what it was given."""
        return Compilation(*given)

    def check_loss(self, *, learn: bool = False) -> None:
        """Raise before anything else if there is no loss; or none to `learn` by."""
        self.compilation.get_loss(learn=learn)

    def new_step(self) -> TrainStep:
        """Return what trains and tests on a batch."""
        return TrainStep(self)

    def pack_inputs(self, x: Any) -> Any:
        """Return samples as one array: of several inputs side by side."""
        return x

    def pack_labels(self, y: Any) -> Any:
        """Return labels as one array: of several outputs side by side."""
        return y

    def get_compile_config(self) -> dict[str, Any]:
        """Return what `compile` was given, as plain data but for custom functions."""
        return {} if self._compilation is None else self._compilation.get_config()

    def compile_from_config(self, config: Mapping[str, Any]) -> None:
        """Compile with what `get_compile_config` returned."""
        self.compile(**config)

    @property
    def compiled(self) -> bool:
        """Whether `compile` has been called."""
        return self._compilation is not None

    @property
    def compilation(self) -> Compilation:
        """What `compile` was given.

        Raises:
            ValueError: before `compile`.
        """
        if self._compilation is None:
            raise ValueError("You must call `compile()` before using the model.")
        return self._compilation

    @property
    def optimizer(self) -> Optimizer | None:
        """The optimizer; None before `compile`."""
        return None if self._compilation is None else self._compilation.optimizer

    @optimizer.setter
    def optimizer(self, value: Optimizer) -> None:
        self.compilation.optimizer = value

    @property
    def loss(self) -> object:
        """The loss as `compile` was given it."""
        return None if self._compilation is None else self._compilation.loss

    @property
    def metrics_names(self) -> list[str]:
        """Names of loss and metrics; empty before `compile`."""
        return [] if self._compilation is None else self._compilation.metrics_names

    @property
    def layers(self) -> list[Layer]:
        """The layers that compute, in order."""
        raise NotImplementedError

    def build(self, input_shape: Shape | None = None) -> None:
        """Make the weights."""
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of the predictions, `(None, classes)`."""
        raise NotImplementedError

    def call(self, inputs: Array) -> Array:
        """Predict one batch; the result is memory that the next batch overwrites."""
        raise NotImplementedError

    def compute(self, inputs: Array) -> Array:
        """Predict one batch, of several inputs side by side; as `call`."""
        return self.call(inputs)

    def fit_steps(
        self,
        x: Data,
        y: Data | None = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: Verbose = "auto",
        callbacks: Callbacks = None,
        validation_split: float = 0.0,
        validation_data: Sequence[Data] | None = None,
        shuffle: bool = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: ArrayLike | None = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int | Sequence[int] = 1,
    ) -> Generator[Progress, None, History]:
        """Train on `x` and `y`; `fit_steps` yields a `Progress` after every batch and epoch.

        Args:
            x: samples, `(samples, ...)`, any number type, or an `ArraySource`; or batches with
                their labels, as a `tf.data.Dataset`, a `PyDataset` or a generator.
            y: one-hot rows `(samples, classes)` or class numbers `(samples,)`, as the loss wants.
            batch_size: samples per step; 32 if None, or such that `steps_per_epoch` take all.
            epochs: number of the last epoch, counting from 1.
            verbose: 0 silent, 1 or "auto" a bar, 2 a line per epoch.
            callbacks: a `Callback` or a list of them.
            validation_split: fraction of the samples, the last ones before shuffling, that
                only validate.
            validation_data: `(x_val, y_val)` or `(x_val, y_val, sample_weight)`; takes
                precedence over `validation_split`.
            shuffle: whether each epoch takes the samples in a new order.
            class_weight: how much each class's samples count in the loss, by class number.
            sample_weight: `(samples,)`, how much each sample counts in the loss.
            initial_epoch: epochs to skip, when going on with an earlier run.
            steps_per_epoch: batches in an epoch; the next epoch goes on with those behind them.
                By default all there are.
            validation_steps: batches to validate on, the first ones; by default all.
            validation_batch_size: by default `batch_size`.
            validation_freq: validate after every so many epochs, or after those of a list.

        Returns:
            The `History`.

        Raises:
            ValueError: if arguments, data and model do not fit together; nothing changed then.
            TypeError: if a whole number was expected.
        """
        self.check_loss(learn=True)
        size = count_or_none("batch_size", batch_size)
        validation_size = count_or_none("validation_batch_size", validation_batch_size)
        train_cut = Cut(size, count_or_none("steps_per_epoch", steps_per_epoch))
        steps = count_or_none("validation_steps", validation_steps)
        check_verbose(verbose)
        first = whole_number("initial_epoch", initial_epoch, 0)
        last = whole_number("epochs", epochs, 0)
        validates = validation_epochs(validation_freq)
        data, validation = labelled(self, x, y, sample_weight, class_weight), None
        if validation_data is not None:
            validation = labelled(self, *validation_parts(validation_data))
        batches, validation_batches = split_validation(
            data, validation_split, validation, train_cut, Cut(validation_size or size, steps)
        )
        params = {"verbose": verbose, "epochs": last, "steps": batches.steps}
        listeners = CallbackList(callbacks, self, params, History())
        self.build(data.input_shape)
        step = self.new_step()
        step.build_optimizer()
        train, validate = Pass(batches, data.new_metrics()), None
        if validation_batches is not None:
            validate = Pass(validation_batches, (validation or data).new_metrics())
        schedule = Schedule(range(first, last), self.rng if shuffle else None, validates)
        return EpochLoop(self, step, listeners, Progress(last)).fit_steps(train, validate, schedule)

    def evaluate_steps(
        self,
        x: Data,
        y: Data | None = None,
        batch_size: int | None = None,
        verbose: Verbose = "auto",
        sample_weight: ArrayLike | None = None,
        steps: int | None = None,
        callbacks: Callbacks = None,
        return_dict: bool = False,
    ) -> Generator[Progress, None, Any]:
        """Measure loss and metrics; `evaluate_steps` yields a `Progress` after every batch.

        Args: as for `fit`, and
            steps: batches to measure on, the first ones; by default all.

        Returns:
            `[loss, *metrics]`, or with `return_dict` a dict by name.

        Raises:
            ValueError: as for `fit`.
        """
        self.check_loss()
        check_verbose(verbose)
        data = labelled(self, x, y, sample_weight)
        cut = Cut(count_or_none("batch_size", batch_size), count_or_none("steps", steps))
        batches = cut.batches(data, len(data))
        params = {"verbose": verbose, "epochs": 1, "steps": batches.steps}
        listeners = CallbackList(callbacks, self, params)
        self.build(data.input_shape)
        loop = EpochLoop(self, self.new_step(), listeners, Progress())
        return loop.evaluate_steps(Pass(batches, data.new_metrics()), return_dict)

    def predict_steps(
        self,
        x: Data,
        batch_size: int | None = None,
        verbose: Verbose = "auto",
        steps: int | None = None,
        callbacks: Callbacks = None,
    ) -> Generator[Progress, None, Array]:
        """Predict; `predict_steps` yields a `Progress` after every batch.

        Args: as for `evaluate`.

        Returns:
            `(samples, classes)`, float32: the last layer's output for each sample.

        Raises:
            ValueError: if samples do not fit the model.
        """
        check_verbose(verbose)
        size, steps = count_or_none("batch_size", batch_size), count_or_none("steps", steps)
        batches, output = unlabelled_batches(self, x, size, steps)
        params = {"verbose": verbose, "epochs": 1, "steps": batches.steps}
        listeners = CallbackList(callbacks, self, params)
        return epoch_loops.predict_steps(self, listeners, batches, output)

    def train_on_batch(
        self,
        x: Data,
        y: Data | None = None,
        sample_weight: ArrayLike | None = None,
        class_weight: Mapping[int, float] | None = None,
        return_dict: bool = False,
    ) -> Any:
        """Take one optimizer step on one batch.

        Args: as for `fit`.

        Returns:
            `[loss, *metrics]` of this batch before the step, the loss alone without metrics, or
            with `return_dict` a dict by name.

        Raises:
            ValueError: as for `fit`.
        """
        return self._on_batch(True, return_dict, x, y, sample_weight, class_weight)

    def test_on_batch(
        self,
        x: Data,
        y: Data | None = None,
        sample_weight: ArrayLike | None = None,
        return_dict: bool = False,
    ) -> Any:
        """Measure loss and metrics of one batch; otherwise as `train_on_batch`."""
        return self._on_batch(False, return_dict, x, y, sample_weight)

    def predict_on_batch(self, x: Data) -> Array:
        """Predict one batch, as a new array `(batch, classes)`."""
        size = max(1, len(data_adapter.to_source(self.pack_inputs(x), "x")))
        return self.predict(x, batch_size=size, verbose=0)

    def reset_metrics(self) -> None:
        """Do nothing: metrics of a batch, and of a pass, begin anew by themselves."""

    def _on_batch(self, learn: bool, return_dict: bool, x: Data, y: Any, *weights: Any) -> Any:
        data = LabelledData(self, x, y, *weights, learn=learn)
        self.build(data.input_shape)
        step, metrics = self.new_step(), data.new_metrics()
        if learn:
            step.build_optimizer()
        run = step.train if learn else step.test
        with backend.used(self.backend):
            for batch_x, batch_y, batch_weights in data.batches(len(data))():
                run(batch_x, batch_y, metrics, batch_weights)
        return epoch_loops.results(metrics, return_dict)

    def build_optimizer(self) -> None:
        """Make the optimizer of a built model ready to have its state set."""
        self.new_step().build_optimizer()

    fit = drained(fit_steps)
    evaluate = drained(evaluate_steps)
    predict = drained(predict_steps)
