"""`Sequential`: layers in a row.

Imports NumPy, `checkpoints`, `configuration`, `layers`, `random`, `summary`, `trainer`
and `utils`. What a model learns by is `trainer`'s; here is what it is made of.
"""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import checkpoints, configuration, random, summary, utils
from fittingroom.backend import Array
from fittingroom.layer import Layer, Shape, assign_weights
from fittingroom.layers import InputLayer
from fittingroom.trainer import Trainer


class Sequential(Trainer):
    """A network whose layers follow one another.

    Weights are made as soon as the shape of a sample is known: from an `Input`, from
    `input_shape` on the first layer, from `build`, or from the first data. The model draws them,
    and its shuffles, from a random stream of its own, branched off when it is created.

    Args:
        layers: list of layers.
        name: by default `sequential`, numbered.
    """

    def __init__(self, layers: Sequence[Layer] | None = None, name: str | None = None) -> None:
        super().__init__(random.new_generator())
        self.name = name or utils.auto_name("Sequential")
        self._layers: list[Layer] = []
        self.known_input_shape: Shape | None = None
        self._inputs: list[InputLayer] = []
        self._trainable = True
        for layer in layers or ():
            self._append(layer)
        self._build_if_known()

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
        """The weights that training changes: those of the trainable layers."""
        return [weight for layer in self._layers for weight in layer.trainable_weights]

    @property
    def non_trainable_weights(self) -> list[Array]:
        """The weights that training leaves alone."""
        return [weight for layer in self._layers for weight in layer.non_trainable_weights]

    trainable_variables = trainable_weights
    non_trainable_variables = non_trainable_weights
    variables = weights

    @property
    def trainable(self) -> bool:
        """Whether training changes weights; set it for all layers at once."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for layer in self._layers:
            layer.trainable = self._trainable

    @property
    def losses(self) -> list[float]:
        """What the layers' regularizers add to the loss now."""
        return [loss for layer in self._layers for loss in layer.losses]

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return the layer of a name, or at an index.

        Raises:
            ValueError: if there is none, or not exactly one of the two is given.
        """
        return configuration.find_layer(self._layers, name, index)

    def get_config(self) -> dict[str, Any]:
        """Name and layers as plain data, without weights."""
        return {
            "name": self.name,
            "trainable": self.trainable,
            "layers": configuration.of_layers([*self._inputs, *self._layers]),
            "build_input_shape": self.known_input_shape,
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make a model from what `get_config` returned, with weights of its own.

        Raises:
            ValueError: if `config` lacks name or layers, or has a layer that is not here.
        """
        model = cls(configuration.made_layers(config), name=config["name"])
        if model.layers and not model.built and config.get("build_input_shape"):
            model.build(tuple(config["build_input_shape"]))
        return model

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

    def save_weights(self, filepath: str | PathLike[str], overwrite: bool = True) -> None:
        """Keep a copy of the weights, and of the optimizer's state, in memory under a name.

        Args:
            filepath: ends in `.weights.h5`.
            overwrite: another copy under that name is replaced, whatever is given.

        Raises:
            ValueError: if the name ends in something else.
        """
        if not str(filepath).endswith(".weights.h5"):
            raise ValueError(
                f"The filename must end in `.weights.h5`. Received: filepath={filepath}"
            )
        checkpoints.save(self, filepath)

    def load_weights(self, filepath: str | PathLike[str]) -> None:
        """Go back to the weights kept under a name by `save_weights` or `ModelCheckpoint`.

        Raises:
            FileNotFoundError: if nothing is kept under that name.
            ValueError: if the weights do not fit this model.
        """
        checkpoints.load(self, filepath)

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
        self.known_input_shape, self._inputs = layer.batch_shape, [layer]

    def _build_if_known(self) -> None:
        if self._layers and self.known_input_shape is not None:
            self.build()

    def __repr__(self) -> str:
        return f"<Sequential name={self.name}, built={self.built}>"
