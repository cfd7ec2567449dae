"""Writes the list of precached files into the service worker, and a list of those it leaves out."""

import base64
import hashlib
import json
import re
from pathlib import Path

from sitebuild.site.server import HASH_NAMED

SERVICE_WORKER = "service-worker.js"
PLACEHOLDER = "__PRECACHE__"
PRECACHED = (
    "index.html",
    "assets/*",
    "start/*",
    "data/fashion.npz",
    "data/lesson.bin",
    "data/preview.bin",
    "runtime/python_stdlib.zip",
    "runtime/numpy-*.whl",
)
"""What an offline visit can need, without the larger data sets and the ordinary start."""
FURTHER = ("data/*.bin", "data/*.json", "wheels/*")
"""What a visit may fetch later on; the page keeps it where the visitor asks for that."""
FURTHER_LIST = "further-files.json"
LEFT_OUT = re.compile(r".*(\.map|\.LEGAL\.txt)")


def list_files(dist: Path) -> None:
    """Write both lists into the site in `dist`."""
    entries = _entries(dist, PRECACHED)
    script = dist / SERVICE_WORKER
    text = script.read_text("utf-8")
    if text.count(PLACEHOLDER) != 1:
        raise ValueError(f"Expected one {PLACEHOLDER} in {SERVICE_WORKER}")
    script.write_text(text.replace(PLACEHOLDER, json.dumps(entries)), "utf-8")
    further = [entry for entry in _entries(dist, FURTHER) if entry not in entries]
    (dist / FURTHER_LIST).write_text(json.dumps(further), "utf-8")


def integrity(content: bytes) -> str:
    """Return a hash of `content` as the web platform writes it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def _entries(dist: Path, patterns: tuple[str, ...]) -> list[dict[str, str | int | None]]:
    files = sorted({file for pattern in patterns for file in dist.glob(pattern)})
    kept = [file for file in files if not LEFT_OUT.fullmatch(file.name)]
    return [_entry(file, file.relative_to(dist).as_posix()) for file in kept]


def _entry(file: Path, name: str) -> dict[str, str | int | None]:
    """Return Workbox's entry and the file's size; `revision` is null in names with a hash."""
    content = file.read_bytes()
    return {
        "url": name,
        "revision": None
        if HASH_NAMED.fullmatch(name)
        else hashlib.sha256(content).hexdigest()[:16],
        "integrity": integrity(content),
        "size": len(content),
    }
