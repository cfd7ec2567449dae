"""The part of a model that outlasts training: what it is made of as data, and its weights kept.

Imports `checkpoints`, `layer` (for types) and `trainer` only.
"""

import json
from collections.abc import Sequence
from os import PathLike
from typing import Any

from numpy.typing import ArrayLike

from fittingroom.backend import Array
from fittingroom.layers.layer import assign_weights
from fittingroom.trainers.trainer import Trainer
from fittingroom.utils import checkpoints


class Kept(Trainer):
    """A model that can be kept, and go back to what was kept; `Sequential` adds the layers."""

    name: str

    @property
    def weights(self) -> list[Array]:
        """All weights, layer by layer, `[kernel, bias]` each."""
        return [weight for layer in self.layers for weight in layer.weights]

    def get_config(self) -> dict[str, Any]:
        """Name and layers as plain data, without weights."""
        raise NotImplementedError

    def get_weights(self) -> list[Array]:
        """Copies of all weights, layer by layer, `[kernel, bias]` each."""
        return [weight.copy() for weight in self.weights]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Overwrite all weights, in the order of `get_weights`.

        Raises:
            ValueError: if number or shapes differ; nothing is changed then.
        """
        assign_weights(self.name, self.weights, weights)

    def save(
        self,
        filepath: str | PathLike[str],
        overwrite: bool = True,
        zipped: bool | None = None,
        **kwargs: object,
    ) -> None:
        """Keep a copy of the whole model in memory under a name, for `models.load_model`.

        Layers, weights, what `compile` was told and the optimizer's state are kept, until the
        page is left; no file is written.

        Args:
            filepath: ends in `.keras` (or `.h5`, the old way).
            overwrite, zipped: taken, not used: a copy under that name is replaced, in memory.

        Raises:
            ValueError: if the name ends in something else, or another argument is given.
        """
        if kwargs:
            raise ValueError(
                f"The following argument(s) are not supported: {list(kwargs)}. "
                "Give the name alone: model.save('clothes.keras')."
            )
        checkpoints.save_model(self, filepath)

    def export(self, filepath: str | PathLike[str], *_: object, **__: object) -> None:
        """Not here: write a program of another framework.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError(
            "model.export writes a TensorFlow program, and there is no TensorFlow in this page. "
            "Keep the model with model.save('clothes.keras'), or its weights with get_weights()."
        )

    def save_weights(self, filepath: str | PathLike[str], overwrite: bool = True) -> None:
        """Keep a copy of the weights, and of the optimizer's state, in memory under a name.

        Args:
            filepath: ends in `.weights.h5`.
            overwrite: another copy under that name is replaced, whatever is given.

        Raises:
            ValueError: if the name ends in something else.
        """
        if not str(filepath).endswith(".weights.h5"):
            raise ValueError(
                f"The filename must end in `.weights.h5`. Received: filepath={filepath}"
            )
        checkpoints.save(self, filepath)

    def load_weights(self, filepath: str | PathLike[str]) -> None:
        """Go back to the weights kept under a name by `save`, `save_weights`, `ModelCheckpoint`.

        Raises:
            FileNotFoundError: if nothing is kept under that name.
            ValueError: if the weights do not fit this model.
        """
        checkpoints.load(self, filepath)

    def to_json(self, **kwargs: Any) -> str:
        """Layers as JSON, without weights, for `models.model_from_json`.

        Args:
            kwargs: for `json.dumps`, such as `indent=2`.
        """
        described = {
            "module": "keras",
            "class_name": type(self).__name__,
            "config": self.get_config(),
            "registered_name": None,
        }
        return json.dumps(described, **kwargs)
