"""Variables: named values that can be assigned to, usable as arrays."""

from collections.abc import Iterator
from typing import Any, NoReturn, Self

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend import Array
from fittingroom.backend.tensor import Tensor, tensor

tape: Any = None
"""What follows the function that is called now, where its gradient is wanted."""


class Variable(np.lib.mixins.NDArrayOperatorsMixin):
    """A named array that is assigned to in place.

    NumPy's functions and operators take it as an array, and give a `Tensor` back.

    Args:
        initializer: the values, or a function of shape and type that returns them.
        shape: for the function.
        dtype: by default `backend.floatx()` for fractions.
        trainable: noted only.
        name: the last part of its path.

    Attributes:
        path: names from the outermost owner to the variable's own: `"sequential/dense/kernel"`.

    Reference: https://keras.io/api/ops/core/
    """

    __hash__ = object.__hash__  # pyright: ignore[reportAssignmentType]

    def __init__(
        self,
        initializer: Any,
        shape: tuple[int, ...] | None = None,
        dtype: str | None = None,
        trainable: bool = True,
        name: str = "variable",
    ) -> None:
        if callable(initializer):
            initializer = initializer(tuple(shape or ()), dtype)
        self._arrays, self._index = [np.array(tensor(initializer, dtype))], 0
        self._trainable = trainable
        self.name = self.path = name

    @property
    def trainable(self) -> bool:
        """Whether training changes it."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = value

    @property
    def value(self) -> Tensor:
        """The values now, in the variable's own memory."""
        return self._arrays[self._index].view(Tensor) if tape is None else tape.traced(self)

    def numpy(self) -> Array:
        """Return a copy as a plain array; of no axes, a number of NumPy's."""
        return self._arrays[self._index].copy()[()]

    def assign(self, value: ArrayLike) -> Self:
        """Overwrite the values; return the variable."""
        self._arrays[self._index][...] = _constant(value)
        return self

    def assign_add(self, value: ArrayLike) -> Self:
        """Add to the values; return the variable."""
        self._arrays[self._index][...] += _constant(value)
        return self

    def assign_sub(self, value: ArrayLike) -> Self:
        """Subtract from the values; return the variable."""
        self._arrays[self._index][...] -= _constant(value)
        return self

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        if tape is not None:
            tape.check_plain(self)
        return np.array(self._arrays[self._index], dtype, copy=copy)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if tape is not None and method == "__call__":
            return tape.apply(ufunc, inputs, kwargs)
        outs = kwargs.get("out", ())
        if outs:
            kwargs["out"] = tuple(map(_as_array, outs))
        result = getattr(ufunc, method)(*map(_as_array, inputs), **kwargs)
        return outs[0] if len(outs) == 1 else result

    def __getattr__(self, name: str) -> Any:
        # Methods of arrays that Keras's variables lack, such as `mean()`.
        if name.startswith("_"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.value, name)

    def __getitem__(self, key: Any) -> Any:
        return self.value[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.value[key] = value

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __repr__(self) -> str:
        return (
            f"<Variable path={self.path}, shape={self.value.shape}, dtype={self.value.dtype}, "
            f"value={np.asarray(self)}>"
        )


class Weight(Variable):
    """A weight of a layer: the array at an index of the layer's list, whichever lies there.

    Training may lay arrays elsewhere in memory; a weight stays the same all the while.

    Args:
        arrays: of the layer.
        path: the layer's.
        name: such as `"kernel"`.
    """

    def __init__(self, arrays: list[Array], index: int, path: str, name: str) -> None:
        self._arrays, self._index = arrays, index
        self._trainable = True
        self.name, self.path = name, f"{path}/{name}"

    @property
    def array(self) -> Array:
        """The values now, as the layer has them."""
        return self._arrays[self._index]

    @property
    def key(self) -> tuple[int, int]:
        """The list that it lies in, and where."""
        return id(self._arrays), self._index

    @property
    def trainable(self) -> bool:
        """Whether training changes it: as the layer's `trainable`."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> NoReturn:
        raise AttributeError(
            "A single weight cannot be frozen here, only its layer: layer.trainable = False. "
            f"Received: trainable={value} for {self.path}"
        )

    def freeze(self, frozen: bool) -> None:
        """Note whether the layer is frozen."""
        self._trainable = not frozen


def _as_array(value: Any) -> Any:
    return value.value if isinstance(value, Variable) else value


def _constant(value: Any) -> Array:
    """Return values alone, also of what is followed for its gradient."""
    return np.asarray(value.numpy() if hasattr(value, "apply_activation") else value)
