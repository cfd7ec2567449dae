"""`KerasTensor`: what a layer will give, before there are any values."""

import operator
from typing import Any, NoReturn

import numpy as np

from fittingroom.backend import Shape
from fittingroom.utils import lazy_modules


class KerasTensor(np.lib.mixins.NDArrayOperatorsMixin):
    """The shape and type of a layer's output, in Keras's functional way of building models.

    Args:
        shape: `(None, ...)`
        layer: whose output it is.
        node_index: which of the layer's calls it comes from.
    """

    __hash__ = object.__hash__  # pyright: ignore[reportAssignmentType]

    def __init__(self, shape: Shape, dtype: str, name: str, layer: Any, node_index: int) -> None:
        self.shape, self.dtype, self.name = shape, dtype, name
        self.layer, self.node_index = layer, node_index

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    @property
    def traced(self) -> "KerasTensor":
        """Itself: what is computed of it is followed."""
        return self

    def apply_activation(self, activation: Any) -> Any:
        """Return what an activation will give."""
        return _operations().activated(self, activation)

    def astype(self, dtype: str) -> "KerasTensor":
        """Return itself: a model computes with one type."""
        return self if dtype.startswith("float") else self._refuse()

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if method != "__call__":
            return NotImplemented
        return _operations().computed(ufunc, inputs, kwargs)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return _operations().computed(function, args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        return _operations().computed(operator.getitem, (self, key), {})

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(
            "A KerasTensor has a shape, but no values yet. Arithmetic, keras.ops and layers take "
            "it: x + y, ops.exp(x), Add()([a, b]), Concatenate()([a, b]), Activation('relu')(a)."
        )

    __array__ = __float__ = __int__ = __bool__ = __iter__ = __len__ = _refuse

    def __repr__(self) -> str:
        return f"<KerasTensor shape={self.shape}, dtype={self.dtype}, name={self.name}>"


def _operations() -> Any:
    # Late: few models compute with more than layers.
    return lazy_modules.load("layers.operation")


def is_symbolic(inputs: Any) -> bool:
    """Return whether a layer is called to build a model: on such a tensor, or a list of them."""
    first = inputs[0] if isinstance(inputs, (list, tuple)) and inputs else inputs  # pyright: ignore[reportUnknownVariableType]
    return isinstance(first, KerasTensor)
