"""The operations that decide the speed, and the arrays they work on."""

from typing import Any, Protocol

from numpy.typing import NDArray

Array = NDArray[Any]

Shape = tuple[int | None, ...]
"""Shape of a batch; None where any size fits."""


class Backend(Protocol):
    """What a backend module provides. All arrays are of one float type, outputs C-contiguous."""

    name: str

    def matmul(self, a: Array, b: Array, out: Array, bias: Array | None = None) -> None:
        """`out = a @ b + bias` for `a (m, k)`, `b (k, n)`, `bias (n,)`, `out (m, n)`."""
        ...

    def matmul_tn(self, a: Array, b: Array, out: Array, sums: Array | None = None) -> None:
        """`out = a.T @ b` for `a (k, m)`, `b (k, n)`, `out (m, n)`; `sums (n,)` = `b.sum(0)`."""
        ...

    def matmul_nt(self, a: Array, b: Array, out: Array) -> None:
        """`out = a @ b.T` for `a (m, k)`, `b (n, k)`, `out (m, n)`."""
        ...

    def relu(self, x: Array) -> None:
        """`x = max(x, 0)` in place."""
        ...

    def relu_gradient(self, y: Array, grad: Array, scratch: Array) -> None:
        """Keep `grad`, in place, where `y = relu(x)` is positive; elsewhere 0. All of one shape."""
        ...

    def gather(self, pixels: Array, rows: Array, scale: float, out: Array) -> None:
        """`out[i] = pixels[rows[i]] / scale`, one rounding in float32, with `pixels` uint8.

        Raises:
            IndexError: if a row is not among the pictures.
        """
        ...

    def adam_update(
        self,
        variable: Array,
        gradient: Array,
        momentum: Array,
        velocity: Array,
        alpha: float,
        beta_1: float,
        beta_2: float,
        epsilon: float,
        scratch: Array,
    ) -> None:
        """One Adam step in place on arrays of one shape; `scratch` is `(2, *shape)`."""
        ...
