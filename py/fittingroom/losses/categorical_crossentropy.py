"""The cross-entropies of classes: for one-hot rows, and for class numbers."""

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations
from fittingroom.backend import Array, Shape
from fittingroom.losses.logits_loss import LogitsLoss, SmoothedLoss, clipped, inside


class ClassLoss(LogitsLoss):
    """Base of both: from logits they leave the softmax behind."""

    activation = activations.softmax

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        if logits:
            np.subtract(y_pred, np.maximum.reduce(y_pred, axis=-1, keepdims=True), out=y_pred)
            return self._forward_logits(y_true, y_pred)
        return self._forward_probabilities(y_true, y_pred)

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        grad = y_pred
        if logits:
            self._subtract_labels(y_true, y_pred)
        else:
            grad = self._backward_probabilities(y_true, y_pred)
        np.multiply(grad, 1.0 / len(grad), out=grad)
        return grad

    def _forward_logits(self, y_true: Array, shifted: Array) -> Array:
        raise NotImplementedError

    def _subtract_labels(self, y_true: Array, y_pred: Array) -> None:
        raise NotImplementedError

    def _forward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        raise NotImplementedError

    def _backward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        raise NotImplementedError


class CategoricalCrossentropy(SmoothedLoss, ClassLoss):
    """Cross-entropy for one-hot labels: `loss = -sum(y_true * log(y_pred))`.

    `y_true`: `(batch, classes)`, each row a 1 among zeros (or probabilities).
    `y_pred`: `(batch, classes)`.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        label_smoothing: part of each label that is spread evenly over all classes, from 0 to 1.

    Reference: https://keras.io/api/losses/probabilistic_losses/
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
        exponentials = np.exp(shifted)
        sums = np.add.reduce(exponentials, axis=-1, keepdims=True)
        values = np.vecdot(self._smoothed(y_true), np.log(sums) - shifted)
        np.divide(exponentials, sums, out=shifted)
        return values

    def _subtract_labels(self, y_true: Array, y_pred: Array) -> None:
        np.subtract(y_pred, self._smoothed(y_true), out=y_pred)

    def _forward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        q = y_pred / np.add.reduce(y_pred, axis=-1, keepdims=True)
        return -np.add.reduce(self._smoothed(y_true) * np.log(clipped(q)), axis=-1)

    def _backward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        total = np.add.reduce(y_pred, axis=-1, keepdims=True)
        q = y_pred / total
        dq = -self._smoothed(y_true) / clipped(q) * inside(q)
        return (dq - np.add.reduce(dq * q, axis=-1, keepdims=True)) / total


class SparseCategoricalCrossentropy(ClassLoss):
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
        np.exp(shifted, out=shifted)
        sums = np.add.reduce(shifted, axis=-1, keepdims=True)
        np.divide(shifted, sums, out=shifted)
        return np.log(sums[:, 0]) - picked

    def _subtract_labels(self, y_true: Array, y_pred: Array) -> None:
        y_pred[np.arange(len(y_true)), y_true] -= 1.0

    def _forward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        # Parity: Keras feeds log(clipped probabilities) to a softmax cross-entropy, which
        # divides by their sum.
        q = clipped(y_pred)
        picked = q[np.arange(len(y_true)), y_true]
        return np.log(np.add.reduce(q, axis=-1)) - np.log(picked)

    def _backward_probabilities(self, y_true: Array, y_pred: Array) -> Array:
        q = clipped(y_pred)
        grad = q / np.add.reduce(q, axis=-1, keepdims=True)
        self._subtract_labels(y_true, grad)
        return grad / q * inside(y_pred)


def categorical_crossentropy(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
) -> Array:
    """`CategoricalCrossentropy` of each sample, `(batch,)`."""
    return CategoricalCrossentropy(from_logits, label_smoothing).call(y_true, y_pred)


def sparse_categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False
) -> Array:
    """`SparseCategoricalCrossentropy` of each sample, `(batch,)`."""
    return SparseCategoricalCrossentropy(from_logits).call(y_true, y_pred)


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
    if low and high - low < classes:
        sign = f"- {low}" if low > 0 else f"+ {-low}"
        change = f"Number the classes from 0: y {sign}"
    return (
        f"{name} expects labels from 0 to {classes - 1}, because the last layer has {classes} "
        f"units. Received: labels from {low} to {high}. {change}."
    )
