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
    "data/preview.json",
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
    entries = [
        {**_entry(name, content), "revision": _revision(name, content)}
        for name, content in _files(dist, PRECACHED)
    ]
    script = dist / SERVICE_WORKER
    text = script.read_text("utf-8")
    if text.count(PLACEHOLDER) != 1:
        raise ValueError(f"Expected one {PLACEHOLDER} in {SERVICE_WORKER}")
    script.write_text(text.replace(PLACEHOLDER, json.dumps(entries)), "utf-8")
    precached = {entry["url"] for entry in entries}
    further = [_entry(*file) for file in _files(dist, FURTHER) if file[0] not in precached]
    (dist / FURTHER_LIST).write_text(json.dumps(further), "utf-8")


def _files(dist: Path, patterns: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """Return names below `dist` and contents."""
    files = sorted({file for pattern in patterns for file in dist.glob(pattern)})
    kept = [file for file in files if not LEFT_OUT.fullmatch(file.name)]
    return [(file.relative_to(dist).as_posix(), file.read_bytes()) for file in kept]


def _entry(name: str, content: bytes) -> dict[str, str | int | None]:
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return {"url": name, "integrity": f"sha256-{digest}", "size": len(content)}


def _revision(name: str, content: bytes) -> str | None:
    """Return Workbox's revision, null for names with a hash."""
    return None if HASH_NAMED.fullmatch(name) else hashlib.sha256(content).hexdigest()[:16]
