"""Lists the modules that a visit imports, mistakes included, for the memory snapshot to hold.

A module that it misses is fetched when it is first imported.
"""

import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

import fittingroom
from fittingroom.session_driver import SessionDriver
from fittingroom.utils import lazy_modules

HELD = {*sys.stdlib_module_names, "numpy", "fittingroom"}
LEFT_OUT = {
    "fittingroom.backend.wasm",
    "fittingroom.notebook.output.inline",
    "fittingroom.session_driver",
}
"""The build has no kernels, few visits plot, and no visit drives a session."""

VISIT: dict[str, Any] = json.loads(Path(__file__).with_name("visit.json").read_text("utf-8"))
"""Recipes to train, and what else a visitor does; rehearse.mjs follows it as well."""


def modules(data: str) -> list[str]:
    """Return the names of the modules that a visit needs, in the order of their import."""
    driver = SessionDriver(Path(data))
    for run_id, changes in enumerate(VISIT["variants"]):
        _visit(driver, run_id, VISIT["recipe"] | changes | {"backend": "numpy"})
    for mistake in VISIT["mistakes"]:
        driver.handle(**mistake)
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
    for look in VISIT["inside"]:
        driver.handle(**look)


def _is_held(name: str) -> bool:
    held = name.partition(".")[0] in HELD and name not in (__name__, *LEFT_OUT)
    return held and not lazy_modules.is_lazy(name)
