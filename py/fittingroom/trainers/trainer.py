"""Keras's verbs for a model: `fit`, `evaluate`, `predict`, whole and by the batch.

Imports the rest of the core but `models`. Checking what a verb is given is `preparation`'s job,
running it `training`'s.
"""

from collections.abc import Generator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend
from fittingroom.backend import Array
from fittingroom.callbacks import Callback, History
from fittingroom.callbacks.callback_list import CallbackList
from fittingroom.layers.layer import Layer, Shape
from fittingroom.trainers import data_adapter
from fittingroom.trainers import labelled_data as preparation
from fittingroom.trainers import loops as training
from fittingroom.trainers.compile import Compiled
from fittingroom.trainers.data_adapter import ArraySource
from fittingroom.trainers.labelled_data import LabelledData
from fittingroom.trainers.loops import Progress, drained

Data = ArrayLike | ArraySource
Verbose = Literal["auto", 0, 1, 2]
Callbacks = Callback | Sequence[Callback] | None


class Trainer(Compiled):
    """The part of a model that learns; `Sequential` adds the layers.

    Args:
        rng: draws the model's weights and shuffles its samples.

    Attributes:
        history: the `History` of the last `fit`.
        token: stands for this model where a reference to it would keep it alive.
        backend: `"numpy"` or `"wasm"` has this model's verbs compute there; None, where all do.
        stop_training: set it to True while training to stop after the current batch.
    """

    known_input_shape: Shape | None

    def __init__(self, rng: np.random.Generator) -> None:
        super().__init__()
        self.rng = rng
        self.token = object()
        self.stop_training = False
        self.backend: str | None = None
        self.history: Any = None

    @property
    def layers(self) -> list[Layer]:
        """The layers that compute, in order."""
        raise NotImplementedError

    def build(self, input_shape: Shape | None = None) -> None:
        """Make the weights."""
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Shape of the predictions, `(None, classes)`."""
        raise NotImplementedError

    def call(self, inputs: Array) -> Array:
        """Predict one batch; the result is memory that the next batch overwrites."""
        raise NotImplementedError

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
        validation_batch_size: int | None = None,
        validation_freq: int | Sequence[int] = 1,
    ) -> Generator[Progress, None, History]:
        """Train on `x` and `y`; `fit_steps` yields a `Progress` after every batch.

        Args:
            x: samples, `(samples, ...)`, any number type, or an `ArraySource`.
            y: one-hot rows `(samples, classes)` or class numbers `(samples,)`, as the loss wants.
            batch_size: samples per step; 32 if None.
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
            validation_batch_size: by default `batch_size`.
            validation_freq: validate after every so many epochs, or after those of a list.

        Returns:
            The `History`.

        Raises:
            ValueError: if arguments, data and model do not fit together; nothing changed then.
            TypeError: if a whole number was expected.
        """
        loss, _ = self.compiled_parts(learn=True)
        size = _batch_size(batch_size)
        preparation.check_verbose(verbose)
        first = preparation.whole_number("initial_epoch", initial_epoch, 0)
        last = preparation.whole_number("epochs", epochs, 0)
        validates = preparation.validation_epochs(validation_freq)
        data, validation = LabelledData(self, loss, x, y, sample_weight, class_weight), None
        if validation_data is not None:
            validation = LabelledData(self, loss, *preparation.validation_parts(validation_data))
        batches, validation_batches = preparation.split_validation(
            data,
            validation_split,
            validation,
            size,
            _batch_size(validation_batch_size, size, "validation_batch_size"),
        )
        params = {"verbose": verbose, "epochs": last, "steps": len(batches)}
        listeners = CallbackList(callbacks, self, params, History())
        self.build(data.input_shape)
        program = training.Program(self)
        program.build_optimizer()
        return training.fit_steps(
            program,
            self,
            batches,
            (data.tracker(*self._metrics), (validation or data).tracker(*self._metrics)),
            listeners,
            range(first, last),
            self.rng if shuffle else None,
            validation_batches,
            validates,
        )

    def evaluate_steps(
        self,
        x: Data,
        y: Data | None = None,
        batch_size: int | None = None,
        verbose: Verbose = "auto",
        sample_weight: ArrayLike | None = None,
        callbacks: Callbacks = None,
        return_dict: bool = False,
    ) -> Generator[Progress, None, Any]:
        """Measure loss and metrics; `evaluate_steps` yields a `Progress` after every batch.

        Args: as for `fit`.

        Returns:
            `[loss, *metrics]`, or with `return_dict` a dict by name.

        Raises:
            ValueError: as for `fit`.
        """
        loss, _ = self.compiled_parts()
        preparation.check_verbose(verbose)
        data = LabelledData(self, loss, x, y, sample_weight)
        batches = data.batches(_batch_size(batch_size))
        params = {"verbose": verbose, "epochs": 1, "steps": len(batches)}
        listeners = CallbackList(callbacks, self, params)
        self.build(data.input_shape)
        return training.evaluate_steps(
            training.Program(self), batches, data.tracker(*self._metrics), listeners, return_dict
        )

    def predict_steps(
        self,
        x: Data,
        batch_size: int | None = None,
        verbose: Verbose = "auto",
        callbacks: Callbacks = None,
    ) -> Generator[Progress, None, Array]:
        """Predict; `predict_steps` yields a `Progress` after every batch.

        Args: as for `fit`.

        Returns:
            `(samples, classes)`, float32: the last layer's output for each sample.

        Raises:
            ValueError: if samples do not fit the model.
        """
        preparation.check_verbose(verbose)
        batches, output = preparation.unlabelled_batches(self, x, _batch_size(batch_size))
        params = {"verbose": verbose, "epochs": 1, "steps": len(batches)}
        return training.predict_steps(self, batches, output, CallbackList(callbacks, self, params))

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
        size = max(1, len(data_adapter.to_source(x, "x")))
        return self.predict(x, batch_size=size, verbose=0)

    def _on_batch(self, learn: bool, return_dict: bool, x: Data, y: Any, *weights: Any) -> Any:
        loss, _ = self.compiled_parts(learn=learn)
        data = LabelledData(self, loss, x, y, *weights)
        self.build(data.input_shape)
        program, tracker = training.Program(self), data.tracker(*self._metrics)
        if learn:
            program.build_optimizer()
        step = program.train if learn else program.test
        with backend.used(self.backend):
            for batch_x, batch_y, batch_weights in data.batches(len(data))():
                step(batch_x, batch_y, tracker, batch_weights)
        return training.results(tracker, return_dict)

    def restore_optimizer(self, state: dict[str, Any]) -> None:
        """Give the optimizer of a built model the state that another one had."""
        _, optimizer = self.compiled_parts()
        training.Program(self).build_optimizer()
        optimizer.set_state(state)

    fit = drained(fit_steps)
    evaluate = drained(evaluate_steps)
    predict = drained(predict_steps)


def _batch_size(
    given: int | None, default: int = data_adapter.DEFAULT_BATCH_SIZE, name: str = "batch_size"
) -> int:
    return default if given is None else preparation.whole_number(name, given, 1)
