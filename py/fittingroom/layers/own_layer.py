"""Layers of a program's own that only say what they compute: training follows their `call`."""

import copy
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

import numpy as np

from fittingroom import utils
from fittingroom.backend import Array, Shape
from fittingroom.backend.tape import CannotFollowError, Tape, Traced
from fittingroom.backend.tensor import tensor

_TRIED = 7
"""Samples that a layer is tried with, to learn the shape of what it gives."""


def adopt(layer: Any) -> None:
    """Let a layer whose class has a `call`, and no `backward`, be trained like any other."""
    own = OwnCall(layer)
    layer.own, layer.call, layer.backward = own, own.forward, own.backward
    layer.training_call, layer.build = own.training_call, own.build
    kind: Any = own.kind
    if kind.compute_output_shape is _base(layer).compute_output_shape:
        layer.compute_output_shape = own.output_shape


def _base(layer: Any) -> Any:
    """Return `Layer`, which lies below every layer's class."""
    return next(each for each in type(layer).__mro__ if each.__qualname__ == "Layer")


def check_gradient(layer: Any) -> None:
    """Raise if a layer's class changes what another one computes, whose gradient it has.

    Raises:
        NotImplementedError: then.
    """
    changed = cast("Any", type(layer))
    base = changed.backward.__qualname__.partition(".")[0]
    if layer.own is None and not changed.__module__.startswith("fittingroom."):
        raise NotImplementedError(
            f"{changed.__name__} changes what {base} computes, and training would use the "
            "gradient of the latter. Make it a keras.layers.Layer that holds one, "
            f"self.inner = {base}(...), and calls it: return self.inner(inputs)."
        )


class OwnCall:
    """What a layer of a program's own computes, and its gradient.

    Args:
        layer: its class's `call` is followed.
    """

    def __init__(self, layer: Any) -> None:
        self._layer = layer
        self.kind: Any = type(layer)
        self._takes_training = utils.takes_argument(self.kind.call, "training")
        self._shapes: dict[Any, Shape] = {}
        self._tape: Tape | None = None
        self._given: list[Traced] = []
        self._made: Any = None

    def __getstate__(self) -> dict[str, Any]:
        # What was followed last is no part of a copy.
        return {**self.__dict__, "_tape": None, "_given": [], "_made": None}

    def build(self, input_shape: Any, rng: np.random.Generator | None = None) -> None:
        """Have the layer make its weights."""
        self.kind.build(self._layer, input_shape)
        self._layer.built = True

    def twin(self) -> Any:
        """Return a layer with the same weights, for a further call in a model.

        Raises:
            NotImplementedError: if there are layers in it.
        """
        if len(self._layer.flattened()) > 1:
            raise self._cannot("it has weights and layers, and is called twice")
        twin = copy.copy(self._layer)
        twin.grads = [np.zeros_like(each) for each in self._layer.grads]
        adopt(twin)
        return twin

    def compute(self, inputs: Any, training: bool | None = None) -> Any:
        """Return what the layer gives for tensors of any kind; build it if needed."""
        several = isinstance(inputs, (list, tuple))
        parts = cast("list[Any]", inputs) if several else [inputs]
        if not self._layer.built:
            shapes = [(None, *tuple(np.shape(part) or part.shape)[1:]) for part in parts]
            self.build(shapes if several else shapes[0])
        followed = next((part for part in parts if isinstance(part, Traced)), None)
        if training is None and followed is not None:
            training = followed.tape.training
        given: Any = inputs
        if training is not None and self._takes_training:
            return self.kind.call(self._layer, given, training=training)
        return self.kind.call(self._layer, given)

    def called(self, inputs: Any, training: bool | None) -> Any:
        """Return what the layer gives for arrays, as tensors."""
        if training:
            given: Any = inputs
            values = given if isinstance(inputs, list) else self._array(given)
            return tensor(self._follow(values, training=True).copy())
        given = (
            [tensor(self._array(each)) for each in cast("list[Any]", inputs)]
            if isinstance(inputs, (list, tuple))
            else tensor(self._array(inputs))
        )
        made = self.compute(given, training)
        return [*map(tensor, made)] if isinstance(made, (list, tuple)) else tensor(made)  # pyright: ignore

    def _array(self, given: Any) -> Array:
        return np.ascontiguousarray(given, self._layer.dtype)

    def forward(self, inputs: Any, *, logits: bool = False) -> Array:
        """Compute for one batch, as while predicting."""
        return self._follow(inputs, training=False)

    def training_call(self, rng: np.random.Generator | None) -> Callable[..., Array]:
        """Return what is called while training."""
        return partial(self._follow, training=True, rng=rng)

    def _follow(
        self,
        inputs: Any,
        *,
        training: bool,
        rng: np.random.Generator | None = None,
        logits: bool = False,
    ) -> Array:
        listed = isinstance(inputs, list)
        with Tape(training, rng) as tape:
            parts = cast("list[Any]", inputs) if listed else [inputs]
            given = [Traced(tape, self._array(part)) for part in parts]
            try:
                made = self.compute(given if listed else given[0])
            except CannotFollowError as error:
                raise self._cannot(str(error)) from error
        if isinstance(made, (list, tuple)):
            raise self._cannot("it gives several values")
        if not isinstance(made, Traced):
            made = Traced(tape, self._array(made))
        self._tape, self._given, self._made = tape, given, made
        return made.value

    def backward(self, grad_output: Array, *, logits: bool = False, input_grad: bool = True) -> Any:
        """Fill the gradients of the layer's weights, and of those of the layers in it."""
        assert self._tape is not None
        self._tape.backward(self._made, grad_output, self._layer.flattened())
        self._tape = None
        if not input_grad:
            return None
        grads = [
            np.zeros_like(each.value) if each.grad is None else np.ascontiguousarray(each.grad)
            for each in self._given
        ]
        return grads if self._layer.merges else grads[0]

    def output_shape(self, input_shape: Any) -> Shape:
        """Return the shape of what the layer gives: that of some samples of zeros."""
        listed = isinstance(input_shape, list)
        shapes = cast("list[Any]", input_shape) if listed else [input_shape]
        key = tuple(tuple(shape) for shape in shapes)
        if key not in self._shapes:
            zeros = [
                np.zeros((_TRIED, *(size or 1 for size in shape[1:])), self._layer.dtype)
                for shape in key
            ]
            with np.errstate(all="ignore"):
                made = self._follow(zeros if listed else zeros[0], training=False)
            if made.shape[:1] != (_TRIED,):
                raise ValueError(
                    f"{self.kind.__name__} gives shape {made.shape} for {_TRIED} samples. "
                    "The first axis has to stay that of the samples: reduce along axis=-1, and "
                    "reshape to (-1, ...)."
                )
            self._shapes[key] = (None, *made.shape[1:])
        return self._shapes[key]

    def _cannot(self, why: str) -> NotImplementedError:
        return NotImplementedError(
            f"Training follows the `call` of {self.kind.__name__} through layers, "
            f"arithmetic and keras.ops, for its gradient. Here it cannot: {why}. Write it of "
            "these, or give it `backward(self, grad_output, **kwargs)`, which returns the gradient "
            "of its input, and `compute_output_shape`."
        )


def inner_layers(layer: Any) -> Iterator[Any]:
    """Yield the layers that are attributes of a layer, alone, in lists, dicts and models."""
    attributes: dict[str, Any] = layer.__dict__
    for name, value in attributes.items():
        if name not in ("nodes", "own"):
            yield from _layers(value)


def _layers(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple, dict)):
        held = cast("Any", value.values() if isinstance(value, dict) else value)  # pyright: ignore
        for each in held:
            yield from _layers(each)
    elif hasattr(value, "flattened"):
        yield from value.flattened()
    elif hasattr(value, "train_on_batch"):
        for each in value.layers:
            yield from each.flattened()
