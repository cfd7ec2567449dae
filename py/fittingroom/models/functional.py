"""`Model`: layers put together in any form, by calls; or a class with a `call` of its own."""

from abc import ABCMeta
from collections.abc import Callable, Generator, Mapping, Sequence
from math import prod
from typing import Any, Self, cast

import numpy as np

from fittingroom import random, utils
from fittingroom.backend import Array, Shape
from fittingroom.backend.tensor import tensor
from fittingroom.layers import Input, InputLayer, Layer
from fittingroom.layers.keras_tensor import KerasTensor, is_symbolic
from fittingroom.layers.serialization import LAYERS
from fittingroom.models.graph import Graph
from fittingroom.models.model import Model as BaseModel
from fittingroom.models.sequential import Sequential
from fittingroom.trainers import data_adapter
from fittingroom.trainers.compile import Compilation
from fittingroom.trainers.drain import drained
from fittingroom.trainers.graph_step import GraphStep, run
from fittingroom.trainers.output_parts import OutputPart, OutputsCompilation, is_nested
from fittingroom.trainers.progress import Progress
from fittingroom.trainers.train_step import TrainStep
from fittingroom.utils.summary_utils import print_summary

_NOT_BUILT = (
    "The model '{name}' has not been built yet. Fit it, call it on a batch of samples, or build it "
    "for their shape: model.build((None, 784))."
)


class Model(BaseModel, metaclass=ABCMeta):
    """A network of any form: `Model(inputs, outputs)`.

    `inputs` come of `keras.Input`, `outputs` of layers that were called on them, or on what other
    layers gave. There may be several, in a list or by name.

    Or a class of the program's own: its layers are made in `__init__`, and its `call` calls them.

    Args:
        inputs, outputs: tensors, lists or dicts of them.
        name: by default `functional`, or the class's, numbered.

    Raises:
        ValueError: if outputs come of something else than the inputs.

    Reference: https://keras.io/guides/functional_api/
    """

    class_name = "Functional"
    config_module = "keras.src.models.functional"

    def __init__(
        self,
        inputs: Any = None,
        outputs: Any = None,
        name: str | None = None,
        *,
        trainable: bool = True,
        **unknown: object,
    ) -> None:
        if unknown or (inputs is None) != (outputs is None):
            raise ValueError(
                "Model() takes `inputs` and `outputs`, or is the base of a class that has a "
                f"`call`. Received: inputs={inputs}, outputs={outputs}, {unknown}"
            )
        own = type(self) is not Model
        default = utils.auto_name(type(self).__name__ if own else "Functional")
        super().__init__(name or default, random.new_generator())
        self.known_input_shape: Shape | None = None
        self.inputs: list[KerasTensor] = []
        self.outputs: list[KerasTensor] = []
        self._input_form: Any = None
        self._output_form: Any = None
        self._given: tuple[Any, ...] | None = None
        self._graph: Graph | None = None
        if inputs is not None:
            self._connect(inputs, outputs)
        self._trainable = trainable

    def _connect(self, inputs: Any, outputs: Any) -> None:
        """Take over what lies between inputs and outputs."""
        self._input_form, self._output_form = _form(inputs), _form(outputs)
        self.inputs, self.outputs = _flat(inputs, "inputs"), _flat(outputs, "outputs")
        self._graph = Graph(self.inputs, self.outputs)
        self.known_input_shape = _side_by_side(self.inputs)
        self._calls = [
            call.layer.training_call(self.rng) if call.training else call.layer.call
            for call in self._graph.calls
        ]

    @property
    def graph(self) -> Graph:
        """The calls of the layers.

        Raises:
            ValueError: if a class's `call` was not followed yet.
        """
        if self._graph is None:
            raise ValueError(_NOT_BUILT.format(name=self.name))
        return self._graph

    @property
    def input_names(self) -> list[str]:
        """Names of the inputs."""
        return [each.layer.name for each in self.inputs]

    @property
    def output_names(self) -> list[str]:
        """Names of the layers that give the outputs."""
        return [each.layer.name for each in self.outputs]

    @property
    def input(self) -> Any:
        """The input, or the list of several."""
        return self.inputs if len(self.inputs) > 1 else self.inputs[0]

    @property
    def output(self) -> Any:
        """The output, or the list of several."""
        return self.outputs if len(self.outputs) > 1 else self.outputs[0]

    @property
    def input_shape(self) -> Any:
        """The shape of a batch, or the list of several."""
        shapes = [each.shape for each in self.inputs]
        return shapes if len(shapes) > 1 else shapes[0]

    @property
    def output_shape(self) -> Any:
        """The shape of a batch's predictions, or the list of several."""
        shapes = [each.shape for each in self.outputs]
        return shapes if len(shapes) > 1 else shapes[0]

    @property
    def layers(self) -> list[Layer]:
        """The layers, each behind those that it takes something of."""
        if self._graph is not None and type(self).call is Model.call:
            return list(self._graph.layers)
        return self._own_layers()

    def _own_layers(self) -> list[Layer]:
        """Return the layers that a class has as attributes, alone or in lists, and in layers."""
        found = {id(layer): layer for layer in _layers_within(self)}
        if self._graph is not None:
            of_graph = [each for each in self._graph.layers if not isinstance(each, InputLayer)]
            found |= {id(each): each for each in of_graph if id(each) not in found}
        return list(found.values())

    @property
    def built(self) -> bool:
        """Whether the weights exist."""
        return self._graph is not None and all(layer.built for layer in self.layers)

    def build(self, input_shape: Any = None) -> None:
        """Follow the `call` of a class for batches of a shape; otherwise all is there already.

        Raises:
            NotImplementedError: if it is more than calls of layers.
        """
        if self._graph is not None:
            return
        if input_shape is None:
            raise ValueError(_NOT_BUILT.format(name=self.name))
        several = isinstance(input_shape[0], (list, tuple))
        shapes: list[Any] = list(input_shape) if several else [input_shape]
        inputs = [Input(tuple(shape)[1:]) for shape in shapes]
        self._follow(inputs if several else inputs[0])

    def _follow(self, inputs: Any) -> None:
        if type(self).call is Model.call:
            raise NotImplementedError(
                f"Model {type(self).__name__} does not have a `call()` method implemented: give it "
                "one that calls its layers, or make it of keras.Model(inputs, outputs)."
            )
        try:
            outputs: Any = self.call(inputs)
        except TypeError as error:
            if "KerasTensor" not in str(error):
                raise
            raise NotImplementedError(
                f"The call of {type(self).__name__} computes with more than layers, and no "
                "gradients are derived from Python functions here. Write it of layers, such as "
                "self.dense(inputs) and layers.Concatenate()([a, b])."
            ) from error
        self._connect(inputs, outputs)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of the predictions; of several, of all side by side."""
        if self._graph is None:
            self.build(input_shape)
        return _side_by_side(self.outputs)

    def call(self, inputs: Any) -> Any:
        """Predict one batch; the result is memory that the next batch overwrites."""
        return self.compute(inputs)

    def compute(self, inputs: Array, calls: Sequence[Any] | None = None) -> Array:
        """Predict one batch, of several inputs side by side."""
        with np.errstate(all="ignore"):
            values = run(self.graph, inputs, calls or self._calls)
        found = [values[place] for place in self.graph.outputs]
        if len(found) == 1:
            return found[0]
        return np.concatenate([each.reshape(len(each), -1) for each in found], axis=1)

    def __call__(self, inputs: Any, training: bool | None = None) -> Any:
        """Predict one batch, as new arrays; or join a model that is being built.

        Args:
            training: whether to compute as while training, which `Dropout` does differently.
        """
        if _is_symbolic(inputs):
            return self._join(inputs, training)
        self._follow_data(inputs)
        if not training:
            return self._formed(self._arrays(self.predict_on_batch(inputs)), tensor)
        source = data_adapter.to_source(self.pack_inputs(inputs), "x").array
        calls = [each.layer.training_call(None) for each in self.graph.calls]
        return self._formed(self._parted(self.compute(source.astype("float32"), calls)), tensor)

    def _join(self, inputs: Any, training: bool | None) -> Any:
        """Call the layers on other tensors, with the same weights."""
        if self._graph is None:
            self._follow(inputs)
        given = _flat(inputs, "inputs")
        tensors: dict[int, Any] = {id(a): b for a, b in zip(self.inputs, given, strict=True)}
        for node in self.graph.nodes:
            sources = [tensors[id(source)] for source in node.sources]
            taken = sources if node.layer.merges else sources[0]
            tensors[id(node.output)] = node.layer(taken, node.training or training)
        return self._formed([tensors[id(each)] for each in self.outputs])

    def _follow_data(self, x: Any) -> None:
        """Follow the `call` of a class for what it is first given."""
        if self._graph is not None:
            return
        if isinstance(x, Mapping):
            given = cast("Mapping[str, Any]", x)
            self._follow({
                name: Input(np.shape(each)[1:] or (1,), name=name) for name, each in given.items()
            })  # fmt: skip
            return
        listed = isinstance(x, (list, tuple)) and np.ndim(cast("Any", x)[0]) > 0
        parts: list[Any] = list(cast("Sequence[Any]", x)) if listed else [x]
        inputs = [Input(np.shape(part)[1:] or (1,)) for part in parts]
        self._follow(inputs if listed else inputs[0])

    def new_compilation(self, *given: Any) -> Compilation:
        """Return what `compile` makes of what it was given."""
        self._given = given
        if self._graph is None:
            # What the losses are for is known once the `call` of the class is followed.
            optimizer, loss, metrics, _, _ = given
            if is_nested(loss) or is_nested(metrics):
                return Compilation(optimizer, None, None, None, {})
            return Compilation(optimizer, loss, metrics, None, {})
        self._given = None
        return self._compilation_of(*given)

    def _compilation_of(
        self, optimizer: Any, loss: Any, metrics: Any, weighted: Any, execution: Any
    ) -> Compilation:
        if len(self.outputs) == 1:
            name = self.output_names[0]
            weight = execution.get("loss_weights")
            rest = {key: value for key, value in execution.items() if key != "loss_weights"}
            given = (_only(loss, name), _only(metrics, name), _only(weighted, name))
            if weight not in (None, 1, 1.0, [1], [1.0]):
                rest["loss_weights"] = weight
            return Compilation(optimizer, *given, rest)
        outputs = [(each.layer.name, each.shape) for each in self.outputs]
        return OutputsCompilation(outputs, optimizer, loss, metrics, weighted, dict(execution))

    def check_loss(self, *, learn: bool = False) -> None:
        """Raise if there is no loss; of a class it is known once its `call` is followed."""
        if self._graph is not None or self._given is None:
            super().check_loss(learn=learn)

    @property
    def compilation(self) -> Compilation:
        """What `compile` was given.

        Raises:
            ValueError: before `compile`.
        """
        made = super().compilation
        if self._graph is not None and self._given is not None:
            made = self._compilation = self._compilation_of(made.optimizer, *self._given[1:])
            self._given = None
        return made

    @property
    def parts(self) -> list[OutputPart]:
        """The outputs and their losses."""
        made = self.compilation
        if isinstance(made, OutputsCompilation):
            return made.parts
        output = self.outputs[0]
        return [OutputPart(output.layer.name, output.shape, made.get_loss())]

    def new_step(self) -> TrainStep:
        """Return what trains and tests on a batch."""
        chain = self.graph.is_chain and type(self).call is Model.call
        return TrainStep(self) if chain else GraphStep(self)

    def pack_inputs(self, x: Any) -> Any:
        """Return samples as one array: of several inputs side by side."""
        self._follow_data(x)
        parts = _by_name(x, self.input_names, "input", len(self.inputs))
        if parts is None:
            return x
        if len(parts) == 1:
            return parts[0]
        return _packed([
            _rows(part, each.shape, name)
            for part, each, name in zip(parts, self.inputs, self.input_names, strict=True)
        ])  # fmt: skip

    def pack_labels(self, y: Any) -> Any:
        """Return labels as one array: of several outputs side by side."""
        parts = _by_name(y, self.output_names, "output", len(self.outputs))
        if parts is None:
            return y
        if len(parts) == 1:
            return parts[0]
        rows: list[Array] = []
        for part, given in zip(self.parts, parts, strict=True):
            labels = data_adapter.to_source(given, part.name).array
            checked = part.loss.check_labels(labels, part.shape)
            rows.append(np.asarray(checked, np.float64).reshape(len(checked), -1))
        return _packed(rows)

    def predict_steps(self, *args: Any, **kwargs: Any) -> Generator[Progress, None, Any]:
        """Predict; as for `Sequential`, with several outputs a list of arrays, or a dict."""
        found = yield from super().predict_steps(*args, **kwargs)
        return self._formed(self._parted(found))

    predict: Any = drained(cast("Any", predict_steps))

    def _parted(self, found: Array) -> list[Array]:
        """Return the predictions of each output."""
        if len(self.outputs) == 1:
            return [found]
        sizes = [[size or 1 for size in each.shape[1:]] for each in self.outputs]
        ends = np.cumsum([prod(size) for size in sizes])[:-1]
        return [
            np.ascontiguousarray(part).reshape(len(part), *size)
            for part, size in zip(np.split(found, ends, axis=1), sizes, strict=True)
        ]

    def _arrays(self, found: Any) -> list[Any]:
        if isinstance(found, dict):
            return list(cast("dict[str, Any]", found).values())
        return list(cast("list[Any]", found)) if isinstance(found, list) else [found]

    def _formed(self, values: Sequence[Any], made: Callable[[Any], Any] | None = None) -> Any:
        """Return values of the outputs as the model was given these: alone, in a list, by name."""
        each = [made(value) for value in values] if made else list(values)
        form: Any = self._output_form
        if form is None:
            return each[0]
        return each if form is True else dict(zip(form, each, strict=True))

    def summary(
        self,
        line_length: int | None = None,
        positions: Sequence[float] | None = None,
        print_fn: Callable[[str], object] | None = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
    ) -> None:
        """Print the table of layers; as for `Sequential`, with what each is connected to."""
        print_summary(self, print_fn, line_length, positions, show_trainable)

    @property
    def connections(self) -> list[str] | None:
        """What each layer takes, for the summary; None where each takes the one before."""
        graph = self._graph
        if graph is None or type(self).call is not Model.call or self._looks_sequential():
            return None
        taken: dict[int, list[str]] = {}
        for node in graph.nodes:
            for source in node.sources:
                text = f"{source.layer.name}[{source.node_index}][0]"
                taken.setdefault(id(node.layer), []).append(text)
        return [", ".join(taken.get(id(layer), ["-"])) for layer in self.layers]

    def _looks_sequential(self) -> bool:
        return self.graph.is_chain

    @property
    def shapes_of_layers(self) -> list[Shape | None]:
        """The shape of what each layer gives, for the summary."""
        if self._graph is None:
            return [None] * len(self.layers)
        shapes = {id(node.layer): node.output.shape for node in self._graph.nodes}
        shapes |= {id(each.layer): each.shape for each in self.inputs}
        return [shapes.get(id(layer)) for layer in self.layers]

    def get_config(self) -> dict[str, Any]:
        """Return the layers and their calls as plain data, without weights."""
        graph = self.graph
        places = _Places(graph, self.inputs)
        layers: list[dict[str, Any]] = []
        for layer in graph.layers:
            described = utils.serialize_object(layer, "keras.layers")
            nodes = [node for node in graph.nodes if node.layer is layer]
            described["name"] = layer.name
            described["inbound_nodes"] = [places.describe(node) for node in nodes]
            layers.append(described)
        return {
            "name": self.name,
            "trainable": self.trainable,
            "layers": layers,
            "input_layers": _config_form(self._input_form, places.of_all(self.inputs)),
            "output_layers": _config_form(self._output_form, places.of_all(self.outputs)),
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make a model from what `get_config` returned, with weights of its own.

        Raises:
            ValueError: if `config` has a layer that is not here, or calls that cannot be.
        """
        made = _Rebuilt(config["layers"])
        form = [made.tensors(config[side]) for side in ("input_layers", "output_layers")]
        return cls(*form, name=config.get("name"))

    def __repr__(self) -> str:
        return f"<{self.class_name} name={self.name}, built={self.built}>"


Model.register(Sequential)
Functional = Model


class _Places:
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


class _Rebuilt:
    """The layers of a configuration, called as it says."""

    def __init__(self, layers: Sequence[Mapping[str, Any]]) -> None:
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
        if described["class_name"] == "Sequential":
            return Sequential.from_config(described["config"])
        if described["class_name"] in ("Functional", "Model"):
            return Model.from_config(described["config"])
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


def _layers_within(thing: Any) -> list[Layer]:
    """Return the layers that are attributes of a model or layer; those of layers in their place."""
    found: list[Layer] = []
    attributes = cast("dict[str, Any]", vars(thing))
    for name, value in attributes.items():
        if name.startswith("_") or name in ("inputs", "outputs", "nodes"):
            continue
        for each in utils.as_list(value):
            if isinstance(each, BaseModel):
                found += each.layers
            elif isinstance(each, Layer):
                found += _layers_within(each) or [each]
    return found


def _config_form(form: Any, places: list[list[Any]]) -> Any:
    if isinstance(form, list):
        return dict(zip(cast("list[str]", form), places, strict=True))
    return places if form else places[0]


def _form(given: Any) -> Any:
    """Return how tensors are given: None alone, True in a list, their names by name."""
    if isinstance(given, Mapping):
        return sorted(cast("Mapping[str, Any]", given))
    return True if isinstance(given, (list, tuple)) else None


def _flat(given: Any, side: str) -> list[KerasTensor]:
    if isinstance(given, Mapping):
        # Parity: by name they are in the order of their names.
        by_name = cast("Mapping[str, Any]", given)
        found = [by_name[name] for name in sorted(by_name)]
    else:
        found = utils.as_list(given)
    if not found or not all(isinstance(each, KerasTensor) for each in found):
        raise ValueError(
            f"Model() expects its `{side}` as keras.Input and layers' calls return them: "
            "a = keras.Input((4,)); b = layers.Dense(1)(a); keras.Model(a, b). "
            f"Received: {side}={given!r}"
        )
    return found


def _is_symbolic(inputs: Any) -> bool:
    if isinstance(inputs, Mapping):
        return any(map(is_symbolic, cast("Mapping[str, Any]", inputs).values()))
    return is_symbolic(inputs)


def _side_by_side(tensors: Sequence[KerasTensor]) -> Shape:
    if len(tensors) == 1:
        return tensors[0].shape
    return (None, sum(prod(size or 1 for size in each.shape[1:]) for each in tensors))


def _only(given: Any, name: str) -> Any:
    """Return what an argument of `compile` says of the only output."""
    if isinstance(given, Mapping) and "class_name" not in given:
        by_name = cast("Mapping[str, Any]", given)
        if list(by_name) != [name]:
            raise ValueError(
                f"Expected keys {[name]} in the dict, one for each output, but found "
                f"{list(by_name)}"
            )
        return by_name[name]
    return cast("Any", given)


def _by_name(given: Any, names: Sequence[str], side: str, count: int) -> list[Any] | None:
    """Return what each input or output is given; None where it is one array."""
    if isinstance(given, Mapping):
        by_name = cast("Mapping[str, Any]", given)
        missing = [name for name in names if name not in by_name]
        if missing:
            raise ValueError(
                f"The model's {side}s are {list(names)}. Received: a dict of {list(by_name)}."
            )
        return [by_name[name] for name in names]
    if count == 1:
        return None
    if not isinstance(given, (list, tuple)) or len(cast("Sequence[Any]", given)) != count:
        raise ValueError(
            f"The model has {count} {side}s, {list(names)}: give a list of their arrays in this "
            f"order, or a dict by name. Received: {type(cast('object', given)).__name__}"
        )
    return list(cast("Sequence[Any]", given))


def _rows(given: Any, shape: Shape, name: str) -> Array:
    source = data_adapter.to_source(given, name)
    data_adapter.fit_shape(source, shape)
    return source.array.reshape(len(source), -1)


def _packed(rows: Sequence[Array]) -> Array:
    lengths = {len(part) for part in rows}
    if len(lengths) > 1:
        raise ValueError(
            "Data cardinality is ambiguous. Make sure all arrays contain the same number of "
            f"samples. Received: {sorted(lengths)}"
        )
    return np.concatenate(rows, axis=1)
