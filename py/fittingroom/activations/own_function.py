"""Functions of a program's own as activations: their slope is followed through their operations.

A function is called with values that carry their derivative along, so that it may do whatever works
value by value: arithmetic, NumPy's and Keras's operations, `where`, other activations.
"""

from collections.abc import Callable
from typing import Any, Self

import numpy as np

from fittingroom import utils
from fittingroom.activations.activation import Activation
from fittingroom.backend import Array
from fittingroom.backend.slopes import ONE, TWO

_SAMPLE = np.array([[-1.5, -0.25, 0.5], [2.0, 0.125, -3.0]], np.float32)
"""What a function is tried with when a layer is given it."""


class Dual(np.lib.mixins.NDArrayOperatorsMixin):
    """Values, and the derivative of each with respect to the input value at its place."""

    def __init__(self, value: Array, slope: Array) -> None:
        self.value, self.slope = value, slope

    @property
    def traced(self) -> Self:
        return self

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    @property
    def dtype(self) -> Any:
        return self.value.dtype

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if method != "__call__" or kwargs:
            return NotImplemented
        values = [each.value if isinstance(each, Dual) else each for each in inputs]
        y = ufunc(*values)
        if y.dtype.kind == "b":
            return y
        if ufunc in ONE:
            return Dual(y, ONE[ufunc](y, values[0]) * inputs[0].slope)
        if ufunc not in TWO or np.shape(y) != self.shape:
            return NotImplemented
        parts = [
            rule(y, *values) * each.slope
            for rule, each in zip(TWO[ufunc], inputs, strict=True)
            if isinstance(each, Dual)
        ]
        slope = parts[0] if len(parts) == 1 else parts[0] + parts[1]
        return Dual(y, np.asarray(slope, y.dtype))

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if function is np.where and len(args) == 3 and not kwargs:
            condition, a, b = args
            where: Any = np.where
            return Dual(
                where(condition, _value(a), _value(b)), where(condition, _slope(a), _slope(b))
            )
        if function is np.clip:
            low, high = (*args[1:], *kwargs.values())
            return np.minimum(np.maximum(args[0], low), high)
        if function in (np.zeros_like, np.ones_like):
            return function(args[0].value)
        return NotImplemented

    def apply_activation(self, activation: Activation) -> Self:
        """Return an activation of these values, if it works value by value."""
        if activation.name in ("softmax", "log_softmax"):
            raise TypeError(f"{activation.name} looks at all values of a sample")
        mine = activation.fresh()
        value, slope = self.value.copy(), np.array(np.broadcast_to(self.slope, self.value.shape))
        mine.inplace_forward(value)
        mine.inplace_backward(value, slope, np.empty_like(slope))
        return type(self)(value, slope)


def _value(given: Any) -> Any:
    return given.value if isinstance(given, Dual) else given


def _slope(given: Any) -> Any:
    return given.slope if isinstance(given, Dual) else 0.0


class OwnFunction(Activation):
    """A function of values as an activation.

    Args:
        function: takes an array, and gives one of its shape, value by value.

    Raises:
        NotImplementedError: if its slope cannot be followed.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(utils.object_name(function), self._forward, self._backward)
        self._function = function
        self._slopes = np.empty(0)
        with np.errstate(all="ignore"):
            self._forward(_SAMPLE.copy())

    @property
    def config(self) -> Any:
        return self._function

    def fresh(self) -> "OwnFunction":
        return OwnFunction(self._function)

    def _forward(self, x: Array) -> None:
        given = Dual(x.copy(), np.ones_like(x))
        try:
            made = self._function(given)
        except (TypeError, AttributeError, ValueError, NotImplementedError, IndexError) as error:
            raise self._cannot(str(error)) from error
        if not isinstance(made, Dual):
            if np.shape(made) != x.shape:
                raise self._cannot(f"it gave {type(made).__name__} of shape {np.shape(made)}")
            made = Dual(np.asarray(made), np.zeros_like(x))
        x[...] = made.value
        self._slopes = np.broadcast_to(made.slope, x.shape)

    def _backward(self, y: Array, grad: Array, scratch: Array) -> None:
        np.multiply(grad, self._slopes, out=grad)

    def _cannot(self, why: str) -> NotImplementedError:
        return NotImplementedError(
            f"An activation of your own, {self.name!r}, is possible here if it works value by "
            "value, with arithmetic, keras.ops or NumPy, such as lambda x: x * ops.sigmoid(x): "
            f"training needs its slope. This one cannot be followed: {why}"
        )
