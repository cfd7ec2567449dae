"""`Sequential`: layers in a row."""

import weakref
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np

from fittingroom import random, utils
from fittingroom.backend import Array, Shape
from fittingroom.backend.tensor import tensor
from fittingroom.layers import InputLayer, Layer
from fittingroom.layers.keras_tensor import KerasTensor, is_symbolic
from fittingroom.layers.serialization import deserialize_layers, serialize_layers
from fittingroom.models.model import Model
from fittingroom.utils import lazy_modules


class Sequential(Model):
    """A network whose layers follow one another.

    Weights are made as soon as the shape of a sample is known: from an `Input`, from
    `input_shape` on the first layer, from `build`, or from the first data. The model draws them,
    and its shuffles, from a random stream of its own, branched off when it is created.

    Args:
        layers: list of layers, or of models, whose layers are taken over. `Input` may be first.
        name: by default `sequential`, numbered.
    """

    def __init__(
        self,
        layers: "Sequence[Layer | Sequential | KerasTensor] | None" = None,
        name: str | None = None,
    ) -> None:
        super().__init__(name or utils.auto_name("Sequential"), random.new_generator())
        self._layers: list[Layer] = []
        self.known_input_shape: Shape | None = None
        self._inputs: list[InputLayer] = []
        self._tensors: list[KerasTensor] = []
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

    def get_config(self) -> dict[str, Any]:
        """Return the name and layers as plain data, without weights."""
        return {
            "name": self.name,
            "trainable": self.trainable,
            "layers": serialize_layers([*self._inputs, *self._layers]),
            "build_input_shape": self.known_input_shape,
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make a model from what `get_config` returned, with weights of its own.

        Raises:
            ValueError: if `config` lacks name or layers, or has a layer that is not here.
        """
        inner = {"Sequential": Sequential.from_config}
        model = cls(deserialize_layers(config, inner), name=config["name"])
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
    def inputs(self) -> list[KerasTensor]:
        """What its first layer is called on, for models of a part of it."""
        return [self.input]

    @property
    def outputs(self) -> list[KerasTensor]:
        """What its last layer gives."""
        return [self.output]

    @property
    def input(self) -> KerasTensor:
        """What its first layer is called on: `keras.Model(model.input, layer.output)`."""
        return self.trace()[0]

    @property
    def output(self) -> KerasTensor:
        """What its last layer gives."""
        return self.trace()[-1]

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        for layer in self._layers:
            layer.owner = weakref.ref(self)

    def trace(self) -> list[KerasTensor]:
        """Call the layers one behind the other, once, so that each has an `output`."""
        if [tensor.layer for tensor in self._tensors[1:]] != self._layers:
            shape = self.input_shape  # raises while it is unknown
            first = self._inputs[0] if self._inputs else InputLayer(batch_shape=shape)
            module = lazy_modules.load("layers.symbolic_call")
            self._tensors = [first.tensor, *module.trace(self._layers, first.tensor)]
        return self._tensors

    @property
    def output_shape(self) -> Shape:
        """`(None, classes)`, the shape of a batch's predictions."""
        return self.compute_output_shape(self.input_shape)

    def add(self, layer: "Layer | Sequential | KerasTensor") -> None:
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
                layer.path = f"{self.name}/{layer.name}"
                layer.build(shape, self.rng)
            layer.owner = weakref.ref(self)
            shape = layer.compute_output_shape(shape)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of the predictions, `(None, classes)`, for batches of `input_shape`."""
        for layer in self._layers:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    def call(self, inputs: Array) -> Array:
        """Predict one batch; the result is memory that the next batch overwrites."""
        with np.errstate(all="ignore"):
            for layer in self._layers:
                inputs = layer.call(inputs)
        return inputs

    def __call__(self, inputs: Any, training: bool | None = None) -> Any:
        """Predict one batch, as a new array; or join a model that is being built.

        Args:
            training: whether to compute as while training, which `Dropout` does differently.
        """
        if is_symbolic(inputs) or hasattr(inputs, "apply_layer"):
            for layer in self._layers:
                inputs = layer(inputs, training)
            return inputs
        if not training:
            return tensor(self.predict_on_batch(inputs))
        values: Any = inputs
        for layer in self._layers:
            values = layer(values, training=True)
        return values

    def _append(self, layer: Any) -> None:
        if isinstance(layer, KerasTensor) and isinstance(layer.layer, InputLayer):
            layer = layer.layer
        if isinstance(layer, InputLayer):
            self._set_input(layer)
            return
        if isinstance(layer, Sequential):
            self._append_all(layer)
            return
        if not isinstance(layer, Layer):  # pyright: ignore[reportUnnecessaryIsInstance]
            created = f" Create it first: {layer.__name__}(...)." if isinstance(layer, type) else ""
            raise ValueError(
                "Only instances of `Layer` can be added to a Sequential model. "
                f"Received: {layer!r}.{created}"
            )
        if any(other.name == layer.name for other in self._layers):
            raise ValueError(
                "All layers added to a Sequential model should have unique names. Name "
                f"'{layer.name}' is already the name of a layer in this model. Update the "
                "`name` argument to pass a unique name."
            )
        if not self._layers and layer.input_shape_argument and self.known_input_shape is None:
            self.known_input_shape = (None, *layer.input_shape_argument)
        self._layers.append(layer)

    def _append_all(self, model: "Sequential") -> None:
        """Take over the layers of another model. Parity: Keras keeps the model as one layer."""
        if not self._layers and self.known_input_shape is None:
            self.known_input_shape = model.known_input_shape
        for layer in model.layers:
            self._append(layer)

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
