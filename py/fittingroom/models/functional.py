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
from fittingroom.layers.keras_tensor import KerasTensor
from fittingroom.models.forms import (
    any_symbolic,
    by_name,
    flat,
    form_of,
    of_only,
    packed,
    rows,
    side_by_side,
)
from fittingroom.models.functional_config import Places, Rebuilt, config_form
from fittingroom.models.graph import Graph, layers_within
from fittingroom.models.model import Model as BaseModel
from fittingroom.models.sequential import Sequential
from fittingroom.trainers import data_adapter
from fittingroom.trainers.compile import Compilation
from fittingroom.trainers.drain import drained
from fittingroom.trainers.graph_step import GraphStep, run
from fittingroom.trainers.output_parts import OutputPart, OutputsCompilation, is_nested
from fittingroom.trainers.progress import Progress
from fittingroom.trainers.train_step import TrainStep

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
        self._input_form, self._output_form = form_of(inputs), form_of(outputs)
        self.inputs, self.outputs = flat(inputs, "inputs"), flat(outputs, "outputs")
        self._graph = Graph(self.inputs, self.outputs)
        self.known_input_shape = side_by_side(self.inputs)
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
        found = {id(layer): layer for layer in layers_within(self)}
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
            NotImplementedError: if it is more than layers, arithmetic and operations.
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
        self._connect(inputs, self.call(inputs))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Return the shape of the predictions; of several, of all side by side."""
        if self._graph is None:
            self.build(input_shape)
        return side_by_side(self.outputs)

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
        if any_symbolic(inputs):
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
        given = flat(inputs, "inputs")
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
            given = (of_only(loss, name), of_only(metrics, name), of_only(weighted, name))
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
        parts = by_name(x, self.input_names, "input", len(self.inputs))
        if parts is None:
            return x
        if len(parts) == 1:
            return parts[0]
        return packed([
            rows(part, each.shape, name)
            for part, each, name in zip(parts, self.inputs, self.input_names, strict=True)
        ])  # fmt: skip

    def pack_labels(self, y: Any) -> Any:
        """Return labels as one array: of several outputs side by side."""
        parts = by_name(y, self.output_names, "output", len(self.outputs))
        if parts is None:
            return y
        if len(parts) == 1:
            return parts[0]
        rows: list[Array] = []
        for part, given in zip(self.parts, parts, strict=True):
            labels = data_adapter.to_source(given, part.name).array
            checked = part.loss.check_labels(labels, part.shape)
            rows.append(np.asarray(checked, np.float64).reshape(len(checked), -1))
        return packed(rows)

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

    @property
    def connections(self) -> list[str] | None:
        """What each layer takes, for the summary; None where each takes the one before."""
        graph = self._graph
        if graph is None or type(self).call is not Model.call or graph.is_chain:
            return None
        taken: dict[int, list[str]] = {}
        for node in graph.nodes:
            for source in node.sources:
                text = f"{source.layer.name}[{source.node_index}][0]"
                taken.setdefault(id(node.layer), []).append(text)
        return [", ".join(taken.get(id(layer), ["-"])) for layer in self.layers]

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
        places = Places(graph, self.inputs)
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
            "input_layers": config_form(self._input_form, places.of_all(self.inputs)),
            "output_layers": config_form(self._output_form, places.of_all(self.outputs)),
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Make a model from what `get_config` returned, with weights of its own.

        Raises:
            ValueError: if `config` has a layer that is not here, or calls that cannot be.
        """
        made = Rebuilt(config["layers"], _MODELS)
        form = [made.tensors(config[side]) for side in ("input_layers", "output_layers")]
        return cls(*form, name=config.get("name"))

    def __repr__(self) -> str:
        return f"<{self.class_name} name={self.name}, built={self.built}>"


Model.register(Sequential)
Functional = Model
_MODELS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "Sequential": Sequential.from_config,
    "Functional": Model.from_config,
    "Model": Model.from_config,
}
