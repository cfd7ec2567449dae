"""Base of all losses: value, gradient, and which labels fit."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend
from fittingroom.activations import Activation
from fittingroom.backend import Array, Shape
from fittingroom.backend.tensor import Number, tensor

EPSILON = 1e-7

MEAN = "sum_over_batch_size"

_REDUCTIONS = (MEAN, "mean", "sum", "none", None)


class Loss:
    """Base of all losses.

    Calling a loss gives the mean over the batch. A training step uses `forward`, then
    `backward`; with `logits=True` both work inside `y_pred`.

    Args:
        reduction: what calling the loss gives: `"sum_over_batch_size"` or `"mean"`, the mean over
            the batch; `"sum"`; or None, each sample's loss. Training takes the mean alone.
        name: shown in messages.

    Attributes:
        activation: what turns the logits that the loss can start from into predictions; None
            for a loss that knows no logits.
        from_logits: whether predictions are logits.
        of_several: whether it is that of several outputs together.

    Raises:
        ValueError: for another `reduction`.
    """

    default_name = "loss"
    activation: Activation | None = None
    from_logits = False
    of_several = False

    def __init__(self, name: str | None = None, reduction: str | None = MEAN) -> None:
        if reduction not in _REDUCTIONS:
            raise ValueError(
                "Invalid value for argument `reduction`. Expected one of "
                f"{', '.join(map(repr, _REDUCTIONS))}. Received: reduction={reduction!r}"
            )
        self.reduction = reduction
        self.name = name or self.default_name

    def __call__(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> Any:
        """Return the mean loss of a batch; with another `reduction` the sum, or each sample's.

        Args:
            y_true: labels, `(batch, ...)`.
            y_pred: predictions, `(batch, ...)`.
            sample_weight: `(batch,)`: each sample's loss is multiplied by its weight.
        """
        losses = tensor(self.call(y_true, y_pred))
        if sample_weight is not None:
            losses = losses * np.reshape(np.asarray(sample_weight, losses.dtype), (-1,))
        if self.reduction in (None, "none"):
            return losses
        if hasattr(losses, "apply_loss"):  # they are followed
            return losses.sum() if self.reduction == "sum" else losses.mean()
        return Number(losses.sum() if self.reduction == "sum" else losses.mean())

    def call(self, y_true: ArrayLike, y_pred: ArrayLike) -> Array:
        """Return the loss of each sample, `(batch,)`, leaving `y_pred` as it is."""
        if hasattr(y_pred, "apply_loss"):  # in a loss of the program's own, which is followed
            followed: Any = y_pred
            return followed.apply_loss(self, y_true)
        # Lists of Python's numbers have the default float type.
        given = np.asarray(tensor(y_pred))
        predictions = np.array(given, given.dtype if given.dtype.kind == "f" else backend.floatx())
        labels = self.check_labels(np.asarray(tensor(y_true)), (None, *predictions.shape[1:]))
        counts = {len(labels), len(predictions)} if labels.ndim and predictions.ndim else {1}
        if len(counts) > 1 and 1 not in counts:
            raise ValueError(
                f"{self.name} expects a label for each prediction. Received: {len(labels)} "
                f"labels, {len(predictions)} predictions. Give both of the same samples."
            )
        return tensor(self.forward(labels, predictions, logits=self.from_logits))

    def check_learnable(self) -> None:
        """Check that a model can learn by this loss.

        Raises:
            NotImplementedError: if not, with what to do instead.
        """
        if self.reduction not in (MEAN, "mean"):
            raise NotImplementedError(
                f"Training here takes the mean loss of a batch. Leave reduction={self.reduction!r} "
                f"out of {type(self).__name__}, and multiply the learning rate instead."
            )

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        """Return the loss of each sample, `(batch,)`.

        With `logits=True`, `y_pred` holds logits and is overwritten by what `activation` makes
        of them.
        """
        raise NotImplementedError

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        """dLoss/dPredictions of the batch's mean loss, the shape of `y_pred`, after `forward`.

        With `logits=True` the gradient with respect to the logits, written into `y_pred`.
        """
        raise NotImplementedError

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        """Check that labels fit predictions of `output_shape`, `(None, classes)`.

        Returns:
            The labels as `forward` takes them.

        Raises:
            ValueError: if they do not fit, with what to change.
        """
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Return arguments that make an equal loss."""
        return {"name": self.name, "reduction": self.reduction}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a loss from what `get_config` returned."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


def labels_like_output(name: str, y_true: Array, output_shape: Shape) -> Array:
    """Return labels in the output's shape; one column may be missing or too many.

    Raises:
        ValueError: if shapes differ.
    """
    sample = tuple(size or 0 for size in output_shape[1:])
    if y_true.shape[1:] == sample:
        return y_true
    if sample == (*y_true.shape[1:], 1) or (*sample, 1) == y_true.shape[1:]:
        return y_true.reshape(-1, *sample)
    raise ValueError(
        f"{name} expects labels of the output's shape, (samples, "
        f"{', '.join(map(str, sample))}). Received: labels of shape {y_true.shape}. Set the last "
        "layer's units to the number of columns of the labels, or reshape the labels."
    )


def sample_means(values: Array) -> Array:
    """Return the mean of each sample, `(batch, ...)` to `(batch,)`."""
    return values.reshape(len(values), -1).mean(axis=-1)
