"""What `compile` was given: how a model learns and what it measures."""

from collections.abc import Sequence
from typing import Any

from fittingroom import losses, metrics, optimizers
from fittingroom.backend import Shape
from fittingroom.metrics import CompileMetrics, Metric
from fittingroom.trainers.argument_checks import check_execution, only_loss


class Compilation:
    """Optimizer, loss and metrics of a model.

    Args:
        as for `Trainer.compile`.

    Attributes:
        optimizer: what changes the weights.
        loss: as given, without a list around it.

    Raises:
        ValueError: for an unknown name.
    """

    def __init__(
        self,
        optimizer: object,
        loss: object,
        metrics_given: object,
        weighted_metrics: object,
        execution: dict[str, object],
    ) -> None:
        check_execution(execution)
        self.optimizer = optimizers.get(optimizer)
        self.loss = only_loss(loss)
        self._loss = None if self.loss is None else losses.get(self.loss)
        self._metrics = metrics.check(metrics_given)
        self._weighted = metrics.check(weighted_metrics, "weighted_metrics")

    def get_loss(self, *, learn: bool = False) -> losses.Loss:
        """Return the loss.

        Args:
            learn: whether a model is to learn by it, not only to measure.

        Raises:
            ValueError: if none was given.
            NotImplementedError: if nothing can learn by it.
        """
        if self._loss is None:
            raise ValueError("No loss to compute. Provide a `loss` argument in `compile()`.")
        if learn:
            self._loss.check_learnable()
        return self._loss

    @property
    def metrics_names(self) -> list[str]:
        """Parity: Keras 3 has one name for all metrics; `evaluate(return_dict=True)` has each."""
        return ["loss", "compile_metrics"] if self._metrics or self._weighted else ["loss"]

    def new_metrics(self, labels_shape: tuple[int, ...], output_shape: Shape) -> CompileMetrics:
        """Make the metrics of one pass over labels `(samples, ...)`."""

        def made(given: Sequence[Any]) -> list[Metric]:
            return [metrics.get_metric(each, labels_shape, output_shape) for each in given]

        return CompileMetrics(made(self._metrics), made(self._weighted))

    def get_config(self) -> dict[str, Any]:
        """Return what `compile` was given, as plain data but for custom functions."""
        plain, weighted = ([_plain(m) for m in given] for given in (self._metrics, self._weighted))
        loss = self.loss
        return {
            "optimizer": optimizers.serialize(self.optimizer),
            "loss": losses.serialize(loss) if isinstance(loss, losses.Loss) else loss,
            "loss_weights": None,
            "metrics": plain or None,
            "weighted_metrics": weighted or None,
        }


def _plain(metric: Any) -> Any:
    return metrics.serialize(metric) if isinstance(metric, Metric) else metric
