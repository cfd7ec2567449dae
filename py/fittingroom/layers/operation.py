"""Operations on what layers will give, as steps of a model: `x + y`, `ops.exp(x)`, `x[:, 0]`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np

from fittingroom import utils
from fittingroom.activations import Activation as ActivationFunction
from fittingroom.backend.tape import CannotFollowError
from fittingroom.backend.variables import Variable
from fittingroom.layers.activation import Activation
from fittingroom.layers.keras_tensor import KerasTensor
from fittingroom.layers.layer import Layer
from fittingroom.layers.merging.concatenate import Concatenate
from fittingroom.layers.merging.merge import Add, Maximum, Merge, Minimum, Multiply, Subtract
from fittingroom.layers.symbolic_call import call as call_symbolically

_numpy: Any = np
_LAYERS: dict[Any, type[Merge]] = {
    np.add: Add,
    np.subtract: Subtract,
    np.multiply: Multiply,
    np.maximum: Maximum,
    np.minimum: Minimum,
}
"""Layers that do the same with tensors of one shape; files know these."""
_ANSWERS = {_numpy.shape: "shape", _numpy.ndim: "ndim"}


class Operation(Layer):
    """An operation on tensors, as a layer of a model.

    Args:
        function: takes them, in this order.
        name: by default the function's.
    """

    merges = True
    is_operation = True

    def __init__(self, function: Callable[..., Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._function = function

    def call(self, inputs: Any, **_: Any) -> Any:
        return self._function(*inputs)

    def get_config(self) -> dict[str, Any]:
        raise NotImplementedError(
            f"A model with an operation in it, here {self.name!r}, can be trained but not "
            "described in a file. Keep its weights with save_weights('m.weights.h5'), or use "
            "layers: Add()([a, b]), Multiply()([a, b]), Rescaling(2.0)(a), Activation('relu')(a)."
        )


def activated(tensor: KerasTensor, activation: ActivationFunction) -> Any:
    """Return what an activation will give."""
    return Activation(activation)(tensor)


def computed(function: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Return what a function of NumPy's will give for arguments, some of them tensors.

    Raises:
        TypeError: if its gradient is not known, or a weight is among them.
    """
    if function in _ANSWERS:
        return getattr(args[0], _ANSWERS[function])
    kind = _LAYERS.get(function)
    if function is _numpy.concatenate and all(isinstance(each, KerasTensor) for each in args[0]):
        axis = kwargs.get("axis", args[1] if len(args) > 1 else 0)
        return Concatenate(axis=axis)(list(args[0]))
    if kind and _are_alike(args) and not kwargs:
        return kind()(list(args))
    tensors: list[KerasTensor] = []
    form = _taken_out(list(args), tensors)

    def compute(*values: Any) -> Any:
        return function(*_put_in(form, values), **kwargs)

    layer = Operation(compute, name=_name(function))
    try:
        return call_symbolically(layer, tensors)
    except NotImplementedError as error:
        raise CannotFollowError(
            f"A KerasTensor cannot go through {function.__name__}: its gradient is not known here. "
            "Arithmetic, keras.ops and layers take it: x + y, ops.exp(x), Add()([a, b]), "
            "Concatenate()([a, b]), Activation('relu')(a)."
        ) from error


def _are_alike(args: Sequence[Any]) -> bool:
    return len(args) == 2 and all(isinstance(each, KerasTensor) for each in args)


def _taken_out(given: Any, tensors: list[KerasTensor]) -> Any:
    """Return arguments with places in place of tensors, which are listed."""
    if isinstance(given, KerasTensor):
        tensors.append(given)
        return _Place(len(tensors) - 1)
    if isinstance(given, Variable):
        raise TypeError(
            "A KerasTensor and a weight meet outside of a layer, so that the weight would not "
            "learn. Compute with it in the `call` of a layer of your own."
        )
    if isinstance(given, (list, tuple)):
        parts = [_taken_out(each, tensors) for each in cast("Sequence[Any]", given)]
        # What holds none stays as it is: an index, a shape.
        changed = any(new is not old for new, old in zip(parts, given, strict=True))  # pyright: ignore
        return parts if changed else given  # pyright: ignore
    return given


def _put_in(form: Any, values: Sequence[Any]) -> Any:
    if isinstance(form, _Place):
        return values[form.number]
    if isinstance(form, list):
        return [_put_in(each, values) for each in cast("list[Any]", form)]
    return form


class _Place:
    def __init__(self, number: int) -> None:
        self.number = number


def _name(function: Any) -> str:
    return utils.auto_name(str(getattr(function, "__name__", "operation")))
