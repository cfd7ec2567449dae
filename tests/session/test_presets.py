"""Each preset does what its page says, whatever the seed: a class has its own numbers."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest

from session.bench import Bench

SEEDS = (42, 1, 2, 3, 4)
PRESETS = "preset/*/index.html"
STOP = re.compile(r"(\w+)([<>])(.+)")


class Outcome(NamedTuple):
    """How a run ended."""

    reason: str
    history: dict[str, list[float]]
    accuracy: float
    """Of the test pictures, from 0 to 1."""


def fragment_of(page: Path) -> dict[str, str]:
    """What a preset's page leads to."""
    (found,) = re.findall(r'href="\.\./\.\./#([^"]+)"', page.read_text("utf-8"))
    return dict(parse_qsl(html.unescape(found), keep_blank_values=True))


def recipe_of(fragment: dict[str, str]) -> dict[str, Any]:
    """The recipe of a link, in the form that the page sends to the worker."""
    whole = ("classes", "samples", "epochs", "batch", "seed")
    recipe: dict[str, Any] = {key: int(fragment[key]) for key in whole if key in fragment}
    recipe |= {key: float(fragment[key]) for key in ("split", "lr") if key in fragment}
    units = [int(text) for text in fragment["layers"].split(",") if text]
    recipe["layers"] = [{"units": each, "activation": None} for each in units]
    recipe["normalize"] = fragment.get("normalize", "1") == "1"
    if match := STOP.fullmatch(fragment.get("stop", "")):
        metric, op, value = match.groups()
        recipe["stop"] = {"metric": metric, "op": op, "value": float(value)}
    return recipe


Train = Callable[..., list[Outcome]]
"""Takes a recipe and changes of it."""


@pytest.fixture
def train(new_bench: Callable[[], Bench]) -> Train:
    """Trains a recipe on each seed."""

    def outcomes(recipe: dict[str, Any]) -> Iterator[Outcome]:
        for seed in SEEDS:
            bench = new_bench()
            end = bench.fit(**recipe, seed=seed, backend="numpy")
            (told,) = bench.told("evaluation")
            yield Outcome(end["reason"], end["history"], told["evaluation"]["accuracy"])

    return lambda recipe, **changes: list(outcomes({**recipe, **changes}))


Claim = Callable[[dict[str, Any], Train], bool]


def fifty_pictures(recipe: dict[str, Any], train: Train) -> bool:
    """They are enough to begin: far better than guessing among three."""
    return all(run.accuracy >= 0.6 for run in train(recipe))


def three_kinds(recipe: dict[str, Any], train: Train) -> bool:
    """It learns to tell them apart."""
    return all(run.accuracy > 0.85 for run in train(recipe))


def overfitting(recipe: dict[str, Any], train: Train) -> bool:
    """Training accuracy climbs to the top; validation stands still while its loss rises."""
    return all(
        run.history["accuracy"][-1] > 0.99
        and abs(run.history["val_accuracy"][-1] - run.history["val_accuracy"][14]) < 0.1
        and run.history["val_loss"][-1] > 1.3 * min(run.history["val_loss"])
        for run in train(recipe)
    )


def no_hidden_layer(recipe: dict[str, Any], train: Train) -> bool:
    """It works better than one may think, and it does fail."""
    return all(0.75 < run.accuracy < 0.9 for run in train(recipe))


def raw_pixels(recipe: dict[str, Any], train: Train) -> bool:
    """With the division the same network is better."""
    pairs = zip(train(recipe), train(recipe, normalize=True), strict=True)
    return all(raw.history["loss"][-1] > 1.3 * well.history["loss"][-1] for raw, well in pairs)


def too_fast(recipe: dict[str, Any], train: Train) -> bool:
    """A rate a hundred times the usual one learns less; turned down, it learns."""
    assert recipe["lr"] == 0.1
    pairs = zip(train(recipe), train(recipe, lr=0.001), strict=True)
    return all(fast.history["loss"][-1] > 2 * well.history["loss"][-1] for fast, well in pairs)


def stop_in_time(recipe: dict[str, Any], train: Train) -> bool:
    """It ends by itself, long before its epochs are over and not at once."""
    runs = train(recipe)
    return all(
        run.reason == "early-stopping" and 3 <= len(run.history["loss"]) <= 50 for run in runs
    )


def ten_kinds(recipe: dict[str, Any], train: Train) -> bool:
    """60,000 pictures and five epochs, as in many a first tutorial."""
    return all(run.accuracy > 0.84 for run in train(recipe))


CLAIMS: dict[str, Claim] = {
    "fifty-pictures": fifty_pictures,
    "three-kinds": three_kinds,
    "ten-kinds": ten_kinds,
    "overfitting": overfitting,
    "no-hidden-layer": no_hidden_layer,
    "raw-pixels": raw_pixels,
    "too-fast": too_fast,
    "stop-in-time": stop_in_time,
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_preset_does_what_it_says(dist: Path, train: Train, name: str) -> None:
    recipe = recipe_of(fragment_of(dist / "preset" / name / "index.html"))
    assert CLAIMS[name](recipe, train), name


def test_every_preset_that_trains_has_a_claim(dist: Path) -> None:
    recipes = {page.parent.name for page in dist.glob(PRESETS) if "layers" in fragment_of(page)}
    assert recipes == CLAIMS.keys()
