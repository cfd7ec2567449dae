"""Cross-entropy losses: value, gradient, which labels fit, and the fusion with softmax.

Imports NumPy, `activations`, `backend`, `layers` and `utils` only.

Fusion: the cross-entropy of a softmax is computed from the logits before it, where its gradient
is `softmax(logits) - labels` and nothing can round to log(0). `fuses` decides, once per loop.
"""

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations, backend, utils
from fittingroom.backend import Array
from fittingroom.layer import Layer, Shape
from fittingroom.layers import Dense

EPSILON = 1e-7


class Loss:
    """Base of the cross-entropies.

    Calling a loss gives the mean over the batch. A training step uses `forward`, then
    `backward`; with `logits=True` both work inside `y_pred`.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        name: shown in messages.
    """

    default_name = "loss"

    def __init__(self, from_logits: bool = False, name: str | None = None) -> None:
        self.from_logits = from_logits
        self.name = name or self.default_name

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike) -> float:
        """Mean loss of a batch: labels, and predictions `(batch, classes)`."""
        return float(np.mean(self.call(y_true, y_pred)))

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> Array:
        """Loss of each sample, `(batch,)`, leaving `y_pred` as it is."""
        given = np.asarray(y_pred)
        predictions = np.array(given, given.dtype if given.dtype.kind == "f" else backend.floatx())
        labels = self.check_labels(np.asarray(y_true), (None, *predictions.shape[1:]))
        return self.forward(labels, predictions, logits=self.from_logits)

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        """Loss of each sample, `(batch,)`.

        With `logits=True`, `y_pred` holds logits and is overwritten by their softmax.
        """
        if logits:
            np.subtract(y_pred, np.maximum.reduce(y_pred, axis=-1, keepdims=True), out=y_pred)
            return self._forward_logits(y_true, y_pred)
        return self._forward_probabilities(y_true, y_pred)

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        """dLoss/dPredictions of the batch's mean loss, `(batch, classes)`, after `forward`.

        With `logits=True` the gradient with respect to the logits, written into `y_pred`.
        """
        grad = y_pred
        if logits:
            self._subtract_labels(y_true, y_pred)
        else:
            grad = self._backward_probabilities(y_true, y_pred)
        np.multiply(grad, 1.0 / len(grad), out=grad)
        return grad

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        """Check that labels fit predictions of `output_shape`, `(None, classes)`.

        Returns:
            The labels as `forward` takes them.

        Raises:
            ValueError: if they do not fit, with what to change.
        """
        raise NotImplementedError

    def _forward_logits(self, y_true: Array, shifted: Array) -> Array:
        raise NotImplementedError

    def _subtract_labels(self, y_true: Array, y_pred: Array) -> None:
        raise NotImplementedError

    def _forward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        raise NotImplementedError

    def _backward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Arguments that make an equal loss."""
        return {"from_logits": self.from_logits, "name": self.name}


class CategoricalCrossentropy(Loss):
    """Cross-entropy for one-hot labels: `loss = -sum(y_true * log(y_pred))`.

    `y_true`: `(batch, classes)`, each row a 1 among zeros (or probabilities).
    `y_pred`: `(batch, classes)`.
    """

    default_name = "categorical_crossentropy"

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        _check_output(self.name, output_shape)
        classes = output_shape[-1]
        if y_true.ndim == 1 or (y_true.ndim == 2 and y_true.shape[1] == 1):
            raise ValueError(
                f"{self.name} expects one-hot labels of shape (samples, {classes}). Received: "
                f"labels of shape {y_true.shape}, one class number each. Compile with "
                "loss='sparse_categorical_crossentropy', or turn them into one-hot rows: "
                f"utils.to_categorical(labels, num_classes={classes})."
            )
        if y_true.shape[1:] != output_shape[1:]:
            raise ValueError(
                f"{self.name} expects one-hot labels of shape (samples, {classes}), as wide as "
                f"the output of the last layer. Received: labels of shape {y_true.shape}. "
                f"Set the last layer to units={y_true.shape[-1]}, or use labels with "
                f"{classes} classes."
            )
        return y_true

    def _forward_logits(self, y_true: Array, shifted: Array) -> Array:
        picked = np.add.reduce(y_true * shifted, axis=-1)
        sums = _exp_normalise(shifted)
        return np.log(sums) * np.add.reduce(y_true, axis=-1) - picked

    def _subtract_labels(self, y_true: Array, y_pred: Array) -> None:
        np.subtract(y_pred, y_true, out=y_pred)

    def _forward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        q = y_pred / np.add.reduce(y_pred, axis=-1, keepdims=True)
        return -np.add.reduce(y_true * np.log(_clip(q)), axis=-1)

    def _backward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        total = np.add.reduce(y_pred, axis=-1, keepdims=True)
        q = y_pred / total
        dq = -y_true / _clip(q) * _inside(q)
        return (dq - np.add.reduce(dq * q, axis=-1, keepdims=True)) / total


class SparseCategoricalCrossentropy(Loss):
    """Cross-entropy for class numbers: `loss = -log(y_pred[label])`.

    `y_true`: `(batch,)` or `(batch, 1)`, whole numbers from 0 to `classes - 1`.
    `y_pred`: `(batch, classes)`.
    """

    default_name = "sparse_categorical_crossentropy"

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        _check_output(self.name, output_shape)
        classes = output_shape[-1] or 0
        labels = y_true[:, 0] if y_true.ndim == 2 and y_true.shape[1] == 1 else y_true
        if labels.ndim != 1:
            one_hot = " They look one-hot:" if y_true.shape[1:] == output_shape[1:] else ""
            raise ValueError(
                f"{self.name} expects one class number per sample, labels of shape (samples,). "
                f"Received: labels of shape {y_true.shape}.{one_hot} Compile with "
                "loss='categorical_crossentropy', or use labels.argmax(axis=-1)."
            )
        with np.errstate(invalid="ignore"):
            numbers = labels.astype(np.intp)
        if labels.dtype.kind == "f" and not np.array_equal(numbers, labels):
            raise ValueError(
                f"{self.name} expects whole numbers as labels. Received: labels such as "
                f"{labels[numbers != labels][0]}."
            )
        if numbers.size and not 0 <= int(numbers.min()) <= int(numbers.max()) < classes:
            raise ValueError(_label_range_message(self.name, numbers, classes))
        return numbers

    def _forward_logits(self, y_true: Array, shifted: Array) -> Array:
        picked = shifted[np.arange(len(y_true)), y_true]
        return np.log(_exp_normalise(shifted)) - picked

    def _subtract_labels(self, y_true: Array, y_pred: Array) -> None:
        y_pred[np.arange(len(y_true)), y_true] -= 1.0

    def _forward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        # Parity: Keras feeds log(clipped probabilities) to a softmax cross-entropy, which
        # divides by their sum.
        clipped = _clip(y_pred)
        picked = clipped[np.arange(len(y_true)), y_true]
        return np.log(np.add.reduce(clipped, axis=-1)) - np.log(picked)

    def _backward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        clipped = _clip(y_pred)
        grad = clipped / np.add.reduce(clipped, axis=-1, keepdims=True)
        self._subtract_labels(y_true, grad)
        return grad / clipped * _inside(y_pred)


def categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False
) -> Array:
    """`CategoricalCrossentropy` of each sample, `(batch,)`."""
    return CategoricalCrossentropy(from_logits).call(y_true, y_pred)


def sparse_categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False
) -> Array:
    """`SparseCategoricalCrossentropy` of each sample, `(batch,)`."""
    return SparseCategoricalCrossentropy(from_logits).call(y_true, y_pred)


_REGISTRY: dict[str, type[Loss]] = {
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
}
_REGISTRY_BY_CLASS = {cls.__name__: cls for cls in _REGISTRY.values()}


def get(identifier: object) -> Loss:
    """Return the loss for a name, a loss function of this module, a class or an instance.

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(identifier, Loss):
        return identifier
    name = identifier if isinstance(identifier, str) else getattr(identifier, "__name__", "")
    found = _REGISTRY.get(name) or _REGISTRY_BY_CLASS.get(name)
    if found is None:
        raise utils.unknown_name("loss function", identifier, _REGISTRY)
    return found()


def fuses(last_layer: Layer, loss: Loss) -> activations.Activation | None:
    """Return the activation of `last_layer` if `loss` takes what it is computed from, else None.

    That is so for softmax. Parity: and for sigmoid, which Keras treats alike.
    """
    activation = last_layer.activation if isinstance(last_layer, Dense) else None
    if activation not in (activations.softmax, activations.sigmoid):
        return None
    if loss.from_logits:
        warnings.warn(
            f"{loss.name} received from_logits=True, but the last layer ends in "
            f"{activation.name}, so its outputs are no logits. What it computes before that "
            "is used.",
            stacklevel=4,
        )
    return activation


def _exp_normalise(shifted: Array) -> Array:
    """Turn logits, shifted below 0, into their softmax in place; return the sums of exp."""
    np.exp(shifted, out=shifted)
    sums = np.add.reduce(shifted, axis=-1, keepdims=True)
    np.divide(shifted, sums, out=shifted)
    return sums[:, 0]


def _clip(probabilities: Array) -> Array:
    return np.clip(probabilities, EPSILON, 1.0 - EPSILON)


def _inside(probabilities: Array) -> Array:
    """1 where `_clip` changes nothing, else 0, as float."""
    inside = (probabilities >= EPSILON) & (probabilities <= 1.0 - EPSILON)
    return inside.astype(probabilities.dtype)


def _check_output(name: str, output_shape: Shape) -> None:
    if len(output_shape) != 2:
        raise ValueError(
            f"{name} expects an output of shape (samples, classes). Received: output of shape "
            f"{output_shape}. Add layers.Flatten() as the first layer, so that each sample "
            "becomes one row."
        )
    if output_shape[-1] == 1:
        raise ValueError(
            f"{name} expects an output of at least 2 classes. Received: output of shape "
            f"{output_shape}. Set the last layer's units to the number of classes."
        )


def _label_range_message(name: str, numbers: Array, classes: int) -> str:
    low, high = int(numbers.min()), int(numbers.max())
    change = f"Set the last layer to units={high + 1}" if low >= 0 else "Number the classes from 0"
    return (
        f"{name} expects labels from 0 to {classes - 1}, because the last layer has {classes} "
        f"units. Received: labels from {low} to {high}. {change}."
    )
