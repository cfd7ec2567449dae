"""Lists the modules that a visit imports, mistakes included, for the memory snapshot to hold.

A module that it misses is fetched when it is first imported.
"""

import pkgutil
import sys
from pathlib import Path
from typing import Any

import fittingroom
from fittingroom.session_driver import SessionDriver
from fittingroom.utils import lazy_modules

HELD = {*sys.stdlib_module_names, "numpy", "fittingroom"}
LEFT_OUT = {"fittingroom.backend.wasm", "fittingroom.notebook.inline", "fittingroom.session_driver"}
"""The build has no kernels, few visits plot, and no visit drives a session."""

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
    {"lr": 10, "normalize": False, "optimizer": "sgd", "layers": []},
)


def modules(data: str) -> list[str]:
    """Return the names of the modules that a visit needs, in the order of their import."""
    driver = SessionDriver(Path(data))
    for run_id, changes in enumerate(VARIANTS):
        _visit(driver, run_id, RECIPE | changes)
    driver.handle("fit")
    driver.handle("describe", recipe={"classes": 4})
    driver.handle("pause")
    driver.session.add("labels.bin", b"damaged")
    for name in own_modules():
        if name not in LEFT_OUT and not lazy_modules.is_lazy(name):
            __import__(name)
    return [name for name in sys.modules if _is_held(name)]


def own_modules() -> list[str]:
    """Return the names of all modules of the package; packages that come late are not opened."""
    found: list[str] = []
    waiting = [("fittingroom", [*fittingroom.__path__])]
    while waiting:
        package, path = waiting.pop(0)
        for module in pkgutil.iter_modules(path, f"{package}."):
            found.append(module.name)
            if module.ispkg:
                folder = module.name.rpartition(".")[2]
                waiting.append((module.name, [f"{entry}/{folder}" for entry in path]))
    return found


def late_modules() -> list[str]:
    """Return the modules that are imported when first used, which a visit does not fetch."""
    return [name for name in own_modules() if lazy_modules.is_lazy(name)]


def _visit(driver: SessionDriver, run_id: int, recipe: dict[str, Any]) -> None:
    """Look at the pictures, train, look at the predictions."""
    driver.handle("describe", recipe=recipe)
    driver.handle("images", recipe=recipe, part="train", start=0, count=12)
    driver.begin(recipe, run_id)
    driver.finish()
    driver.handle("predictions", which="wrong", start=0, count=12)


def _is_held(name: str) -> bool:
    held = name.partition(".")[0] in HELD and name not in (__name__, *LEFT_OUT)
    return held and not lazy_modules.is_lazy(name)
