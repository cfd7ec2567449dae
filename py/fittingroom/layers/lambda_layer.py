"""`Lambda`: a function of the program's own as a layer."""

from collections.abc import Callable, Mapping
from typing import Any

from fittingroom.layers.layer import Layer


class Lambda(Layer):
    """A layer that computes what a function gives; training follows it for its gradient.

    Args:
        function: takes the inputs, as tensors.
        output_shape, mask: taken, not used.
        arguments: further arguments of the function, by name.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        output_shape: Any = None,
        mask: Any = None,
        arguments: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.function, self.arguments = function, dict(arguments or {})

    def call(self, inputs: Any, **_: Any) -> Any:
        return self.function(inputs, **self.arguments)

    def get_config(self) -> dict[str, Any]:
        raise NotImplementedError(
            "A model with a Lambda in it cannot be described in a file, which holds no Python. "
            "Keep its weights with save_weights('m.weights.h5'), or write it as a layer's call."
        )
