"""Runs inside Pyodide: turns a wheel into one that holds bytecode instead of sources.

The bytecode is for the very Python that runs this, so it is made by the Pyodide that will load it.
Standard library only, and the same wheel gives the same bytes each time.
"""

import base64
import hashlib
import py_compile
import re
import sys
import tempfile
import zipfile
from pathlib import Path

USELESS = re.compile(
    r".*\.pyi|matplotlib/(testing|sphinxext|mpl-data/(sample_data|images|plot_directive))/.*"
    r"|matplotlib/backends/(web_backend/|qt_|_?(backend_)?(gtk|macosx|nbagg|qt|tk|webagg|wx)).*"
)
"""What is no use in a page: types, examples, and windows of other systems."""


def rewrite(source: str, folder: str) -> str:
    """Write the bytecode form of the wheel `source` into `folder` and return its file name.

    The name carries a build tag made from the content, so that no cache mixes two builds up.
    """
    with zipfile.ZipFile(source) as wheel:
        files = {entry: wheel.read(entry) for entry in wheel.namelist()}
    name, version, *_, abi, platform = Path(source).stem.split("-")
    info = f"{name}-{version}.dist-info"
    del files[f"{info}/RECORD"]
    wheel_lines = files.pop(f"{info}/WHEEL").decode().splitlines()
    useful = {entry: content for entry, content in files.items() if not USELESS.fullmatch(entry)}
    kept = dict(_compiled(entry, content) for entry, content in useful.items())
    build = "0" + hashlib.sha256(repr(sorted(kept.items())).encode()).hexdigest()[:12]
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    tag = f"{python}-{abi}-{platform}"
    wheel_lines = [line for line in wheel_lines if line and not line.startswith("Tag: ")]
    kept[f"{info}/WHEEL"] = "\n".join([*wheel_lines, f"Build: {build}", f"Tag: {tag}", ""]).encode()
    kept[f"{info}/RECORD"] = _record(kept, f"{info}/RECORD")
    file_name = f"{name}-{version}-{build}-{tag}.whl"
    _write(Path(folder) / file_name, kept)
    return file_name


def _compiled(entry: str, content: bytes) -> tuple[str, bytes]:
    """The bytecode that takes the place of a source file; other files stay as they are.

    Tracebacks name the source by its path inside the package. The bytecode is never compared with
    that source (unchecked hash), since the source is not there.
    """
    if not entry.endswith(".py"):
        return entry, content
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "source.py", Path(folder) / "target.pyc"
        source.write_bytes(content)
        py_compile.compile(
            str(source),
            cfile=str(target),
            dfile=entry,
            doraise=True,
            optimize=0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        return entry + "c", target.read_bytes()


def _record(files: dict[str, bytes], own_entry: str) -> bytes:
    """The wheel's list of its files with their hashes."""
    lines: list[str] = []
    for entry, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{entry},sha256={digest},{len(content)}")
    return "\n".join([*lines, f"{own_entry},,", ""]).encode()


def _write(path: Path, files: dict[str, bytes]) -> None:
    """Write a zip archive whose bytes depend on the files alone."""
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in files.items():
            member = zipfile.ZipInfo(entry, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o100644 << 16
            archive.writestr(member, content, compresslevel=9)
