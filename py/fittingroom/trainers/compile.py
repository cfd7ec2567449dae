"""How a model learns: what `compile` is told, and what it can be asked about afterwards.

Imports `losses`, `metrics`, `optimizers` and `preparation` only.
"""

from collections.abc import Mapping
from typing import Any

from fittingroom import losses, optimizers
from fittingroom.metrics import Metric
from fittingroom.metrics import check as check_metrics
from fittingroom.metrics import serialize as serialize_metric
from fittingroom.trainers import labelled_data as preparation


class Compiled:
    """The part of a model that `compile` sets.

    Attributes:
        optimizer, loss: as compiled.
    """

    def __init__(self) -> None:
        self.optimizer: optimizers.Optimizer | None = None
        self.loss: object = None
        self._loss: losses.Loss | None = None
        self._metrics: tuple[list[Any], list[Any]] = [], []

    def compile(
        self,
        optimizer: object = "rmsprop",
        loss: object = None,
        loss_weights: None = None,
        metrics: object = None,
        weighted_metrics: object = None,
        **execution: object,
    ) -> None:
        """Choose how the model learns.

        Args:
            optimizer: name or instance; a name starts a new one.
            loss: name, function or instance.
            loss_weights: not here; it would weigh the losses of several outputs.
            metrics: list of names, instances or functions, such as `["accuracy"]`.
            weighted_metrics: the same, counting each sample by its weight.
            execution: Keras's `run_eagerly`, `jit_compile`... change no result: taken, not used.

        Raises:
            ValueError: for an unknown name.
        """
        preparation.check_execution({"loss_weights": loss_weights, **execution})
        new_optimizer = optimizers.get(optimizer)
        new_loss = None if loss is None else losses.get(loss)
        self._metrics = (
            check_metrics(metrics),
            check_metrics(weighted_metrics, "weighted_metrics"),
        )
        self.optimizer, self._loss, self.loss = new_optimizer, new_loss, loss

    @property
    def compiled(self) -> bool:
        """Whether `compile` has been called."""
        return self.optimizer is not None

    @property
    def metrics_names(self) -> list[str]:
        """Parity: Keras 3 has one name for all metrics; `evaluate(return_dict=True)` has each."""
        if not self.compiled:
            return []
        return ["loss", "compile_metrics"] if any(self._metrics) else ["loss"]

    def compiled_parts(self, *, learn: bool = False) -> tuple[losses.Loss, optimizers.Optimizer]:
        """Loss and optimizer.

        Args:
            learn: whether they are to learn, not only to measure.

        Raises:
            ValueError: before `compile`, or if it was given no loss.
            NotImplementedError: if nothing can learn by the loss.
        """
        if self.optimizer is None:
            raise ValueError("You must call `compile()` before using the model.")
        if self._loss is None:
            raise ValueError("No loss to compute. Provide a `loss` argument in `compile()`.")
        if learn:
            self._loss.check_learnable()
        return self._loss, self.optimizer

    def get_compile_config(self) -> dict[str, Any]:
        """What `compile` was told, as plain data but for functions of one's own."""
        if self.optimizer is None:
            return {}
        plain, weighted = ([_plain(metric) for metric in given] for given in self._metrics)
        return {
            "optimizer": optimizers.serialize(self.optimizer),
            "loss": losses.serialize(self.loss)
            if isinstance(self.loss, losses.Loss)
            else self.loss,
            "loss_weights": None,
            "metrics": plain or None,
            "weighted_metrics": weighted or None,
        }

    def compile_from_config(self, config: Mapping[str, Any]) -> None:
        """Compile as `get_compile_config` tells."""
        self.compile(**config)


def _plain(metric: Any) -> Any:
    return serialize_metric(metric) if isinstance(metric, Metric) else metric
