"""Adam with weight decay."""

from typing import Any

from fittingroom.optimizers.adam import Adam
from fittingroom.optimizers.optimizer import Rate


class AdamW(Adam):
    """Adam that also takes off a fraction of every weight, before each step.

    Args:
        weight_decay: that fraction, times the rate.
        options: see `Adam` and `Optimizer`.

    Reference: Loshchilov & Hutter 2019, arXiv:1711.05101;
    https://keras.io/api/optimizers/adamw/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        weight_decay: float = 0.004,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        **options: Any,
    ) -> None:
        if weight_decay is None:  # pyright: ignore[reportUnnecessaryComparison]
            raise ValueError(
                "Argument `weight_decay` must be a float, such as 0.004. "
                "Received: weight_decay=None"
            )
        own = {"beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon, "amsgrad": amsgrad}
        super().__init__(learning_rate=learning_rate, weight_decay=weight_decay, **own, **options)
