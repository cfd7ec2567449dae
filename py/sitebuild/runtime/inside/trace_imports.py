"""Lists the modules that a visit imports, mistakes included, for the memory snapshot to hold.

A module that it misses is fetched when it is first imported.
"""

import json
import pkgutil
import sys
import zlib
from pathlib import Path
from typing import Any

import fittingroom
from fittingroom.session import Session

HELD = {*sys.stdlib_module_names, "numpy", "fittingroom"}
# These need the kernels, which no build machine has to run, and Matplotlib, which few visits do.
LEFT_OUT = {"fittingroom.backend.wasm", "fittingroom.notebook.inline"}

RECIPE: dict[str, Any] = {
    "classes": 3,
    "samples": 50,
    "normalize": True,
    "layers": [{"units": 10, "activation": None}, {"units": 4, "activation": "tanh"}],
    "activation": "relu",
    "optimizer": "adam",
    "lr": None,
    "loss": "categorical_crossentropy",
    "epochs": 2,
    "batch": 10,
    "split": 0.2,
    "stop": None,
    "seed": 1,
    "backend": "numpy",
}
VARIANTS: tuple[dict[str, Any], ...] = (
    {},
    {"classes": 10, "optimizer": "sgd", "loss": "sparse_categorical_crossentropy"},
    {"split": 0, "stop": {"metric": "loss", "op": "<", "value": 9.0}, "activation": "sigmoid"},
    {"lr": 1e30, "normalize": False, "optimizer": "sgd", "layers": []},
)


def modules(data: str) -> list[str]:
    """Return the names of the modules that a visit needs, in the order of their import."""
    session = Session((Path(data) / "manifest.json").read_text("utf-8"))
    for run_id, changes in enumerate(VARIANTS):
        _visit(session, run_id, RECIPE | changes, Path(data))
    for wrong in (
        {"type": "fit"},
        {"type": "describe", "recipe": {"classes": 4}},
        {"type": "pause"},
    ):
        session.handle(json.dumps(wrong))
    session.add("labels.bin", b"damaged")
    for module in pkgutil.walk_packages(fittingroom.__path__, "fittingroom."):
        if module.name not in LEFT_OUT:
            __import__(module.name)
    return [name for name in sys.modules if name.partition(".")[0] in HELD and name != __name__]


def _visit(session: Session, run_id: int, recipe: dict[str, Any], data: Path) -> None:
    """Look at the pictures, train, look at the predictions."""

    def ask(**command: Any) -> Any:
        while files := (answer := session.handle(json.dumps(command))).get("needs"):
            bring(files)
        return answer.get("value")

    def bring(files: list[str]) -> None:
        for name in files:
            content = (data / name).read_bytes()
            session.add(name, zlib.decompress(content, 31) if name.endswith(".bin") else content)

    ask(type="describe", recipe=recipe)
    ask(type="images", recipe=recipe, part="train", start=0, count=12)
    ask(type="fit", recipe=recipe, run_id=run_id)
    bring(ask(type="missing")["needs"])
    while session.step(10)["more"]:
        pass
    ask(type="predictions", which="wrong", start=0, count=12)
