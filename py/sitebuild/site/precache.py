"""Writes the list of precached files into the service worker."""

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
LEFT_OUT = re.compile(r".*(\.map|\.LEGAL\.txt)")


def list_files(dist: Path) -> None:
    """Write the list into the service worker of the site in `dist`."""
    files = sorted({file for pattern in PRECACHED for file in dist.glob(pattern)})
    kept = [file for file in files if not LEFT_OUT.fullmatch(file.name)]
    entries = [_entry(file, file.relative_to(dist).as_posix()) for file in kept]
    script = dist / SERVICE_WORKER
    text = script.read_text("utf-8")
    if text.count(PLACEHOLDER) != 1:
        raise ValueError(f"Expected one {PLACEHOLDER} in {SERVICE_WORKER}")
    script.write_text(text.replace(PLACEHOLDER, json.dumps(entries)), "utf-8")


def _entry(file: Path, name: str) -> dict[str, str | int | None]:
    """Return Workbox's entry and the file's size; `revision` is null in names with a hash."""
    content = file.read_bytes()
    digest = hashlib.sha256(content)
    return {
        "url": name,
        "revision": None if HASH_NAMED.fullmatch(name) else digest.hexdigest()[:16],
        "integrity": f"sha256-{base64.b64encode(digest.digest()).decode()}",
        "size": len(content),
    }
