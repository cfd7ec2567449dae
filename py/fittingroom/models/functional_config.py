"""The configuration of a model of any form, and the model of a configuration."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from fittingroom import utils
from fittingroom.layers.keras_tensor import KerasTensor
from fittingroom.layers.serialization import LAYERS
from fittingroom.models.graph import Graph


class Places:
    """Keras's way to name a tensor: layer, number of its call, number of its output."""

    def __init__(self, graph: Graph, inputs: Sequence[KerasTensor]) -> None:
        self._names = {id(each): [each.layer.name, 0, 0] for each in inputs}
        seen: dict[int, int] = {}
        for node in graph.nodes:
            number = seen.get(id(node.layer), 0)
            seen[id(node.layer)] = number + 1
            self._names[id(node.output)] = [node.layer.name, number, 0]

    def of_all(self, tensors: Sequence[KerasTensor]) -> list[list[Any]]:
        return [self._names[id(each)] for each in tensors]

    def describe(self, node: Any) -> dict[str, Any]:
        """Return a call as plain data."""
        given = [
            {
                "class_name": "__keras_tensor__",
                "config": {
                    "shape": source.shape,
                    "dtype": source.dtype,
                    "keras_history": self._names[id(source)],
                },
            }
            for source in node.sources
        ]
        kwargs = {} if node.training is None else {"training": node.training}
        return {"args": [given] if node.layer.merges else given, "kwargs": kwargs}


class Rebuilt:
    """The layers of a configuration, called as it says."""

    def __init__(
        self,
        layers: Sequence[Mapping[str, Any]],
        models: Mapping[str, Callable[[Mapping[str, Any]], Any]],
    ) -> None:
        self._models = models
        self._tensors: dict[tuple[str, int], Any] = {}
        waiting: list[tuple[str, int, Any, Mapping[str, Any]]] = []
        for each in layers:
            name = str(each.get("name") or each["config"]["name"])
            if each["class_name"] == "InputLayer":
                made = utils.deserialize_object("layer", each, LAYERS)
                self._tensors[name, 0] = made.tensor
                continue
            layer = self._layer(each)
            for number, call in enumerate(each["inbound_nodes"]):
                waiting.append((name, number, layer, call))
        while waiting:
            ready = [each for each in waiting if self._is_ready(each[3])]
            if not ready:
                raise ValueError("The model's layers are called on what no other layer gives.")
            for name, number, layer, call in ready:
                training = call.get("kwargs", {}).get("training")
                self._tensors[name, number] = layer(self._given(call["args"]), training)
            waiting = [each for each in waiting if (each[0], each[1]) not in self._tensors]

    def _layer(self, described: Mapping[str, Any]) -> Any:
        make = self._models.get(described["class_name"])
        if make is not None:
            return make(described["config"])
        return utils.deserialize_object("layer", described, LAYERS)

    def _is_ready(self, call: Mapping[str, Any]) -> bool:
        return all(key in self._tensors for key in _histories(call["args"]))

    def _given(self, args: Any) -> Any:
        found = [
            [self._tensors[key] for key in _histories(arg)]
            if isinstance(arg, list)
            else self._tensors[_histories(arg)[0]]
            for arg in args
        ]
        return found[0] if len(found) == 1 else found

    def tensors(self, form: Any) -> Any:
        """Return the tensors that inputs or outputs are said to be."""
        if isinstance(form, dict):
            named = cast("dict[str, Any]", form)
            return {name: self.tensors(each) for name, each in named.items()}
        if form and isinstance(form[0], str):
            return self._tensors[form[0], int(form[1])]
        return [self.tensors(each) for each in form]


def _histories(args: Any) -> list[tuple[str, int]]:
    """Return the tensors that a call's arguments name."""
    if isinstance(args, list):
        return [key for each in cast("list[Any]", args) for key in _histories(each)]
    name, number, _ = args["config"]["keras_history"]
    return [(str(name), int(number))]


def config_form(form: Any, places: list[list[Any]]) -> Any:
    if isinstance(form, list):
        return dict(zip(cast("list[str]", form), places, strict=True))
    return places if form else places[0]
