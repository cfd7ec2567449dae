"""The weights of a model, and its optimizer's state, under Keras's paths in a file."""

import math
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np

from fittingroom import utils
from fittingroom.backend import Array
from fittingroom.layers.layer import Layer
from fittingroom.models.model import Model
from fittingroom.optimizers import Optimizer
from fittingroom.saving.hdf5 import Group, ReadGroup


def layer_paths(
    configs: Iterable[Mapping[str, Any]], prefix: str = "layers"
) -> Iterator[tuple[str, str]]:
    """Yield name and path of each layer of a model; models within it have a folder each.

    Args:
        configs: what the model's configuration says of its layers.
    """
    given: Counter[str] = Counter()
    for described in configs:
        name = utils.to_snake_case(str(described.get("class_name")))
        path = f"{prefix}/{name}_{given[name]}" if given[name] else f"{prefix}/{name}"
        given[name] += 1
        config = cast("Mapping[str, Any]", described.get("config") or {})
        if isinstance(config.get("layers"), list):
            yield from layer_paths(_counted(config), f"{path}/layers")
        else:
            yield str(config.get("name")), path


def _counted(config: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a model's configuration says of its layers; a Sequential counts no Input."""
    layers = cast("list[Mapping[str, Any]]", config["layers"])
    if "input_layers" in config:
        return layers
    return [described for described in layers if described.get("class_name") != "InputLayer"]


def _paths(model: Model, config: Mapping[str, Any] | None) -> list[str]:
    """Return the path of each layer of a model."""
    if config is None:
        named = [
            {"class_name": type(layer).__name__, "config": {"name": layer.name}}
            for layer in model.layers
        ]
        return [path for _, path in layer_paths(named)]
    by_name = dict(layer_paths(_counted(config)))
    return [by_name.get(layer.name, "layers/none") for layer in model.layers]


def write(model: Model) -> Group:
    """Return what Keras keeps of a model in `model.weights.h5`."""
    root = Group()
    root.group("vars").attributes = {"name": model.name}
    for layer, path in zip(model.layers, _paths(model, None), strict=True):
        _fill(root.group(f"{path}/vars"), layer.name, layer.all_arrays)
    if model.optimizer is not None:
        _fill(root.group("optimizer/vars"), model.optimizer.name, optimizer_values(model))
    return root


def optimizer_values(model: Model) -> list[Array]:
    """Return the state of a compiled model's optimizer in Keras's order."""
    assert model.optimizer is not None
    shapes = [array.shape for array in _trained(model)]
    return list(_optimizer_values(model.optimizer, shapes))


def _fill(group: Group, name: str, values: Sequence[Array]) -> None:
    group.attributes = {"name": name}
    group.members.update({str(index): np.asarray(value) for index, value in enumerate(values)})


def read(model: Model, root: ReadGroup, config: Mapping[str, Any] | None = None) -> None:
    """Set a model's weights to those of a file; nothing is changed where one does not fit.

    Args:
        config: what the file's configuration says of the model, with models within it; by default
            its layers are those of `model`.

    Raises:
        ValueError: if they do not fit.
    """
    found: list[tuple[Layer, list[Array]]] = []
    for layer, path in zip(model.layers, _paths(model, config), strict=True):
        values = _vars(root, path)
        expected = [array.shape for array in layer.all_arrays]
        received = [array.shape for array in values]
        if expected != received:
            raise ValueError(
                f"Layer '{layer.name}' has weights of shapes {expected}, and the file has "
                f"{received} at {path}. Make the model with the layers it was saved with."
            )
        found.append((layer, values))
    for layer, values in found:
        layer.set_weights(values)


def _vars(root: ReadGroup, path: str) -> list[Array]:
    group = root.get(f"{path}/vars")
    members = group.members if isinstance(group, ReadGroup) else {}
    values = [members.get(str(index)) for index in range(len(members))]
    return [value for value in values if isinstance(value, np.ndarray)]


def read_optimizer(
    model: Model,
    root: ReadGroup,
    config: Mapping[str, Any] | None = None,
    *,
    build: bool = False,
) -> None:
    """Set an optimizer's state to that of a file; warn where it does not fit.

    Args:
        config: what the file's configuration says of the model, whose layers may be in another
            order there; by default as in `model`.
        build: whether one that has not trained yet is made ready for it first.
    """
    order = None
    if config is not None:
        places = {name: place for place, (name, _) in enumerate(layer_paths(_counted(config)))}
        layers = [layer for layer in model.layers if layer.trainable for _ in layer.arrays]
        order = sorted(range(len(layers)), key=lambda each: places.get(layers[each].name, 0))
    set_optimizer(model, _vars(root, "optimizer"), order, build=build)


def set_optimizer(
    model: Model,
    values: Sequence[Array],
    order: Sequence[int] | None = None,
    *,
    build: bool = False,
) -> None:
    """Set an optimizer's state to values in Keras's order; warn where they do not fit.

    Args:
        order: the model's weights in the order of the values; by default the model's own.
    """
    optimizer = model.optimizer
    if optimizer is None or len(values) < 1:
        return
    shapes = [array.shape for array in _trained(model)]
    head = 2 if optimizer.keeps_rate else 1
    if build and len(values) > head:
        model.build_optimizer()
    order = range(len(shapes)) if order is None else order
    expected = list(_optimizer_values(optimizer, shapes))
    values = _reordered(values, optimizer, order, head)
    if [value.shape for value in values] != [np.shape(value) for value in expected]:
        warnings.warn(
            f"Skipping variable loading for optimizer '{optimizer.name}', because it has "
            f"{len(expected)} variables, and the file has {len(values)}. It starts anew.",
            stacklevel=3,
        )
        return
    optimizer.iterations = int(values[0])
    if optimizer.keeps_rate:
        optimizer.learning_rate = float(values[1])
    rest = list(values[head:])
    for groups in optimizer.slot_groups if optimizer.built else ():
        count = len(groups) * len(shapes)
        here, rest = rest[:count], rest[count:]
        for place, kind in enumerate(groups):
            flat = [value.reshape(-1) for value in here[place :: len(groups)]]
            _spread(np.concatenate(flat) if flat else np.empty(0), optimizer.slots[kind])
    if optimizer.built:
        optimizer.scalars = [float(value) for value in rest]


def _reordered(
    values: Sequence[Array], optimizer: Optimizer, order: Sequence[int], head: int
) -> list[Array]:
    """Return values with those of each weight where the model has it."""
    found, start = list(values), head
    for groups in optimizer.slot_groups if optimizer.built else ():
        width = len(groups)
        for place, mine in enumerate(order):
            given = values[start + place * width : start + (place + 1) * width]
            found[start + mine * width : start + (mine + 1) * width] = given
        start += width * len(order)
    return found


def _trained(model: Model) -> list[Array]:
    inner = {id(each): each for layer in model.layers for each in layer.flattened()}
    return [a for layer in inner.values() if layer.trainable for a in layer.arrays]


def _optimizer_values(optimizer: Optimizer, shapes: Sequence[tuple[int, ...]]) -> Iterator[Any]:
    """Yield the state in Keras's order: number of steps, rate, slots weight by weight."""
    yield np.asarray(optimizer.iterations, np.int64)
    if optimizer.keeps_rate:
        yield np.asarray(optimizer.learning_rate, np.float32)
    for group in optimizer.slot_groups if optimizer.built else ():
        kinds = [_single(optimizer.slots[kind], shapes) for kind in group]
        for slots in zip(*kinds, strict=True):
            yield from slots
    if optimizer.built:
        yield from (np.asarray(value, np.float32) for value in optimizer.scalars)


def _single(slots: Sequence[Array], shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Part slots, of which one may hold many weights, into those of single weights."""
    flat = np.concatenate([slot.reshape(-1) for slot in slots]) if slots else np.empty(0)
    ends = np.cumsum([math.prod(shape) for shape in shapes])[:-1]
    parts = np.split(flat, ends) if shapes else []
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def _spread(flat: Array, slots: Sequence[Array]) -> None:
    start = 0
    for slot in slots:
        slot.reshape(-1)[...] = flat[start : start + slot.size]
        start += slot.size
