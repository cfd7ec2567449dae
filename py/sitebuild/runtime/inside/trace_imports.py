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

HELD = {*sys.stdlib_module_names, "numpy", "fittingroom"}
LEFT_OUT = {"fittingroom.backend.wasm", "fittingroom.notebook.inline", "fittingroom.session_driver"}
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
    for module in pkgutil.walk_packages(fittingroom.__path__, "fittingroom."):
        if module.name not in LEFT_OUT:
            __import__(module.name)
    return [name for name in sys.modules if _is_held(name)]


def _visit(driver: SessionDriver, run_id: int, recipe: dict[str, Any]) -> None:
    """Look at the pictures, train, look at the predictions."""
    driver.handle("describe", recipe=recipe)
    driver.handle("images", recipe=recipe, part="train", start=0, count=12)
    driver.begin(recipe, run_id)
    driver.finish()
    driver.handle("predictions", which="wrong", start=0, count=12)


def _is_held(name: str) -> bool:
    return name.partition(".")[0] in HELD and name not in (__name__, *LEFT_OUT)
