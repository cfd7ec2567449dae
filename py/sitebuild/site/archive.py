"""Packs dist/ into one zip to upload or to hand on. The same files give the same bytes.

Standard library only.
"""

import shutil
import zipfile
from pathlib import Path

NAME = "fitting-room-{version}.zip"
PACKED = {".bin", ".npz", ".png", ".whl", ".woff2", ".zip"}
"""What is compressed already and gains nothing from it once more."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip can tell: no file's own."""


def write(site: Path, target: Path) -> None:
    """Pack everything in the folder `site`, index.html on top, into the zip `target`.

    What is there of that name is replaced only once the new one is whole.
    """
    arriving = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(arriving, "w") as archive:
            for file in sorted(site.rglob("*")):
                if file.is_file():
                    _add(archive, file, file.relative_to(site).as_posix())
        arriving.replace(target)
    finally:
        arriving.unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, file: Path, name: str) -> None:
    member = zipfile.ZipInfo(name, LONG_AGO)
    member.create_system = 3  # Unix, whatever this is: it decides how the next line is read
    member.external_attr = 0o100644 << 16
    stored = file.suffix in PACKED
    member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    member.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(member, "w") as target:
        shutil.copyfileobj(source, target, 1 << 18)
