"""Base of all layers: weights, `call`, `backward`."""

import inspect
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend, constraints, initializers, regularizers, utils
from fittingroom.backend import Array, Shape
from fittingroom.backend.global_state import state
from fittingroom.backend.tensor import tensor
from fittingroom.backend.variables import Weight
from fittingroom.layers.keras_tensor import is_symbolic
from fittingroom.regularizers import Regularizer
from fittingroom.utils import lazy_modules


class LayerCall(Protocol):
    """The type of `Layer.call`."""

    def __call__(self, inputs: Array, *, logits: bool = False) -> Array: ...


class Layer:
    """Base of all layers.

    `arrays` and `grads` list the weights' values and gradients in the same order; `backward` fills
    `grads` in place. What `call` and `backward` return may be memory that the next batch
    overwrites: copy to keep.

    Args:
        name: unique in its model; by default the class's name, numbered.
        trainable: whether training changes the weights; may be set later, before `compile`.
        dtype: float type of weights and results; by default `backend.floatx()`.
        input_shape: shape of one sample, when this is the first layer of a model.
        input_dim: the same as `input_shape=(input_dim,)`.
        others: further arguments of Keras's layers that are not available here: None, or left out.

    Attributes:
        arrays, grads: their values and gradients as plain arrays, which training works on.
        states: arrays that are kept and saved like weights, and that no gradient changes.
        nodes: its calls in models that are built by calls.
        path: `"dense"`, or in a model `"sequential/dense"`; None before the layer is built.

    Raises:
        ValueError: for another argument.
    """

    def __init__(
        self,
        *,
        name: str | None = None,
        trainable: bool = True,
        dtype: str | None = None,
        input_shape: Sequence[int] | None = None,
        input_dim: int | None = None,
        **others: object,
    ) -> None:
        _refuse(type(self), others)
        if input_dim is not None:
            input_shape = (input_dim,)
        self.input_shape_argument = None if input_shape is None else sample_shape(input_shape)
        if name is not None and "/" in name:
            raise ValueError(
                "Argument `name` must be a string and cannot contain character `/`. "
                f"Received: name={name}"
            )
        self.name = name or utils.auto_name(type(self).__name__)
        self.dtype = backend.standardize_dtype(dtype)
        self.path: str | None = None
        self.arrays: list[Array] = []
        self.grads: list[Array] = []
        self.states: list[Array] = []
        self._weights: list[Weight] = []
        self._states: list[Weight] = []
        self.nodes: list[Any] = []
        self.trainable = trainable
        self.built = False
        self.weight_regularizers: dict[int, Regularizer] = {}
        self.weight_constraints: dict[int, Callable[[Array], Any]] = {}
        if type(self).call is not Layer.call and type(self).backward is Layer.backward:
            lazy_modules.load("layers.own_layer").adopt(self)

    merges = False
    """Whether it is called on a list of inputs."""
    is_operation = False
    """Whether it is one of `keras.ops`, or arithmetic, as a step of a model."""
    _trainable = True
    own: Any = None
    """What follows the `call` of a class of the program's own."""
    owner: Callable[[], Any] | None = None
    """Returns the Sequential that it belongs to, which can `trace` it, while that is there."""

    def flattened(self) -> list["Layer"]:
        """Return the layer, and those that one of the program's own is made of."""
        if self.own is None:
            return [self]
        inner = lazy_modules.load("layers.own_layer").inner_layers(self)
        return list({id(each): each for each in (self, *inner)}.values())

    @property
    def output(self) -> Any:
        """What it gives in the model that it was first called in, for a model of its own.

        Raises:
            AttributeError: if it was never called.
        """
        return self._node().output

    @property
    def input(self) -> Any:
        """What it was first called on; see `output`."""
        sources = self._node().sources
        return list(sources) if self.merges else sources[0]

    def _node(self) -> Any:
        model = self.owner() if self.owner is not None and not self.nodes else None
        if model is not None:
            model.trace()
        if not self.nodes:
            raise AttributeError(
                f"The layer {self.name} has never been called and thus has no defined output. "
                "Give its model an input shape: keras.Input((784,)) as the first entry."
            )
        return self.nodes[0]

    def __getstate__(self) -> dict[str, Any]:
        # A copy belongs to the copy of its model, which says so itself.
        return {**self.__dict__, "owner": None}

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        """Make the weights for inputs of `input_shape`, `(None, ...)`, drawing from `rng`."""
        self.built = True

    def add_weight(
        self,
        shape: Any = (),
        initializer: object = None,
        dtype: str | None = None,
        trainable: bool = True,
        *,
        regularizer: object = None,
        constraint: object = None,
        name: str | None = None,
        rng: np.random.Generator | None = None,
    ) -> Weight:
        """Make a weight, and its gradient, in `build`.

        Args:
            initializer: name, function or instance.
            dtype: taken, not used: weights have the layer's.
            trainable: False for values that no gradient changes.
            regularizer, constraint: name, instance or function; None for none.
            name: such as `"kernel"`.
            rng: what random initializers draw from.

        Raises:
            ValueError: if the initializer is unknown or returns another shape.
        """
        shape = (shape,) if utils.is_whole_number(shape) else tuple(shape)
        initializer = initializer or "glorot_uniform"
        name = name or "variable"
        if not trainable:
            return self.add_state(shape, initializer, name=name)
        if regularizer is not None:
            rule: Any = regularizers.get(regularizer)
            self.weight_regularizers[len(self.arrays)] = rule
        if constraint is not None:
            bound: Any = constraints.get(constraint)
            self.weight_constraints[len(self.arrays)] = bound
        made = initializers.get(initializer)
        _spend(shape, self.name)
        array = initializers.new_weight(made, shape, self.dtype, rng)
        self.arrays.append(array)
        self.grads.append(np.zeros_like(array))
        return self._new_weight(name)

    def add_state(self, shape: tuple[int, ...], initializer: object, *, name: str) -> Weight:
        """Make an array in `build`, behind all weights, that no gradient changes."""
        _spend(shape, self.name)
        rule = initializers.get(initializer)
        self.states.append(initializers.new_weight(rule, shape, self.dtype, None))
        self.path = self.path or self.name
        weight = Weight(self.states, len(self.states) - 1, self.path, name)
        weight.freeze(True)
        self._states.append(weight)
        return weight

    def _new_weight(self, name: str) -> Weight:
        """Make the variable of the next array in `arrays`."""
        self.path = self.path or self.name
        weight = Weight(self.arrays, len(self._weights), self.path, name)
        weight.freeze(not self.trainable)
        self._weights.append(weight)
        return weight

    @property
    def all_arrays(self) -> list[Array]:
        """What is kept and saved: the weights, then the states."""
        return [array for each in self.flattened() for array in (*each.arrays, *each.states)]

    @property
    def weights(self) -> list[Weight]:
        """The weights as variables, `[kernel, bias]` order, and the states behind them.

        A custom layer may set them, and `grads`, to arrays in `build`, instead of `add_weight`.
        """
        if self.own is not None:
            return [w for each in self.flattened() for w in (*each._weights, *each._states)]
        return [*self._weights, *self._states] if self._states else self._weights

    @weights.setter
    def weights(self, values: Sequence[ArrayLike]) -> None:
        self.arrays, self._weights = [np.asarray(value) for value in values], []
        for _ in self.arrays:
            self._new_weight("variable")

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        """Compute the layer's output for one batch, remembering what `backward` needs.

        With `logits=True` a layer that ends in an activation leaves it out.
        """
        raise self._not_overridden("call")

    def training_call(self, rng: np.random.Generator | None) -> LayerCall:
        """Return what is called instead of `call` while training; noise is drawn from `rng`."""
        if "call" in vars(type(self)) and "backward" not in vars(type(self)):
            lazy_modules.load("layers.own_layer").check_gradient(self)
        return self.call

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        """Fill `grads` for the batch of the last `call`; return dLoss/dInputs.

        Args:
            grad_output: dLoss/dOutput, the output's shape; overwritten. With `logits=True` it
                is the gradient before the activation.
            input_grad: False returns None and saves the work, as the first layer may.
        """
        raise self._not_overridden("backward")

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of the output, `(None, ...)`, for inputs of `input_shape`."""
        raise self._not_overridden("compute_output_shape")

    def _not_overridden(self, method: str) -> NotImplementedError:
        return NotImplementedError(
            f"{type(self).__name__} has no method {method!r}. A layer of your "
            "own says in `call(self, inputs)` what it computes, of layers, weights of "
            "self.add_weight, arithmetic and keras.ops."
        )

    def __call__(self, inputs: Any, training: bool | None = None) -> Any:
        """Build if needed and compute: `(batch, ...)` to a new array.

        Args:
            training: whether to compute as while training, which `Dropout` does differently.

        Called on a `KerasTensor`, as `Input` returns it, it returns another one.
        """
        if is_symbolic(inputs):
            return lazy_modules.load("layers.symbolic_call").call(self, inputs, training)
        if isinstance(inputs, Layer):
            raise ValueError(
                f"{type(self).__name__} takes the output of a layer, not the layer itself. Call "
                f"that one first: {type(self).__name__}(...)({type(inputs).__name__}(...)(inputs))"
            )
        followed = _followed(inputs)
        if self.own is not None:
            call = self.own.called if followed is None else self.own.compute
            return call(inputs, training)
        if followed is not None:
            return followed.apply_layer(self, inputs, training)
        values = np.ascontiguousarray(inputs, dtype=self.dtype)
        shape = (None, *values.shape[1:])
        self.compute_output_shape(shape)  # raises when the shape does not fit
        if not self.built:
            self.build(shape)
        call = self.training_call(None) if training else self.call
        return tensor(call(values).copy())

    def get_weights(self) -> list[Array]:
        """Return copies of the weights, `[kernel, bias]` order."""
        return [array.copy() for array in self.all_arrays]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Overwrite the weights with `weights`, in the order of `get_weights`.

        Raises:
            ValueError: if number or shapes differ; nothing is changed then.
        """
        assign_weights(self.name, self.all_arrays, weights)

    @property
    def trainable(self) -> bool:
        """Whether training changes the weights."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        for layer in self.flattened():
            layer._trainable = value
            for weight in layer._weights:
                weight.freeze(not value)

    @property
    def variables(self) -> list[Weight]:
        """The weights."""
        return list(self.weights)

    @property
    def trainable_weights(self) -> list[Weight]:
        """The weights that training changes: all, or none where `trainable` is False."""
        return [w for each in self.flattened() if each.trainable for w in each._weights]

    @property
    def non_trainable_weights(self) -> list[Weight]:
        """The weights that training leaves alone."""
        learning = {id(weight) for weight in self.trainable_weights}
        return [weight for weight in self.weights if id(weight) not in learning]

    trainable_variables = trainable_weights
    non_trainable_variables = non_trainable_weights

    @property
    def losses(self) -> list[float]:
        """Return what the regularizers of the trainable weights add to the loss now."""
        return [
            rule(each.arrays[index])
            for each in self.flattened()
            if each.trainable and each.built
            for index, rule in each.weight_regularizers.items()
        ]

    def count_params(self) -> int:
        """Return the number of single weights.

        Raises:
            ValueError: if the layer is not built yet.
        """
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't "
                "built. Give the model an input shape, call `build(input_shape)` or fit it first."
            )
        return sum(array.size for array in self.all_arrays)

    def get_config(self) -> dict[str, Any]:
        """Return arguments that make an equal layer."""
        return {"name": self.name, "trainable": self.trainable, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a layer from what `get_config` returned, with weights of its own."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _followed(inputs: Any) -> Any:
    """Return a value that is followed for its gradient, if the inputs are one, or have one."""
    several = isinstance(inputs, (list, tuple))
    parts: list[Any] = list(inputs) if several else [inputs]  # pyright: ignore
    return next((part for part in parts if hasattr(part, "apply_layer")), None)


def _refuse(layer: type[Layer], arguments: Mapping[str, object]) -> None:
    """Raise if there are arguments that layers here do not have.

    Raises:
        ValueError: for these, except Keras's own that are None.
    """
    given = {name: v for name, v in arguments.items() if v is not None or name not in _OF_KERAS}
    absent = [name for name in given if name in _OF_KERAS]
    if absent:
        raise ValueError(
            f"`{absent[0]}` of Keras's layers is not here. Leave it out. Received: {given}"
        )
    if given:
        parameters = inspect.signature(layer).parameters
        hint = utils.did_you_mean(next(iter(given)), parameters)
        raise ValueError(
            f"Unrecognized keyword arguments passed to {layer.__name__}: {given}.{hint}"
        )


_OF_KERAS = (
    *("activity_regularizer", "lora_rank", "lora_alpha"),
    *("quantization_config", "autocast", "batch_size", "batch_input_shape", "weights"),
)
"""Arguments of Keras's layers that are not here."""


def _spend(shape: tuple[int, ...], name: str) -> None:
    """Take weights off the budget, where there is one: a file states shapes of its own.

    Raises:
        ValueError: if it does not last.
    """
    if state.weight_budget is None:
        return
    state.weight_budget -= math.prod(shape)
    if state.weight_budget < 0:
        raise ValueError(
            f"Layer '{name}' is said to have weights of shape {shape}, more than there are."
        )


def sample_shape(shape: object) -> tuple[int, ...]:
    """Check the shape of one sample, `(784,)` or `(28, 28)`.

    Raises:
        ValueError: if it is not a tuple of positive whole numbers.
    """
    sizes = utils.as_list(shape)
    whole = all(utils.is_whole_number(size) and size > 0 for size in sizes)
    if not whole or not sizes or sizes == [shape]:
        raise ValueError(
            "Expected the shape of one sample as a tuple of positive whole numbers, such as "
            f"(784,) or (28, 28). Received: shape={shape!r}"
        )
    return tuple(int(size) for size in sizes)


def serialized(thing: object, module: str) -> object:
    """Return an argument as plain data; None, and what has no configuration, as it is."""
    return utils.serialize_object(thing, module) if hasattr(thing, "get_config") else thing


def assign_weights(owner: str, weights: list[Array], values: Sequence[ArrayLike]) -> None:
    """Copy `values` into `weights` after checking number and shapes; `owner` is for the message.

    Raises:
        ValueError: if number or shapes differ; nothing is changed then.
    """
    arrays = [np.asarray(value) for value in values]
    expected, received = [w.shape for w in weights], [a.shape for a in arrays]
    if expected != received:
        raise ValueError(
            f"Expected {len(expected)} weights for '{owner}', of shapes {expected}. "
            f"Received: {len(received)} weights, of shapes {received}. Pass what "
            "`get_weights()` of a model with the same layers returned."
        )
    for weight, array in zip(weights, arrays, strict=True):
        weight[...] = array
