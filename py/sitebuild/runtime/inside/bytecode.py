"""Compiles a wheel to bytecode of the Python that this runs on: the Pyodide that will load it.

pyodide-build's compile step is all of it that fits: `pyodide py-compile` writes the bytecode of the
build machine's Python, and `pyodide build` and `pyodide venv` download a cross-build environment.
"""
# pyright: reportMissingTypeStubs=false, reportPrivateUsage=false

import hashlib
import re
import zipfile
from email.parser import BytesParser
from email.policy import compat32
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.utils import parse_wheel_filename
from pyodide_build._py_compile import _py_compile_archive
from pyodide_build.common import get_wheel_dist_info_dir, repack_zip_archive
from wheel.wheelfile import WheelFile

UNUSED = re.compile(
    r".*\.pyi|matplotlib/(testing|sphinxext|mpl-data/(sample_data|images|plot_directive))/.*"
    r"|matplotlib/backends/(web_backend/|qt_|_?(backend_)?(gtk|macosx|nbagg|qt|tk|webagg|wx)).*"
)
"""Files of no use in a page: types, examples, windows of other systems."""


def compile_wheel(source: str, folder: str) -> str:
    """Write the wheel `source`, compiled, to `folder`; return its file name.

    The same wheel gives the same bytes, since compile_wheel.mjs sets SOURCE_DATE_EPOCH, which fixes
    the times in the archive and makes `py_compile` note a source's hash instead of its time.
    Nothing ever checks that hash, as the sources are not there.
    """
    with TemporaryDirectory() as scratch:
        lean = Path(scratch) / Path(source).name
        _copy_used(Path(source), lean)
        compiled = _py_compile_archive(lean, verbose=False, compression_level=0)
        if compiled is None:
            raise ValueError(f"Expected a wheel that pyodide-build compiles. Received: {lean.name}")
        target = _finish(compiled, Path(folder))
    repack_zip_archive(target, compression_level=9)
    return target.name


def _copy_used(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as wheel, zipfile.ZipFile(target, "w") as lean:
        for entry in wheel.namelist():
            if not UNUSED.fullmatch(entry):
                lean.writestr(entry, wheel.read(entry))


def _finish(compiled: Path, folder: Path) -> Path:
    """Write RECORD and WHEEL anew, which the compile step leaves as they were.

    A build tag, made from the content, keeps caches from taking one build for another.
    """
    with zipfile.ZipFile(compiled) as wheel:
        files = {entry: wheel.read(entry) for entry in wheel.namelist()}
        info = get_wheel_dist_info_dir(wheel, compiled.name.split("-")[0])
    name_version = info.removesuffix(".dist-info")
    *_, (tag,) = parse_wheel_filename(compiled.name)
    del files[f"{info}/RECORD"]
    about = BytesParser(policy=compat32).parsebytes(files.pop(f"{info}/WHEEL"))
    build = "0" + hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:12]
    del about["Tag"]
    about["Build"] = build
    about["Tag"] = str(tag)
    target = folder / f"{name_version}-{build}-{tag}.whl"
    with WheelFile(target, "w") as wheel:
        for entry, content in files.items():
            wheel.writestr(entry, content)
        wheel.writestr(f"{info}/WHEEL", about.as_bytes())
    return target
