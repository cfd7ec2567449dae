"""Writes a SCORM package: a small page around a task on the hosted site."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit

from sitebuild.site import archive
from sitebuild.tools import node, paths
from sitebuild.tools.console import BuildError

SCRIPT = Path(__file__).with_name("write.mjs")
VERSIONS: Sequence[str] = ("1.2", "2004")
NAME = "fitting-room-scorm-{version}.zip"


class Package(NamedTuple):
    """A written package; `issues` say what of the link could not be used."""

    file: Path
    issues: list[str]


def write(link: str, version: str, target: Path) -> Package:
    """Write the package of a task into `target`.

    Args:
        link: the task's link, with the address of the hosted page.
        version: of SCORM, one of `VERSIONS`.

    Raises:
        BuildError: if the link leads to no web page or holds no task.
    """
    address = urlsplit(link)
    if address.scheme not in ("http", "https") or not address.netloc:
        raise BuildError(
            "the link is not one of a web page.\n"
            f"Received: {link[:80]}\n"
            "What to do: copy the whole link, from https:// to its end, and put it in quotes."
        )
    node.install_packages()
    with TemporaryDirectory() as folder:
        command = [SCRIPT, paths.WEB, folder, link, version]
        output = node.run(command, "the task could not be packed")
        archive.write(Path(folder), target)
    return Package(target, output.splitlines())
