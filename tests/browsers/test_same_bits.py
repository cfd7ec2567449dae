"""The same recipe gives the same numbers, to the last bit, in every browser engine."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from browsers.drive import ENGINES, list_in, run_in
from session.test_own_set import Pixels, pictures, zipped

# Ragged layers, every activation, a ragged last batch and a sparse input: all kernels at once; then
# wide layers, cut into blocks, with and without zeros to skip.
RECIPES = (
    "v=1&classes=3&samples=600&layers=16,12:tanh,10:sigmoid&epochs=3&batch=7&split=0.2&run=1",
    "v=1&classes=10&samples=1200&layers=200,128:tanh,136&epochs=2&batch=32&split=0&run=1",
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


SETTINGS = "v=1&classes=3&samples=50&layers=8&epochs=2&batch=10&split=0.2&more=1@0.01"
TASK = "ask=How%20many%20units%3F&goal=accuracy%3E0.5&predict=1"


def test_a_list_with_seeds_more_epochs_and_a_prediction_replays_in_firefox(site_url: str) -> None:
    address = f"{site_url}#{SETTINGS}&{TASK}&vary=units:4,16&seeds=2"
    replayed = list_in("firefox", address, 4)
    assert replayed == list_in("chromium", address, 4)
    last = SETTINGS.replace("layers=8", "layers=16")
    alone = run_in("firefox", f"{site_url}#{last}&seed=43&run=1")
    assert alone["fingerprint"] == replayed[-1]


def test_a_set_of_ones_own_gives_the_same_numbers_in_chromium_and_firefox(
    site_url: str, tmp_path: Path
) -> None:
    """From photographs: decoded, made small and split alike as well."""
    file = tmp_path / "bars.zip"
    pixels, labels = pictures(60)
    file.write_bytes(
        zipped(
            {
                f"{'ab'[label]}/{i}.jpg": jpeg(p)
                for i, (p, label) in enumerate(zip(pixels, labels, strict=True))
            }
        )
    )
    address = f"{site_url}#v=1&data=own&classes=2&samples=48&layers=10&epochs=3&batch=7"
    one, other = (run_in(engine, address, file) for engine in ("chromium", "firefox"))
    assert one["type"] == other["type"] == "done", (one, other)
    assert one["history"] == other["history"]
    assert one["fingerprint"] == other["fingerprint"]


def jpeg(pixels: Pixels) -> bytes:
    content = io.BytesIO()
    large = pixels.repeat(9, axis=0).repeat(9, axis=1)
    Image.fromarray(255 - large).save(content, "JPEG")
    return content.getvalue()
