"""`BatchNormalization`: each feature with mean 0 and variance 1 over the batch."""

from typing import Any

import numpy as np

from fittingroom import initializers
from fittingroom.backend import Array, Shape
from fittingroom.backend.variables import Weight
from fittingroom.layers.layer import LayerCall, serialized
from fittingroom.layers.normalization.scaled import Scaled


class BatchNormalization(Scaled):
    """While training, bring each feature to mean 0 and variance 1 over the batch.

    `output = gamma * (inputs - mean) / sqrt(variance + epsilon) + beta`

    Otherwise, and where `trainable` is False, mean and variance are those of a moving average.

    Args:
        axis: -1, the last.
        momentum: how much of the moving average is kept with each batch.
        epsilon, center, scale and so on: see `Scaled`.
        moving_mean_initializer, moving_variance_initializer: name or instance.

    Raises:
        ValueError: for another `axis`, or `renorm`.

    Reference: Ioffe & Szegedy 2015, arXiv:1502.03167
    """

    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 0.001,
        center: bool = True,
        scale: bool = True,
        beta_initializer: object = "zeros",
        gamma_initializer: object = "ones",
        moving_mean_initializer: object = "zeros",
        moving_variance_initializer: object = "ones",
        beta_regularizer: object = None,
        gamma_regularizer: object = None,
        beta_constraint: object = None,
        gamma_constraint: object = None,
        renorm: bool = False,
        renorm_clipping: object = None,
        renorm_momentum: float = 0.99,
        synchronized: bool = False,
        **kwargs: Any,
    ) -> None:
        if renorm:
            raise ValueError("`renorm` of Keras's BatchNormalization is not here. Leave it out.")
        super().__init__(
            axis=int(axis),
            epsilon=epsilon,
            center=center,
            scale=scale,
            beta_initializer=beta_initializer,
            gamma_initializer=gamma_initializer,
            beta_regularizer=beta_regularizer,
            gamma_regularizer=gamma_regularizer,
            beta_constraint=beta_constraint,
            gamma_constraint=gamma_constraint,
            **kwargs,
        )
        self.momentum = float(momentum)
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)
        self.renorm_momentum, self.synchronized = renorm_momentum, synchronized
        self._of_batch = False

    @property
    def moving_mean(self) -> Weight | None:
        """`(features,)`; None before the layer is built."""
        return self._states[0] if self._states else None

    @property
    def moving_variance(self) -> Weight | None:
        """`(features,)`; None before the layer is built."""
        return self._states[1] if self._states else None

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        super().build(input_shape, rng)
        shape = (input_shape[-1] or 0,)
        self.states.clear()
        self._states.clear()
        self.add_state(shape, self.moving_mean_initializer, name="moving_mean")
        self.add_state(shape, self.moving_variance_initializer, name="moving_variance")

    def training_call(self, rng: np.random.Generator | None) -> LayerCall:
        return self._of_this_batch if self.trainable else self.call

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        self._of_batch = False
        mean, variance = self.states
        return self._normalized(inputs, mean, variance)

    def _of_this_batch(self, inputs: Array, *, logits: bool = False) -> Array:
        self._of_batch = True
        axes = tuple(range(inputs.ndim - 1))
        mean, variance = inputs.mean(axis=axes), inputs.var(axis=axes)
        for moving, new in zip(self.states, (mean, variance), strict=True):
            moving *= self.momentum
            moving += new * (1.0 - self.momentum)
        return self._normalized(inputs, mean, variance)

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        self._weight_grads(grad_output, self._normal)
        if not input_grad:
            return None
        if self._of_batch:
            self._through_moments(grad_output, tuple(range(grad_output.ndim - 1)))
        np.multiply(grad_output, self._inverse, out=grad_output)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "axis": self.axis,
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            **self._rules(),
            "moving_mean_initializer": serialized(
                self.moving_mean_initializer, "keras.initializers"
            ),
            "moving_variance_initializer": serialized(
                self.moving_variance_initializer, "keras.initializers"
            ),
            "synchronized": self.synchronized,
            "renorm": False,
            "renorm_clipping": None,
            "renorm_momentum": self.renorm_momentum,
        }
