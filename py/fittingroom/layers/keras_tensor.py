"""`KerasTensor`: what a layer will give, before there are any values."""

from typing import Any, NoReturn

from fittingroom.backend import Shape


class KerasTensor:
    """The shape and type of a layer's output, in Keras's functional way of building models.

    Args:
        shape: `(None, ...)`
        layer: whose output it is.
        node_index: which of the layer's calls it comes from.
    """

    def __init__(self, shape: Shape, dtype: str, name: str, layer: Any, node_index: int) -> None:
        self.shape, self.dtype, self.name = shape, dtype, name
        self.layer, self.node_index = layer, node_index

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.shape)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(
            "A KerasTensor has a shape, but no values yet. Layers take it: Add()([a, b]), "
            "Concatenate()([a, b]), Multiply()([a, b]), Rescaling(2.0)(a), Activation('relu')(a)."
        )

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __matmul__ = __neg__ = __pow__ = __getitem__ = _refuse
    __array__ = __array_ufunc__ = __array_function__ = __float__ = __bool__ = __iter__ = _refuse

    def __repr__(self) -> str:
        return f"<KerasTensor shape={self.shape}, dtype={self.dtype}, name={self.name}>"


def is_symbolic(inputs: Any) -> bool:
    """Return whether a layer is called to build a model: on such a tensor, or a list of them."""
    first = inputs[0] if isinstance(inputs, (list, tuple)) and inputs else inputs  # pyright: ignore[reportUnknownVariableType]
    return isinstance(first, KerasTensor)
