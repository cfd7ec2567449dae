"""Writes down which names real Keras makes public, for fittingroom.compat to know them.

Run it with an environment of its own, like `make_goldens.py`:

    python tests/parity/make_names.py

It imports nothing of this project.
"""

import importlib
import json
from pathlib import Path

MODULES = (
    "keras",
    "keras.activations",
    "keras.backend",
    "keras.callbacks",
    "keras.config",
    "keras.datasets",
    "keras.initializers",
    "keras.layers",
    "keras.losses",
    "keras.metrics",
    "keras.models",
    "keras.optimizers",
    "keras.optimizers.schedules",
    "keras.regularizers",
    "keras.utils",
)
TARGET = Path(__file__).parents[2] / "py" / "fittingroom" / "compat" / "keras_names.json"


def public_names(path: str) -> str:
    """Names in a module, as one text."""
    return " ".join(name for name in sorted(dir(importlib.import_module(path))) if name[0] != "_")


if __name__ == "__main__":
    lines = [f" {json.dumps(path)}: {json.dumps(public_names(path))}" for path in MODULES]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
