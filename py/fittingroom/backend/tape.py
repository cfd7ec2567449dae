"""The gradient of a Python function: its values remember what they are computed of.

A function that is called with `Traced` values may do with them what NumPy and keras.ops do,
call layers on them and use weights. `Tape.backward` then goes back through all of it.
"""

import importlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

import numpy as np

from fittingroom import backend
from fittingroom.backend import Array, variables
from fittingroom.backend.slopes import ONE, TWO
from fittingroom.backend.variables import Variable, Weight


class CannotFollowError(NotImplementedError, TypeError):
    """An operation whose gradient is not known here."""


class Tape:
    """Follows one call of a function, inside a ``with`` block.

    Args:
        training: how layers are called in it.
        rng: draws their noise.
    """

    def __init__(self, training: bool = False, rng: np.random.Generator | None = None) -> None:
        self.training, self.rng = training, rng
        self.values: list[Traced] = []
        self.called: list[tuple[Any, Any]] = []
        self._leaves: dict[tuple[int, int], tuple[Weight, Traced]] = {}
        self._times: Counter[int] = Counter()

    def __enter__(self) -> "Tape":
        self._before, variables.tape = variables.tape, self
        return self

    def __exit__(self, *_: object) -> None:
        variables.tape = self._before

    def traced(self, given: Any) -> Any:
        """Return what is computed with: of a weight, a value that its gradient comes back to."""
        if isinstance(given, Weight):
            return self.leaf(given)
        if not isinstance(given, Variable):
            return given
        array = np.asarray(given)
        if given.trainable and array.dtype.kind == "f":
            raise CannotFollowError(
                f"{given.name!r} is a variable that no layer knows, so that it would not learn. "
                "Make it a weight of the layer: self.add_weight(shape=..., name=...)"
            )
        return array

    def check_plain(self, variable: Variable) -> None:
        """Raise if a plain array is made of a weight, which would not learn by that."""
        if isinstance(variable, Weight) and variable.trainable:
            raise _unknown(f"making a plain array of {variable.name!r}")

    def leaf(self, weight: Weight) -> "Traced":
        """Return the value of a weight, the same one each time."""
        if weight.key not in self._leaves:
            self._leaves[weight.key] = (weight, Traced(self, weight.array))
        return self._leaves[weight.key][1]

    def apply(self, ufunc: Any, inputs: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """Compute one of NumPy's functions of values."""
        given = [self.traced(each) for each in inputs]
        values = [_plain(each) for each in given]
        traced = [each for each in given if isinstance(each, Traced)]
        if not traced:
            return ufunc(*values, **kwargs)
        if kwargs:
            raise _unknown(f"{ufunc.__name__}(..., {', '.join(kwargs)}=...)")
        if ufunc is np.matmul:
            return _product(self, given)
        y = ufunc(*values)
        if y.dtype.kind in "bi":
            return y
        if ufunc in ONE:
            rules: Any = (ONE[ufunc],)
        elif ufunc in TWO:
            rules = TWO[ufunc]
        else:
            raise _unknown(ufunc.__name__)

        def back(grad: Array) -> None:
            for rule, each in zip(rules, given, strict=True):
                if isinstance(each, Traced):
                    each.add_gradient(grad * rule(y, *values))

        return Traced(self, np.asarray(y, traced[0].dtype), back)

    def call_layer(self, layer: Any, inputs: Any, training: bool | None) -> "Traced":
        """Call a layer on a value, or on a list of them."""
        several = isinstance(inputs, (list, tuple))
        parts: list[Any] = [self.traced(each) for each in (inputs if several else [inputs])]  # pyright: ignore
        values = [np.ascontiguousarray(_plain(each), layer.dtype) for each in parts]
        shapes = [(None, *value.shape[1:]) for value in values]
        if not layer.built:
            layer.build(shapes if several else shapes[0])
        mine = self._twin(layer, shapes if several else shapes[0])
        wanted = self.training if training is None else training
        call = mine.training_call(self.rng) if wanted else mine.call
        y = call(values if several else values[0])

        def back(grad: Array) -> None:
            found = mine.backward(np.array(grad))
            for each, part in zip(parts, found if several else [found], strict=True):
                if isinstance(each, Traced) and part is not None:
                    each.add_gradient(part)

        return Traced(self, np.array(y), back)

    def _twin(self, layer: Any, shape: Any) -> Any:
        """Return the layer; for a further call one with the same weights and memory of its own."""
        time = self._times[id(layer)]
        self._times[id(layer)] += 1
        mine: Any = layer
        if time:
            mine = layer.from_config(layer.get_config())
            mine.build(shape, np.random.default_rng(0))
            mine.arrays, mine.states = layer.arrays, layer.states
        self.called.append((layer, mine))
        return mine

    def backward(self, output: "Traced", grad: Array, layers: Iterable[Any] = ()) -> None:
        """Bring the gradient of what the function gave back to all that it was computed of.

        Args:
            layers: those whose weights it may have used; their `grads` are filled.
        """
        known = {id(layer.arrays): layer for layer in layers}
        for layer in known.values():
            for each in layer.grads:
                each[...] = 0.0
        output.add_gradient(np.asarray(grad, output.dtype))
        for value in reversed(self.values):
            if value.back is not None and value.grad is not None:
                value.back(value.grad)
        for layer, twin in self.called:
            if twin is not layer:
                for mine, its in zip(layer.grads, twin.grads, strict=True):
                    mine += its
        for weight, value in self._leaves.values():
            layer = known.get(weight.key[0])
            if layer is not None and value.grad is not None:
                layer.grads[weight.key[1]] += value.grad


class Traced(np.lib.mixins.NDArrayOperatorsMixin):
    """A value, and how a gradient goes back from it.

    Args:
        back: gets the gradient of this value; None where nothing lies behind it.
    """

    __hash__ = object.__hash__  # pyright: ignore[reportAssignmentType]

    def __init__(
        self, tape: Tape, value: Array, back: Callable[[Array], None] | None = None
    ) -> None:
        self.tape, self.value, self.back = tape, value, back
        self.grad: Array | None = None
        tape.values.append(self)

    def add_gradient(self, grad: Any) -> None:
        """Add a gradient to that of this value, which may have been spread over more axes."""
        part = np.asarray(grad, self.value.dtype)
        missing = part.ndim - self.value.ndim
        part = part.sum(axis=tuple(range(missing))) if missing > 0 else part
        spread = tuple(
            axis for axis, size in enumerate(self.value.shape) if size == 1 != part.shape[axis]
        )
        part = part.sum(axis=spread, keepdims=True) if spread else part
        self.grad = part if self.grad is None else self.grad + part

    @property
    def traced(self) -> "Traced":
        return self

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    @property
    def ndim(self) -> int:
        return self.value.ndim

    @property
    def size(self) -> int:
        return self.value.size

    @property
    def dtype(self) -> Any:
        return self.value.dtype

    @property
    def T(self) -> Any:  # noqa: N802
        return np.transpose(self)  # pyright: ignore

    def numpy(self) -> Array:
        """Return a copy of the values, from which no gradient comes back."""
        return self.value.copy()

    def astype(self, dtype: Any) -> Any:
        """Return the values in another number type; whole numbers have no gradient."""
        return self if np.dtype(dtype).kind == "f" else self.value.astype(dtype)

    def apply_activation(self, activation: Any) -> "Traced":
        """Return an activation of these values."""
        mine = activation.fresh()
        rows = self.value.reshape(-1, self.shape[-1] if self.ndim else 1).copy()
        mine.inplace_forward(rows)

        def back(grad: Array) -> None:
            given = np.array(grad).reshape(rows.shape)
            mine.inplace_backward(rows, given, np.empty_like(given))
            self.add_gradient(given.reshape(self.shape))

        return Traced(self.tape, rows.reshape(self.shape), back)

    def apply_loss(self, loss: Any, y_true: Any) -> "Traced":
        """Return one of Keras's losses of these predictions, for each sample."""
        labels = loss.check_labels(np.asarray(y_true), (None, *self.shape[1:]))
        work = self.value.copy()
        y = loss.forward(labels, work, logits=loss.from_logits)

        def back(grad: Array) -> None:
            slopes = loss.backward(labels, work, logits=loss.from_logits) * len(grad)
            self.add_gradient(slopes * grad.reshape(-1, *[1] * (self.ndim - 1)))

        return Traced(self.tape, np.asarray(y, self.dtype), back)

    def apply_layer(self, layer: Any, inputs: Any, training: bool | None) -> "Traced":
        """Call a layer on this value, or on a list with it."""
        return self.tape.call_layer(layer, inputs, training)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if method != "__call__":
            raise _unknown(f"{ufunc.__name__}.{method}")
        return self.tape.apply(ufunc, inputs, kwargs)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        functions: Any = importlib.import_module("fittingroom.backend.tape_functions")
        return functions.compute(self.tape, function, args, kwargs)

    def __getitem__(self, key: Any) -> "Traced":
        return moved(self, lambda array: array[key])

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Any:
        return (self[place] for place in range(len(self)))

    def __getattr__(self, name: str) -> Any:
        function = getattr(np, name, None)
        if name in _METHODS:
            return lambda *args, **kwargs: function(self, *args, **kwargs)  # pyright: ignore
        raise AttributeError(
            f"A value that is followed for its gradient has no {name!r}", name=name
        )

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        raise _unknown("making a plain array of it")

    __float__ = __int__ = __array__

    def __repr__(self) -> str:
        return repr(self.value)


_METHODS = ("sum", "mean", "max", "min", "reshape", "transpose", "squeeze", "ravel", "std", "var")


def moved(value: Traced, move: Callable[[Array], Any]) -> Traced:
    """Return values in other places, as `move` lays them: picked, repeated, in another order."""
    y = np.array(move(value.value))

    def back(grad: Array) -> None:
        places = np.asarray(move(np.arange(value.size).reshape(value.shape))).reshape(-1)
        summed = np.bincount(places, grad.reshape(-1), minlength=value.size)
        value.add_gradient(summed.reshape(value.shape))

    return Traced(value.tape, y, back)


def _product(tape: Tape, given: Sequence[Any]) -> Traced:
    """The matrix product."""
    a, b = (np.asarray(_plain(each)) for each in given)
    kind = next(each.dtype for each in given if isinstance(each, Traced))
    a, b = (np.ascontiguousarray(each, kind) for each in (a, b))
    if a.ndim < 2:
        raise _unknown("a product that begins with a vector")

    def back(grad: Array) -> None:
        for place, each in enumerate(given):
            if not isinstance(each, Traced):
                continue
            if b.ndim == 1:
                spread = grad[..., None]
                each.add_gradient(spread * b if place == 0 else spread * a)
            elif place == 0:
                each.add_gradient(_matmul(grad, np.swapaxes(b, -1, -2)))
            else:
                each.add_gradient(_matmul(np.swapaxes(a, -1, -2), grad))

    return Traced(tape, _matmul(a, b), back)


def _matmul(a: Array, b: Array) -> Array:
    if a.ndim != 2 or b.ndim != 2:
        return np.matmul(a, b)
    out = np.empty((len(a), b.shape[1]), a.dtype)
    backend.current().matmul(np.ascontiguousarray(a), np.ascontiguousarray(b), out)
    return out


def _plain(given: Any) -> Any:
    return given.value if isinstance(given, Traced) else given


def _unknown(what: str) -> CannotFollowError:
    return CannotFollowError(f"the gradient of {what} is not known here")
