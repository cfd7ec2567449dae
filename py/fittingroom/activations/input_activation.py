"""Activations whose gradient needs what they were given."""

from collections.abc import Callable

import numpy as np

from fittingroom.activations.activation import Activation
from fittingroom.backend import Array

Elementwise = Callable[[Array], Array]


class InputActivation(Activation):
    """An activation of each value for itself, which remembers its last input.

    Args:
        function: values to new values.
        slope: values to the derivative at each.
    """

    def __init__(self, name: str, function: Elementwise, slope: Elementwise) -> None:
        super().__init__(name, self._forward, self._backward)
        self._function, self._slope = function, slope
        self._inputs = np.empty(0)

    def fresh(self) -> "InputActivation":
        return InputActivation(self.name, self._function, self._slope)

    def _forward(self, x: Array) -> None:
        self._inputs = x.copy()
        x[...] = self._function(self._inputs)

    def _backward(self, y: Array, grad: Array, scratch: Array) -> None:
        np.multiply(grad, self._slope(self._inputs), out=grad)
