"""Losses of vectors beyond the common ones.

`y_true`, `y_pred`: `(batch, outputs)`; a single column of labels may be `(batch,)`.

Reference: https://keras.io/api/losses/
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations
from fittingroom.backend import Array, Shape
from fittingroom.losses.logits_loss import SmoothedLoss, clipped, inside
from fittingroom.losses.loss import EPSILON, MEAN, Loss, labels_like_output, sample_means


class _VectorLoss(Loss):
    """Base of losses that compare an output with a label of its shape."""

    def __init__(self, reduction: str | None = MEAN, name: str | None = None) -> None:
        super().__init__(name, reduction)

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        return labels_like_output(self.name, y_true, output_shape)


class _OutputLoss(_VectorLoss):
    """Base of losses that are a mean over a sample's outputs."""

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the loss of each output."""
        raise NotImplementedError

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        """Return its derivative with respect to the output."""
        raise NotImplementedError

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        return sample_means(self.values(y_true.astype(y_pred.dtype, copy=False), y_pred))

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        slopes = self.slopes(y_true.astype(y_pred.dtype, copy=False), y_pred)
        return (slopes * np.asarray(1.0 / y_pred.size, y_pred.dtype)).astype(y_pred.dtype)


class _SampleLoss(_VectorLoss):
    """Base of losses of a sample's outputs together."""

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the loss of each sample."""
        raise NotImplementedError

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        """Return its derivative with respect to each output."""
        raise NotImplementedError

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        values = self.values(y_true.astype(y_pred.dtype, copy=False), y_pred)
        return sample_means(values) if values.ndim > 1 else values

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        slopes = self.slopes(y_true.astype(y_pred.dtype, copy=False), y_pred)
        rows = y_pred.size // y_pred.shape[-1]
        return (slopes * np.asarray(1.0 / rows, y_pred.dtype)).astype(y_pred.dtype)


class MeanAbsolutePercentageError(_OutputLoss):
    """`loss = 100 * mean(|y_true - y_pred| / |y_true|)`"""

    default_name = "mean_absolute_percentage_error"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        return 100.0 * np.abs((y_true - y_pred) / np.maximum(np.abs(y_true), EPSILON))

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        return 100.0 * np.sign(y_pred - y_true) / np.maximum(np.abs(y_true), EPSILON)


class MeanSquaredLogarithmicError(_OutputLoss):
    """`loss = mean((log(y_true + 1) - log(y_pred + 1)) ** 2)`"""

    default_name = "mean_squared_logarithmic_error"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        return np.square(self._difference(y_true, y_pred))

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        # Parity: below the least value that counts there is no slope.
        slope = 2.0 * self._difference(y_true, y_pred) / (np.maximum(y_pred, EPSILON) + 1.0)
        return slope * (y_pred >= EPSILON)

    def _difference(self, y_true: Array, y_pred: Array) -> Array:
        return np.log(np.maximum(y_pred, EPSILON) + 1.0) - np.log(np.maximum(y_true, EPSILON) + 1.0)


class Huber(_OutputLoss):
    """`loss = mean(e ** 2 / 2)` for small errors, `delta * |e| - delta ** 2 / 2` for large ones.

    Args:
        delta: where large ones begin.
    """

    default_name = "huber_loss"

    def __init__(
        self, delta: float = 1.0, reduction: str | None = MEAN, name: str | None = None
    ) -> None:
        super().__init__(reduction, name)
        self.delta = delta

    def values(self, y_true: Array, y_pred: Array) -> Array:
        size = np.abs(y_pred - y_true)
        linear = self.delta * size - 0.5 * self.delta**2
        return np.where(size <= self.delta, 0.5 * np.square(size), linear)

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        return np.clip(y_pred - y_true, -self.delta, self.delta)

    def get_config(self) -> dict[str, Any]:
        # Parity: Keras leaves `delta` out; it is kept here where it is another.
        own = {} if self.delta == 1.0 else {"delta": self.delta}
        return {**super().get_config(), **own}


class LogCosh(_OutputLoss):
    """`loss = mean(log(cosh(y_pred - y_true)))`"""

    default_name = "log_cosh"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        error = y_pred - y_true
        zero = np.zeros((), error.dtype)
        return error + np.logaddexp(-2.0 * error, zero) - np.log(np.asarray(2.0, error.dtype))

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        return np.tanh(y_pred - y_true)


class Poisson(_OutputLoss):
    """`loss = mean(y_pred - y_true * log(y_pred))`"""

    default_name = "poisson"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        return y_pred - y_true * np.log(y_pred + EPSILON)

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        return 1.0 - y_true / (y_pred + EPSILON)


def _signs(y_true: Array) -> Array:
    """Return labels of 0 and 1 as -1 and 1, others as they are."""
    return 2.0 * y_true - 1.0 if np.isin(y_true, (0, 1)).all() else y_true


class Hinge(_OutputLoss):
    """`loss = mean(max(1 - y_true * y_pred, 0))`, with labels -1 and 1 (or 0 and 1)."""

    default_name = "hinge"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        return np.maximum(1.0 - _signs(y_true) * y_pred, 0.0)

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        signs = _signs(y_true)
        # Parity: at the bend itself the slope is that of the loss.
        return -signs * (1.0 - signs * y_pred >= 0.0)


class SquaredHinge(_OutputLoss):
    """`loss = mean(max(1 - y_true * y_pred, 0) ** 2)`, with labels -1 and 1 (or 0 and 1)."""

    default_name = "squared_hinge"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        return np.square(np.maximum(1.0 - _signs(y_true) * y_pred, 0.0))

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        signs = _signs(y_true)
        return -2.0 * signs * np.maximum(1.0 - signs * y_pred, 0.0)


class CategoricalHinge(_SampleLoss):
    """`loss = max(largest wrong output - right output + 1, 0)`, for one-hot labels."""

    default_name = "categorical_hinge"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        right = (y_true * y_pred).sum(axis=-1)
        wrong = ((1.0 - y_true) * y_pred).max(axis=-1)
        return np.maximum(wrong - right + 1.0, 0.0)

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        others = (1.0 - y_true) * y_pred
        largest = others == others.max(axis=-1, keepdims=True)
        share = largest / largest.sum(axis=-1, keepdims=True)
        counts = (self.values(y_true, y_pred) > 0)[..., None]
        return counts * ((1.0 - y_true) * share - y_true)


class KLDivergence(_SampleLoss):
    """`loss = sum(y_true * log(y_true / y_pred))`, of distributions."""

    default_name = "kl_divergence"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        t, q = np.clip(y_true, EPSILON, 1), np.clip(y_pred, EPSILON, 1)
        return (t * np.log(t / q)).sum(axis=-1)

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        unchanged = (y_pred >= EPSILON) & (y_pred <= 1)
        return -np.clip(y_true, EPSILON, 1) / np.clip(y_pred, EPSILON, 1) * unchanged


class CosineSimilarity(_SampleLoss):
    """`loss = -cosine of the angle between y_true and y_pred`

    Args:
        axis: -1, the last.

    Raises:
        ValueError: for another `axis`.
    """

    default_name = "cosine_similarity"

    def __init__(
        self, axis: int = -1, reduction: str | None = MEAN, name: str | None = None
    ) -> None:
        if axis != -1:
            raise ValueError(f"Expected `axis` to be -1, the last axis. Received: axis={axis}")
        super().__init__(reduction, name)

    def values(self, y_true: Array, y_pred: Array) -> Array:
        return -(_unit(y_true)[0] * _unit(y_pred)[0]).sum(axis=-1)

    def slopes(self, y_true: Array, y_pred: Array) -> Array:
        true = _unit(y_true)[0]
        unit, length = _unit(y_pred)
        return -(true - unit * (true * unit).sum(axis=-1, keepdims=True)) / length


def _unit(vectors: Array) -> tuple[Array, Array]:
    """Return vectors of length 1, and the lengths they had."""
    squares = np.square(vectors).sum(axis=-1, keepdims=True)
    length = np.sqrt(np.maximum(squares, 1e-12))
    return vectors / length, length


class BinaryFocalCrossentropy(SmoothedLoss):
    """Binary cross-entropy that counts what is right already less.

    Args:
        apply_class_balancing: whether the classes count differently.
        alpha: how much ones count then; zeros count `1 - alpha`.
        gamma: how much less.
        from_logits, label_smoothing: as for `BinaryCrossentropy`.

    Reference: Lin et al. 2018, arXiv:1708.02002
    """

    default_name = "binary_focal_crossentropy"
    choices = 2

    def __init__(
        self,
        apply_class_balancing: bool = False,
        alpha: float = 0.25,
        gamma: float = 2.0,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = MEAN,
        name: str | None = None,
    ) -> None:
        super().__init__(from_logits, label_smoothing, reduction=reduction, name=name)
        self.apply_class_balancing, self.alpha, self.gamma = apply_class_balancing, alpha, gamma

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        return labels_like_output(self.name, y_true, output_shape)

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        if logits:
            activations.sigmoid.inplace_forward(y_pred)
        y = self._smoothed(y_true.astype(y_pred.dtype, copy=False))
        q = clipped(y_pred)
        entropy = -(y * np.log(q) + (1.0 - y) * np.log(1.0 - q))
        return sample_means(self._weight(y) * np.power(self._off(y, y_pred), self.gamma) * entropy)

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        y = self._smoothed(y_true.astype(y_pred.dtype, copy=False))
        q, off = clipped(y_pred), self._off(y, y_pred)
        entropy = -(y * np.log(q) + (1.0 - y) * np.log(1.0 - q))
        slope = ((1.0 - y) / (1.0 - q) - y / q) * inside(y_pred)
        focus = np.power(off, self.gamma)
        focus_slope = self.gamma * np.power(off, self.gamma - 1.0) * (1.0 - 2.0 * y)
        grad = self._weight(y) * (focus * slope + focus_slope * entropy) / y_pred.size
        if logits:
            grad = grad * y_pred * (1.0 - y_pred)
        return grad.astype(y_pred.dtype)

    def _weight(self, y: Array) -> Any:
        balanced = y * self.alpha + (1.0 - y) * (1.0 - self.alpha)
        return balanced if self.apply_class_balancing else 1.0

    def _off(self, y: Array, q: Array) -> Array:
        return 1.0 - (y * q + (1.0 - y) * (1.0 - q))

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "axis": -1,
            "apply_class_balancing": self.apply_class_balancing,
            "alpha": self.alpha,
            "gamma": self.gamma,
        }


class CategoricalFocalCrossentropy(SmoothedLoss):
    """Cross-entropy of one-hot labels that counts what is right already less.

    Args:
        alpha: how much each class counts: a number, or one for each class.
        gamma: how much less.
        from_logits, label_smoothing: as for `CategoricalCrossentropy`.

    Reference: Lin et al. 2018, arXiv:1708.02002
    """

    default_name = "categorical_focal_crossentropy"

    def __init__(
        self,
        alpha: Any = 0.25,
        gamma: float = 2.0,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = MEAN,
        name: str | None = None,
    ) -> None:
        super().__init__(from_logits, label_smoothing, reduction=reduction, name=name)
        self.alpha, self.gamma = alpha, gamma

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        return labels_like_output(self.name, y_true, output_shape)

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        if logits:
            activations.softmax.inplace_forward(y_pred)
        y = self._smoothed(y_true.astype(y_pred.dtype, copy=False))
        q = clipped(y_pred / y_pred.sum(axis=-1, keepdims=True))
        weights = np.power(1.0 - q, self.gamma) * np.asarray(self.alpha, q.dtype)
        return -(weights * y * np.log(q)).sum(axis=-1)

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        y = self._smoothed(y_true.astype(y_pred.dtype, copy=False))
        total = y_pred.sum(axis=-1, keepdims=True)
        share = y_pred / total
        q = clipped(share)
        alpha = np.asarray(self.alpha, q.dtype)
        slope = np.power(1.0 - q, self.gamma) / q
        slope -= self.gamma * np.power(1.0 - q, self.gamma - 1.0) * np.log(q)
        dq = -alpha * y * slope * inside(share)
        grad = (dq - (dq * share).sum(axis=-1, keepdims=True)) / total / len(y_pred)
        if logits:
            activations.softmax.inplace_backward(y_pred, grad, np.empty_like(grad))
        return grad.astype(y_pred.dtype)

    def get_config(self) -> dict[str, Any]:
        own = {"axis": -1, "alpha": self.alpha, "gamma": self.gamma}
        return {**super().get_config(), **own}


def mean_absolute_percentage_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`MeanAbsolutePercentageError` of each sample, `(batch,)`."""
    return MeanAbsolutePercentageError().call(y_true, y_pred)


def mean_squared_logarithmic_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`MeanSquaredLogarithmicError` of each sample, `(batch,)`."""
    return MeanSquaredLogarithmicError().call(y_true, y_pred)


def huber(y_true: ArrayLike, y_pred: ArrayLike, delta: float = 1.0) -> Array:
    """`Huber` of each sample, `(batch,)`."""
    return Huber(delta).call(y_true, y_pred)


def log_cosh(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`LogCosh` of each sample, `(batch,)`."""
    return LogCosh().call(y_true, y_pred)


def poisson(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`Poisson` of each sample, `(batch,)`."""
    return Poisson().call(y_true, y_pred)


def hinge(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`Hinge` of each sample, `(batch,)`."""
    return Hinge().call(y_true, y_pred)


def squared_hinge(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`SquaredHinge` of each sample, `(batch,)`."""
    return SquaredHinge().call(y_true, y_pred)


def categorical_hinge(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`CategoricalHinge` of each sample, `(batch,)`."""
    return CategoricalHinge().call(y_true, y_pred)


def kl_divergence(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`KLDivergence` of each sample, `(batch,)`."""
    return KLDivergence().call(y_true, y_pred)


def cosine_similarity(y_true: ArrayLike, y_pred: ArrayLike, axis: int = -1) -> Array:
    """`CosineSimilarity` of each sample, `(batch,)`."""
    return CosineSimilarity(axis).call(y_true, y_pred)


def binary_focal_crossentropy(y_true: ArrayLike, y_pred: ArrayLike, **options: Any) -> Array:
    """`BinaryFocalCrossentropy` of each sample, `(batch,)`."""
    return BinaryFocalCrossentropy(**options).call(y_true, y_pred)


def categorical_focal_crossentropy(y_true: ArrayLike, y_pred: ArrayLike, **options: Any) -> Array:
    """`CategoricalFocalCrossentropy` of each sample, `(batch,)`."""
    return CategoricalFocalCrossentropy(**options).call(y_true, y_pred)
