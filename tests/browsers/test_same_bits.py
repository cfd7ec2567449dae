"""The same recipe gives the same numbers, to the last bit, in every browser engine."""

from typing import Any

import pytest

from browsers.drive import ENGINES, run_in

# Ragged layers, every activation, a ragged last batch and a sparse input: all kernels at once.
RECIPES = (
    "v=1&classes=3&samples=600&layers=16,12:tanh,10:sigmoid&epochs=3&batch=7&split=0.2&run=1",
    "v=1&classes=10&samples=1200&layers=128&epochs=2&batch=32&split=0&run=1",
)


@pytest.fixture(scope="module")
def chromium_runs(site_url: str) -> dict[str, dict[str, Any]]:
    return {recipe: run_in("chromium", f"{site_url}#{recipe}") for recipe in RECIPES}


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_computes_what_chromium_did(
    site_url: str, chromium_runs: dict[str, dict[str, Any]], recipe: str, engine: str
) -> None:
    one, other = chromium_runs[recipe], run_in(engine, f"{site_url}#{recipe}")
    assert one["type"] == other["type"] == "done"
    assert one["history"] == other["history"]
    assert one["fingerprint"] == other["fingerprint"]
    assert one["evaluation"]["confusion"] == other["evaluation"]["confusion"]
