"""Trains what the page has set at first, for the pictures that show beforehand what it learns."""

import json
from pathlib import Path
from typing import NamedTuple

from fittingroom.session_driver import SessionDriver
from sitebuild.tools import paths
from sitebuild.tools.artifacts import artifact, contents

CLOTHES = 5
PIXELS = 28 * 28
_HISTORY, _CLOTHES, _CHANGES = "history.json", "clothes.bin", "changes.bin"


class DefaultRun(NamedTuple):
    """A run of the default settings.

    Args:
        history: Keras's, by metric.
        clothes: the first training pictures, each 784 bytes.
        changes: what training has added to each unit of the first layer, 784 bytes, 128 for zero.
    """

    history: dict[str, list[float]]
    clothes: list[bytes]
    changes: list[bytes]


def make(data: Path) -> Path:
    """Return the artifact, from the folder of the pictures."""
    inputs = contents(Path(__file__), paths.PY / "fittingroom", data / "manifest.json")
    return artifact(
        "default-run", "Training the default network", [inputs], lambda to: _fill(to, data)
    )


def read(folder: Path) -> DefaultRun:
    """Return the run of an artifact."""
    history = json.loads((folder / _HISTORY).read_text("utf-8"))
    return DefaultRun(history, _pictures(folder / _CLOTHES), _pictures(folder / _CHANGES))


def _fill(folder: Path, data: Path) -> None:
    driver = SessionDriver(data)
    driver.begin({})
    driver.finish()
    (end,) = [event for event in driver.events if event["type"] == "run-end"]
    shown = driver.value("images", recipe={}, part="train", start=0, count=CLOTHES)
    clothes = b"".join(picture["pixels"] for picture in shown["images"])
    (folder / _HISTORY).write_text(json.dumps(end["history"]), "utf-8")
    (folder / _CLOTHES).write_bytes(clothes)
    (folder / _CHANGES).write_bytes(driver.value("look")["network"]["changes"])


def _pictures(file: Path) -> list[bytes]:
    content = file.read_bytes()
    return [content[i : i + PIXELS] for i in range(0, len(content), PIXELS)]
