"""What training needs of a model."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.layers import Layer
from fittingroom.trainers.compile import Compilation


class TrainableModel(Protocol):
    """A model as `TrainStep`, the epoch loops and the data adapters see it.

    Attributes:
        token: stands for the model where a reference to it would keep it alive.
        backend: name of the backend that it computes on; None for the current one.
        known_input_shape: shape of a batch; None while it is unknown.
    """

    rng: np.random.Generator
    token: object
    backend: str | None
    stop_training: bool
    history: Any
    known_input_shape: Shape | None

    @property
    def layers(self) -> Sequence[Layer]: ...

    @property
    def compilation(self) -> Compilation: ...

    def build(self, input_shape: Shape | None = None) -> None: ...

    def compute_output_shape(self, input_shape: Shape) -> Shape: ...

    def compute(self, inputs: Array) -> Array: ...

    def pack_inputs(self, x: Any) -> Any: ...

    def pack_labels(self, y: Any) -> Any: ...
