"""Paths of the source tree, .build/, dist/ and the user's cache. Standard library only."""

import os
import sys
from pathlib import Path

from sitebuild.tools.console import BuildError

ROOT = Path(__file__).resolve().parents[3]
PYPROJECT = ROOT / "pyproject.toml"
PY = ROOT / "py"
WEB = ROOT / "web"
NODE_MODULES = WEB / "node_modules"
DIST = ROOT / "dist"

BUILD = ROOT / ".build"
VENV = BUILD / "venv"
ARTIFACTS = BUILD / "artifacts"
SCRATCH = BUILD / "scratch"
LOCK = BUILD / "lock"


def cache() -> Path:
    """Return the folder of downloads shared by clones: `$FITTING_ROOM_CACHE` or the system's."""
    chosen = os.environ.get("FITTING_ROOM_CACHE")
    if chosen:
        try:
            return Path(chosen).expanduser().resolve()
        except RuntimeError as error:
            raise BuildError(
                f"FITTING_ROOM_CACHE is {chosen}, and no such home is known: {error}.\n"
                "What to do: set it to a folder that you may write to, or unset it."
            ) from None
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else Path.home() / "AppData" / "Local"
        return base / "fitting-room" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "fitting-room"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fitting-room"
