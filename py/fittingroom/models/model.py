"""`Model`: weights, layers by name, saving; `Sequential` adds how layers are put together."""

import json
from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import utils
from fittingroom.backend import Array
from fittingroom.backend.variables import Weight
from fittingroom.layers.layer import Layer, assign_weights
from fittingroom.trainers.trainer import Trainer
from fittingroom.utils import lazy_modules
from fittingroom.utils.summary_utils import print_summary


class Model(Trainer):
    """Base of all models.

    Args:
        name: shown in summaries, and the first part of the weights' paths.
        rng: draws the model's weights and shuffles its samples.
    """

    config_module = "keras"
    """The module that saved models name as that of their class."""

    def __init__(self, name: str, rng: np.random.Generator) -> None:
        super().__init__(rng)
        self.name = name
        self._trainable = True

    @property
    def built(self) -> bool:
        """Whether the weights exist."""
        raise NotImplementedError

    @property
    def weights(self) -> list[Weight]:
        """All weights, layer by layer, `[kernel, bias]` each."""
        return [weight for layer in self.layers for weight in layer.weights]

    @property
    def trainable_weights(self) -> list[Weight]:
        """The weights that training changes: those of the trainable layers."""
        return [weight for layer in self.layers for weight in layer.trainable_weights]

    @property
    def non_trainable_weights(self) -> list[Weight]:
        """The weights that training leaves alone."""
        return [weight for layer in self.layers for weight in layer.non_trainable_weights]

    variables = weights
    trainable_variables = trainable_weights
    non_trainable_variables = non_trainable_weights

    @property
    def trainable(self) -> bool:
        """Whether training changes weights; set it for all layers at once."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for layer in self.layers:
            layer.trainable = self._trainable

    @property
    def losses(self) -> list[float]:
        """What the layers' regularizers add to the loss now."""
        return [loss for layer in self.layers for loss in layer.losses]

    def count_params(self) -> int:
        """Return the number of single weights.

        Raises:
            ValueError: if the model is not built yet.
        """
        return sum(layer.count_params() for layer in self.layers)

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return the layer of a name, or at an index.

        Raises:
            ValueError: if there is none, or not exactly one of the two is given.
        """
        layers = self.layers
        if index is not None and name is not None:
            raise ValueError(
                f"Provide only a layer name or a layer index. Received: index={index}, name={name}."
            )
        if index is not None:
            if index < len(layers):
                return layers[index]
            raise ValueError(
                f"Was asked to retrieve layer at index {index} but model only has {len(layers)} "
                "layers."
            )
        if name is None:
            raise ValueError("Provide either a layer name or layer index at `get_layer`.")
        for layer in layers:
            if layer.name == name:
                return layer
        names = [layer.name for layer in layers]
        raise ValueError(f"No such layer: {name}. Existing layers are: {names}.")

    def summary(
        self,
        line_length: int | None = None,
        positions: Sequence[float] | None = None,
        print_fn: Callable[[str], object] | None = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
    ) -> None:
        """Print the table of layers, and what each takes where it is not the one before.

        Args:
            line_length: width in characters; by default what the output has, at most 88.
            positions: where each column ends, as fractions of the width.
            print_fn: called with the whole table instead.
            expand_nested: taken, not used: models here hold no models.
            show_trainable: whether a column shows which layers training changes.
        """
        print_summary(self, print_fn, line_length, positions, show_trainable)

    def get_config(self) -> dict[str, Any]:
        """Return the name and layers as plain data, without weights."""
        raise NotImplementedError

    def get_weights(self) -> list[Array]:
        """Return copies of all weights, layer by layer, `[kernel, bias]` each."""
        return [array for layer in self.layers for array in layer.get_weights()]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Overwrite all weights, in the order of `get_weights`.

        Raises:
            ValueError: if number or shapes differ; nothing is changed then.
        """
        arrays = [array for layer in self.layers for array in layer.all_arrays]
        assign_weights(self.name, arrays, weights)

    def save(self, filepath: str | PathLike[str], overwrite: bool = True, **kwargs: object) -> None:
        """Write the whole model to a file, for `saving.load_model` here or in Keras.

        It holds layers, weights, what `compile` was given and the optimizer's state.

        Args:
            filepath: ends in `.keras` (or `.h5`, the old way).
            overwrite: whether a file of that name is replaced.
            kwargs: Keras's `zipped`: taken, not used.

        Raises:
            ValueError: if the name ends in something else, or another argument is given.
        """
        _saving().save_model(self, filepath, overwrite, **kwargs)

    def export(self, filepath: str | PathLike[str], *_: object, **__: object) -> None:
        """Raise: a program of another framework cannot be written.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError(
            "model.export writes a TensorFlow program, and there is no TensorFlow here. "
            "Keep the model with model.save('clothes.keras'), or its weights with get_weights()."
        )

    def save_weights(self, filepath: str | PathLike[str], overwrite: bool = True) -> None:
        """Write the weights, and the optimizer's state, to a file.

        Args:
            filepath: ends in `.weights.h5`.
            overwrite: whether a file of that name is replaced.

        Raises:
            ValueError: if the name ends in something else.
        """
        _saving().save_weights(self, filepath, overwrite)

    def load_weights(self, filepath: str | PathLike[str], **kwargs: object) -> None:
        """Go back to the weights saved by `save`, `save_weights` or `ModelCheckpoint`.

        Args:
            filepath: ends in `.weights.h5` or `.keras`; Keras's own files are read too.

        Raises:
            FileNotFoundError: if there is no such file.
            ValueError: if the weights do not fit this model.
        """
        _saving().load_weights(self, filepath, **kwargs)

    def to_json(self, **kwargs: Any) -> str:
        """Return the layers as JSON, without weights, for `models.model_from_json`.

        Args:
            kwargs: for `json.dumps`, such as `indent=2`.
        """
        return json.dumps(utils.serialize_object(self, "keras"), **kwargs)


def _saving() -> Any:
    """Return what saves: it knows models, so that they reach it only when one is saved."""
    return lazy_modules.load("saving.saving_api")
