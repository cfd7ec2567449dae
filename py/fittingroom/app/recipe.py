"""The recipe: the complete, replayable configuration of a run, checked against `recipe.json`.

The page replaces bad values and says so; here a bad one raises, because nothing may be trained that
the learner did not ask for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, NamedTuple, cast

TABLE: dict[str, Any] = json.loads(
    resources.files("fittingroom.app").joinpath("recipe.json").read_text("utf-8")
)
"""`recipe.json` as read."""
FIELDS: dict[str, dict[str, Any]] = {row["key"]: row for row in TABLE["fields"]}


class RecipeError(ValueError):
    """A configuration that cannot be trained; names the field, what was given, what is allowed."""

    hint = "Change this setting, then press Fit."


class OwnSetError(RecipeError):
    """A set of the learner's own that is not there, or cannot be trained on; says what it lacks."""

    hint = "Then press Fit."


class HiddenLayer(NamedTuple):
    """A Dense layer between the pixels and the output."""

    units: int
    activation: str


class Stop(NamedTuple):
    """Ends a run after the first epoch whose `metric` is below or above `value`."""

    metric: str
    op: str
    value: float

    def reached(self, logs: Mapping[str, float]) -> bool:
        """Return whether an epoch with these logs meets the condition."""
        if self.metric not in logs:
            return False
        if self.op == "<":
            return logs[self.metric] < self.value
        return logs[self.metric] > self.value


class MoreEpochs(NamedTuple):
    """Goes on with a run: so many epochs more, at `learning_rate`; None leaves it as it was."""

    epochs: int
    learning_rate: float | None


@dataclass(frozen=True)
class Recipe:
    """A checked configuration in Keras's words. `recipe.json` explains each field."""

    data: str
    classes: int
    samples: int
    skip: int
    normalize: bool
    layers: tuple[HiddenLayer, ...]
    optimizer: str
    learning_rate: float
    loss: str
    epochs: int
    batch_size: int
    validation_split: float
    stop: Stop | None
    more: tuple[MoreEpochs, ...]
    seed: int
    backend: str

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Recipe:
        """Check a configuration under the table's keys; absent ones take their default.

        Raises:
            RecipeError: a value is not among those the table allows.
        """
        values = {key: given.get(key, row["default"]) for key, row in FIELDS.items()}
        for key in ("data", "classes", "activation", "optimizer", "loss", "backend"):
            _choice(field(key, values), values[key])
        for key in ("samples", "skip", "epochs", "batch", "seed"):
            _number(field(key, values), values[key], whole=True)
        _number(FIELDS["split"], values["split"])
        if not isinstance(values["normalize"], bool):
            raise RecipeError(f"normalize is true or false. Received: {values['normalize']!r}")
        recipe = cls(
            data=values["data"],
            classes=values["classes"],
            samples=values["samples"],
            skip=values["skip"],
            normalize=values["normalize"],
            layers=_layers(values["layers"], values["activation"]),
            optimizer=values["optimizer"],
            learning_rate=_learning_rate(values["lr"], values["optimizer"]),
            loss=values["loss"],
            epochs=values["epochs"],
            batch_size=values["batch"],
            validation_split=values["split"],
            stop=_stop(values["stop"]),
            more=_more(values["more"]),
            seed=values["seed"],
            backend=values["backend"],
        )
        recipe._check_together()
        return recipe

    def goes_on_from(self, earlier: Recipe) -> bool:
        """Return whether this is `earlier` with more epochs after its last."""
        done = len(earlier.more)
        return done < len(self.more) and replace(self, more=self.more[:done]) == earlier

    def _check_together(self) -> None:
        most = most_samples(self.data, self.classes)
        if self.samples > most:
            way = "or all ten classes" if self.data == "fashion" else "or another data set"
            raise RecipeError(
                f"There are {most:,} pictures of {self.classes} classes. "
                f"Received: samples={self.samples:,}. Take fewer pictures {way}."
            )
        room = 0 if self.data == "own" else most - self.samples
        if self.skip > room:
            raise RecipeError(
                f"With {self.samples:,} pictures at most {room:,} can be passed over. "
                f"Received: skip={self.skip:,}. Take fewer pictures, or pass over fewer."
            )
        if self.stop and self.stop.metric.startswith("val_") and self.validation_split == 0:
            raise RecipeError(
                f"stop={self.stop.metric} needs validation pictures. Received: split=0. "
                "Set a validation split or stop on loss or accuracy."
            )


def field(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field's row with the choices and the least that `values` of other fields leave."""
    row = FIELDS[key]
    for limit in ("choices", "min"):
        found = _dependent(row.get(f"{limit}_by", {}), values)
        if found is not None:
            row = {**row, limit: found}
    return row


def most_samples(data: str, classes: int) -> int:
    """Return how many training pictures there are of a data set's classes, at the most."""
    row = FIELDS["samples"]
    return _dependent(row["max_by"], {"data": data, "classes": classes})


def _dependent(rule: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]) -> Any:
    """Return the first value that `rule` has for the values of other fields; None for none."""
    for key, by_value in rule.items():
        if str(values[key]) in by_value:
            return by_value[str(values[key])]
    return None


def _choice(row: Mapping[str, Any], value: Any) -> None:
    if isinstance(value, bool) or value not in row["choices"]:
        choices = ", ".join(map(str, row["choices"]))
        raise RecipeError(f"{row['key']} is one of {choices}. Received: {value!r}")


def _number(row: Mapping[str, Any], value: Any, *, whole: bool = False) -> None:
    kinds = int if whole else (int, float)
    good = isinstance(value, kinds) and not isinstance(value, bool) and math.isfinite(value)
    if not good or not row["min"] <= value <= row["max"]:
        what = "a whole number" if whole else "a number"
        raise RecipeError(
            f"{row['key']} is {what} from {row['min']} to {row['max']}. Received: {value!r}"
        )


def _layers(given: Any, activation: str) -> tuple[HiddenLayer, ...]:
    row = FIELDS["layers"]
    if not isinstance(given, list) or len(given) > row["max_layers"]:  # pyright: ignore[reportUnknownArgumentType]
        raise RecipeError(
            f"layers is a list of at most {row['max_layers']} layers. Received: {given!r}"
        )
    layers: list[HiddenLayer] = []
    for layer in given:  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(layer, dict) or "units" not in layer:
            raise RecipeError(f"a layer has units and an activation. Received: {layer!r}")
        values = cast(dict[str, Any], layer)
        _number(row, values["units"], whole=True)
        own = values.get("activation") or activation
        _choice(FIELDS["activation"], own)
        layers.append(HiddenLayer(values["units"], own))
    return tuple(layers)


def _learning_rate(given: Any, optimizer: str) -> float:
    row = FIELDS["lr"]
    rate = row["default_by"]["optimizer"][optimizer] if given is None else given
    _number(row, rate)
    return rate


def _stop(given: Any) -> Stop | None:
    if given is None:
        return None
    row = FIELDS["stop"]
    if (
        not isinstance(given, dict)
        or given.get("metric") not in row["metrics"]  # pyright: ignore[reportUnknownMemberType]
        or given.get("op") not in ("<", ">")  # pyright: ignore[reportUnknownMemberType]
    ):
        raise RecipeError(
            f"stop is a metric ({', '.join(row['metrics'])}), < or >, and a number. "
            f"Received: {given!r}"
        )
    values = cast(dict[str, Any], given)
    low, high = row["ranges"][values["metric"]]
    _number({"key": "stop", "min": low, "max": high}, values.get("value"))
    return Stop(values["metric"], values["op"], values["value"])


def _more(given: Any) -> tuple[MoreEpochs, ...]:
    row = FIELDS["more"]
    if not isinstance(given, list) or len(given) > row["max_times"]:  # pyright: ignore[reportUnknownArgumentType]
        raise RecipeError(
            f"more is a list of at most {row['max_times']} times of further epochs. "
            f"Received: {given!r}"
        )
    low, high = row["rates"]
    more: list[MoreEpochs] = []
    for time in given:  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(time, dict):
            raise RecipeError(f"more has epochs and lr, a number or null. Received: {time!r}")
        values = cast(dict[str, Any], time)
        _number(row, values.get("epochs"), whole=True)
        rate = values.get("lr")
        if rate is not None:
            _number({"key": "lr of more", "min": low, "max": high}, rate)
        more.append(MoreEpochs(values["epochs"], rate))
    return tuple(more)
