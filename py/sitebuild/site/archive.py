"""Packs dist/ into one zip, reproducibly. Standard library only."""

import shutil
import zipfile
from pathlib import Path

NAME = "fitting-room-{version}.zip"
COMPRESSED = {".bin", ".npz", ".png", ".whl", ".woff2", ".zip"}
"""Suffixes of files that are compressed already, and are stored."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time of the zip format, for every file."""


def write(site: Path, target: Path) -> None:
    """Pack everything in the folder `site`, index.html on top, into the zip `target`.

    An earlier `target` is replaced only once the new one is whole.
    """
    partial = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(partial, "w") as archive:
            for file in sorted(site.rglob("*")):
                if file.is_file():
                    _add(archive, file, file.relative_to(site).as_posix())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, file: Path, name: str) -> None:
    member = zipfile.ZipInfo(name, EPOCH)
    member.create_system = 3  # Unix on every system: it decides how the next line is read
    member.external_attr = 0o100644 << 16
    stored = file.suffix in COMPRESSED
    member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    member.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(member, "w") as target:
        shutil.copyfileobj(source, target, 1 << 18)
