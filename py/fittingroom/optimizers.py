"""Optimizers: how gradients change weights. Their slots (moments, momenta) live here only.

Imports NumPy, `backend`, `backend.buffers` and `utils` only.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from fittingroom import backend, utils
from fittingroom.backend import Array
from fittingroom.backend.buffers import aligned


class Optimizer:
    """Base of all optimizers.

    Args:
        learning_rate: positive number; may be set again while training.

    Attributes:
        iterations: steps taken so far.
        slots: arrays kept between steps, one list per kind, each in the variables' order.
    """

    def __init__(self, learning_rate: float, name: str | None = None) -> None:
        self.learning_rate = learning_rate
        self.name = name or utils.auto_name(type(self).__name__)
        self.iterations = 0
        self.built = False
        self.slots: list[list[Array]] = []
        self._shapes: list[tuple[int, ...]] = []

    @property
    def learning_rate(self) -> float:
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not 0.0 <= number < math.inf:
            raise ValueError(
                "Expected `learning_rate` to be a number of at least 0, such as 0.001. "
                f"Received: learning_rate={value!r}"
            )
        self._learning_rate = number

    def build(self, variables: Sequence[Array]) -> None:
        """Make the slots for `variables`; a second call with the same shapes keeps them.

        Raises:
            ValueError: if slots for other shapes exist.
        """
        shapes = [variable.shape for variable in variables]
        if not self.built:
            self._shapes = shapes
            self.slots = self._make_slots(variables)
            self.built = True
        elif shapes != self._shapes:
            raise ValueError(
                f"Optimizer '{self.name}' already trains weights of other shapes. "
                "Call compile() again with a new optimizer after changing the layers, "
                "and give each model its own."
            )

    def apply(self, grads: Sequence[Array], variables: Sequence[Array]) -> None:
        """Change `variables` in place by one step along `grads`, same order and shapes."""
        if not self.built:
            self.build(variables)
        self.iterations += 1
        self._apply(grads, variables)

    def slot_count(self) -> int:
        """Number of single values in all slots."""
        return sum(slot.size for kind in self.slots for slot in kind)

    def get_config(self) -> dict[str, Any]:
        """Arguments that make an equal optimizer, without its state."""
        return {"name": self.name, "learning_rate": self.learning_rate}

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        raise NotImplementedError

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array]) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__} learning_rate={self.learning_rate}>"


class SGD(Optimizer):
    """Stochastic gradient descent: `w -= learning_rate * g`.

    With `momentum`: `v = momentum * v - learning_rate * g`, then `w += v`, or with `nesterov`
    `w += momentum * v - learning_rate * g`.

    Reference: Sutskever et al. 2013, "On the importance of initialization and momentum in deep
    learning", section 2, in the form that evaluates the gradient at `w`.
    """

    def __init__(
        self,
        learning_rate: float = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        name: str | None = None,
    ) -> None:
        if not 0.0 <= momentum <= 1.0:
            raise ValueError(
                f"Expected `momentum` to be a number from 0 to 1. Received: momentum={momentum!r}"
            )
        super().__init__(learning_rate, name)
        self.momentum = momentum
        self.nesterov = nesterov

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        self._steps = [np.empty_like(variable) for variable in variables]
        return [[np.zeros_like(variable) for variable in variables]] if self.momentum else []

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array]) -> None:
        for grad, step in zip(grads, self._steps, strict=True):
            np.multiply(grad, -self.learning_rate, out=step)
        if self.momentum:
            self._apply_momentum()
        for variable, step in zip(variables, self._steps, strict=True):
            np.add(variable, step, out=variable)

    def _apply_momentum(self) -> None:
        for velocity, step in zip(self.slots[0], self._steps, strict=True):
            np.multiply(velocity, self.momentum, out=velocity)
            np.add(velocity, step, out=velocity)
            if self.nesterov:
                step += self.momentum * velocity
            else:
                step[...] = velocity

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "momentum": self.momentum, "nesterov": self.nesterov}


class Adam(Optimizer):
    """Adam: steps scaled by running means of the gradient and of its square.

    `m += (1 - beta_1) (g - m)`; `v += (1 - beta_2) (g**2 - v)`;
    `w -= alpha m / (sqrt(v) + epsilon)` with
    `alpha = learning_rate sqrt(1 - beta_2**t) / (1 - beta_1**t)` at step `t = 1, 2, ...`

    Reference: Kingma & Ba 2014, arXiv:1412.6980, in the "epsilon hat" form that stands just
    before section 2.1.
    """

    def __init__(
        self,
        learning_rate: float = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        name: str | None = None,
    ) -> None:
        for argument, value in (("beta_1", beta_1), ("beta_2", beta_2)):
            if not 0.0 <= value < 1.0:
                raise ValueError(
                    f"Expected `{argument}` from 0 up to but not including 1. "
                    f"Received: {argument}={value!r}"
                )
        super().__init__(learning_rate, name)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        self._scratch = [np.empty((2, *v.shape), v.dtype) for v in variables]
        return [[aligned(v.shape, v.dtype) for v in variables] for _ in range(2)]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array]) -> None:
        if not variables:
            return
        alpha = self._step_size(variables[0].dtype.type)
        update = backend.current().adam_update
        constants = (alpha, self.beta_1, self.beta_2, self.epsilon)
        arrays = zip(variables, grads, *self.slots, self._scratch, strict=True)
        for variable, grad, m, v, scratch in arrays:
            update(variable, grad, m, v, *constants, scratch)

    def _step_size(self, number: Any) -> float:
        # Parity: worked out in the weights' own float type. While beta_2**t is close to 1,
        # float32 makes the step differ by up to 1e-5 of itself.
        t = number(self.iterations)
        unbias_1 = number(1) - number(self.beta_1) ** t
        unbias_2 = number(1) - number(self.beta_2) ** t
        return float(number(self.learning_rate) * np.sqrt(unbias_2) / unbias_1)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
        }


_REGISTRY: dict[str, type[Adam] | type[SGD]] = {"adam": Adam, "sgd": SGD}


def get(identifier: Any) -> Optimizer:
    """Return the optimizer for a name (a new one), class (a new one) or instance (itself).

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(identifier, Optimizer):
        return identifier
    if identifier in _REGISTRY.values():
        return identifier()
    if isinstance(identifier, str) and identifier.lower() in _REGISTRY:
        return _REGISTRY[identifier.lower()]()
    raise utils.unknown_name("optimizer", identifier, _REGISTRY)
