"""An activation function: its value, and a gradient that needs only that value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend
from fittingroom.backend import Array
from fittingroom.backend.tensor import Tensor
from fittingroom.utils import lazy_modules


@dataclass(eq=False, repr=False)
class Activation:
    """One activation function, applied in place by layers and to a copy when called.

    `inplace_forward(x)` turns `x` into `f(x)`. `inplace_backward(y, grad, scratch)` turns the
    gradient with respect to `y = f(x)` into the one with respect to `x`; it may overwrite
    `scratch`. All arrays are `(batch, units)`.
    """

    name: str
    inplace_forward: Callable[[Array], None]
    inplace_backward: Callable[[Array, Array, Array], None]

    @property
    def config(self) -> Any:
        """What a layer's configuration says of it: its name."""
        return self.name

    def fresh(self) -> "Activation":
        """Return what one layer can use: itself, unless it remembers what it was given."""
        return self

    def __call__(self, x: ArrayLike, *args: Any, **options: Any) -> Tensor:
        """Return the value at `x`.

        Args:
            args, options: what Keras's function of the name takes, such as `negative_slope=0.1`.
        """
        if args or options:
            made = lazy_modules.load("activations.variants").make(self.name, *args, **options)
            return made(x)
        apply = getattr(x, "apply_activation", None)
        if apply is not None:  # followed through a function of the program's own
            return apply(self)
        values = np.asarray(x)
        dtype = values.dtype if values.dtype.kind == "f" else backend.floatx()
        values = values.astype(dtype)
        self.inplace_forward(values)
        return values.view(Tensor)

    def __repr__(self) -> str:
        return f"<activation {self.name}>"

    @property
    def __name__(self) -> str:
        return self.name
