"""`Sequential`: layers in a row, and Keras's verbs for them.

Imports the rest of the core. Checking what the verbs are given is `preparation`'s job, running
them `training`'s.
"""

from collections.abc import Callable, Generator, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import (
    data_adapter,
    losses,
    optimizers,
    preparation,
    random,
    summary,
    training,
    utils,
)
from fittingroom.backend import Array
from fittingroom.callbacks import Callback, CallbackList, History
from fittingroom.data_adapter import ArraySource
from fittingroom.layers import InputLayer, Layer, Shape, assign_weights
from fittingroom.metrics import Metric
from fittingroom.metrics import check as check_metrics
from fittingroom.preparation import LabelledData
from fittingroom.training import Progress, drained

Data = ArrayLike | ArraySource
Verbose = Literal["auto", 0, 1, 2]
Callbacks = Callback | Sequence[Callback] | None


class Sequential:
    """A network whose layers follow one another.

    Weights are made as soon as the shape of a sample is known: from an `Input`, from
    `input_shape` on the first layer, from `build`, or from the first data. The model draws them,
    and its shuffles, from a random stream of its own, branched off when it is created.

    Args:
        layers: list of layers.
        name: by default `sequential`, numbered.

    Attributes:
        optimizer, loss: as compiled.
        history: the `History` of the last `fit`.
        stop_training: set it to True while training to stop after the current batch.
    """

    def __init__(self, layers: Sequence[Layer] | None = None, name: str | None = None) -> None:
        self.name = name or utils.auto_name("Sequential")
        self.rng = random.new_generator()
        self.stop_training = False
        self.history: Any = None
        self.optimizer: optimizers.Optimizer | None = None
        self.loss: object = None
        self._loss: losses.Loss | None = None
        self._metrics: list[str | Metric] = []
        self._layers: list[Layer] = []
        self.known_input_shape: Shape | None = None
        for layer in layers or ():
            self._append(layer)
        self._build_if_known()

    # ---- structure

    @property
    def layers(self) -> list[Layer]:
        """The layers that compute, in order."""
        return list(self._layers)

    @property
    def built(self) -> bool:
        """Whether the weights exist."""
        return bool(self._layers) and all(layer.built for layer in self._layers)

    @property
    def weights(self) -> list[Array]:
        """All weights, layer by layer, `[kernel, bias]` each."""
        return [weight for layer in self._layers for weight in layer.weights]

    @property
    def trainable_weights(self) -> list[Array]:
        """The weights that training changes: all of them."""
        return self.weights

    trainable_variables = trainable_weights
    variables = weights

    @property
    def input_shape(self) -> Shape:
        """`(None, ...)`, the shape of a batch.

        Raises:
            AttributeError: while it is unknown.
        """
        if self.known_input_shape is None:
            raise AttributeError(
                f"Sequential model '{self.name}' has no defined input shape yet. "
                "Call build(input_shape) or fit it first."
            )
        return self.known_input_shape

    @property
    def output_shape(self) -> Shape:
        """`(None, classes)`, the shape of a batch's predictions."""
        return self.compute_output_shape(self.input_shape)

    def add(self, layer: Layer) -> None:
        """Add a layer behind the others.

        Raises:
            ValueError: if it is no layer, its name is taken, or shapes do not fit.
        """
        self._append(layer)
        try:
            self._build_if_known()
        except ValueError:
            self._layers.pop()
            raise

    def pop(self) -> Layer:
        """Remove the last layer and return it."""
        if not self._layers:
            raise ValueError(f"There are no layers in Sequential model '{self.name}' to remove.")
        return self._layers.pop()

    def build(self, input_shape: Shape | None = None) -> None:
        """Make the weights for batches of `input_shape`, such as `(None, 784)`.

        Raises:
            ValueError: if there is no layer, or the shape contradicts the one already known.
        """
        shape = self.known_input_shape if input_shape is None else (None, *input_shape[1:])
        if not self._layers:
            raise ValueError(
                f"Sequential model {self.name} cannot be built because it has no layers. "
                "Call `model.add(layer)`."
            )
        if shape is None:
            raise ValueError(
                f"Sequential model '{self.name}' needs a shape to be built for. "
                "Call build((None, 784)), or give the first layer an input_shape."
            )
        if self.known_input_shape not in (None, shape):
            raise ValueError(
                f"Sequential model '{self.name}' has already been configured to use input shape "
                f"{self.known_input_shape}. Received: input_shape={input_shape}. "
                "Make a new model for other data."
            )
        self.compute_output_shape(shape)  # raises before anything is drawn
        self.known_input_shape = shape
        for layer in self._layers:
            if not layer.built:
                layer.build(shape, self.rng)
            shape = layer.compute_output_shape(shape)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Shape of the predictions, `(None, classes)`, for batches of `input_shape`."""
        for layer in self._layers:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    def call(self, inputs: Array) -> Array:
        """Predict one batch; the result is memory that the next batch overwrites."""
        with np.errstate(all="ignore"):
            for layer in self._layers:
                inputs = layer.call(inputs)
        return inputs

    def __call__(self, inputs: ArrayLike) -> Array:
        """Predict one batch, as a new array."""
        values = np.asarray(inputs)
        return self.predict(values, batch_size=max(len(values), 1), verbose=0)

    def get_weights(self) -> list[Array]:
        """Copies of all weights, layer by layer, `[kernel, bias]` each."""
        return [weight.copy() for weight in self.weights]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Overwrite all weights, in the order of `get_weights`.

        Raises:
            ValueError: if number or shapes differ; nothing is changed then.
        """
        assign_weights(self.name, self.weights, weights)

    def count_params(self) -> int:
        """Number of single weights.

        Raises:
            ValueError: if the model is not built yet.
        """
        return sum(layer.count_params() for layer in self._layers)

    def summary(
        self,
        line_length: int | None = None,
        print_fn: Callable[[str], object] | None = None,
    ) -> None:
        """Print the table of layers; `print_fn` gets it as one text instead."""
        summary.print_summary(self, print_fn, line_length)

    # ---- learning

    def compile(
        self, optimizer: object = "rmsprop", loss: object = None, metrics: object = None
    ) -> None:
        """Choose how the model learns.

        Args:
            optimizer: name or instance; a name starts a new one.
            loss: name, function or instance.
            metrics: list of names or instances, such as `["accuracy"]`.

        Raises:
            ValueError: for an unknown name.
        """
        new_optimizer = optimizers.get(optimizer)
        new_loss = None if loss is None else losses.get(loss)
        self._metrics = check_metrics(metrics)
        self.optimizer, self._loss, self.loss = new_optimizer, new_loss, loss

    def compiled_parts(self) -> tuple[losses.Loss, optimizers.Optimizer]:
        """Loss and optimizer.

        Raises:
            ValueError: before `compile`, or if it was given no loss.
        """
        if self.optimizer is None:
            raise ValueError("You must call `compile()` before using the model.")
        if self._loss is None:
            raise ValueError("No loss to compute. Provide a `loss` argument in `compile()`.")
        return self._loss, self.optimizer

    def fit_steps(
        self,
        x: Data,
        y: Data | None = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: Verbose = "auto",
        callbacks: Callbacks = None,
        validation_split: float = 0.0,
        validation_data: tuple[Data, Data] | None = None,
        shuffle: bool = True,
        initial_epoch: int = 0,
        validation_batch_size: int | None = None,
        validation_freq: int = 1,
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
            validation_data: `(x_val, y_val)`; takes precedence over `validation_split`.
            shuffle: whether each epoch takes the samples in a new order.
            initial_epoch: epochs to skip, when going on with an earlier run.
            validation_batch_size: by default `batch_size`.
            validation_freq: validate after every so many epochs.

        Returns:
            The `History`.

        Raises:
            ValueError: if arguments, data and model do not fit together; nothing changed then.
            TypeError: if a whole number was expected.
        """
        loss, _ = self.compiled_parts()
        size = _batch_size(batch_size)
        preparation.check_verbose(verbose)
        first = preparation.whole_number("initial_epoch", initial_epoch, 0)
        last = preparation.whole_number("epochs", epochs, 0)
        every = preparation.whole_number("validation_freq", validation_freq, 1)
        data, validation = LabelledData(self, loss, x, y), None
        if validation_data is not None:
            validation = LabelledData(self, loss, *preparation.validation_pair(validation_data))
        batches, validation_batches = preparation.split_validation(
            data, validation_split, validation, size, _batch_size(validation_batch_size or size)
        )
        params = {"verbose": verbose, "epochs": last, "steps": len(batches)}
        listeners = CallbackList(callbacks, self, params, History())
        self.build(data.input_shape)
        return training.fit_steps(
            training.Program(self),
            self,
            batches,
            (data.tracker(self._metrics), (validation or data).tracker(self._metrics)),
            listeners,
            range(first, last),
            self.rng if shuffle else None,
            validation_batches,
            every,
        )

    def evaluate_steps(
        self,
        x: Data,
        y: Data | None = None,
        batch_size: int | None = None,
        verbose: Verbose = "auto",
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
        data = LabelledData(self, loss, x, y)
        batches = data.batches(_batch_size(batch_size))
        params = {"verbose": verbose, "epochs": 1, "steps": len(batches)}
        listeners = CallbackList(callbacks, self, params)
        self.build(data.input_shape)
        return training.evaluate_steps(
            training.Program(self), batches, data.tracker(self._metrics), listeners, return_dict
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

    fit = drained(fit_steps)
    evaluate = drained(evaluate_steps)
    predict = drained(predict_steps)

    # ---- helpers

    def _append(self, layer: Layer) -> None:
        if not isinstance(layer, Layer):  # pyright: ignore[reportUnnecessaryIsInstance]
            created = " Create it first: add ()." if isinstance(layer, type) else ""
            raise ValueError(
                "Only instances of `Layer` can be added to a Sequential model. "
                f"Received: {layer!r}.{created}"
            )
        if isinstance(layer, InputLayer):
            self._set_input(layer)
            return
        if any(other.name == layer.name for other in self._layers):
            raise ValueError(
                "All layers added to a Sequential model should have unique names. Name "
                f"'{layer.name}' is already the name of a layer in this model. Update the "
                "`name` argument to pass a unique name."
            )
        if not self._layers and layer.input_shape_argument and self.known_input_shape is None:
            self.known_input_shape = (None, *layer.input_shape_argument)
        self._layers.append(layer)

    def _set_input(self, layer: InputLayer) -> None:
        if self._layers or self.known_input_shape is not None:
            raise ValueError(
                f"Sequential model '{self.name}' already has layers or an input shape. "
                "Input comes first, and once."
            )
        self.known_input_shape = layer.batch_shape

    def _build_if_known(self) -> None:
        if self._layers and self.known_input_shape is not None:
            self.build()

    def __repr__(self) -> str:
        return f"<Sequential name={self.name}, built={self.built}>"


def _batch_size(batch_size: int | None) -> int:
    if batch_size is None:
        return data_adapter.DEFAULT_BATCH_SIZE
    return preparation.whole_number("batch_size", batch_size, 1)
