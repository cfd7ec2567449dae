"""Writes a SCORM package of a task, around the hosted page or with the page itself in it."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urlsplit

from fittingroom.app.pictures.data_sets import DataSets
from fittingroom.app.pictures.store import Store
from fittingroom.app.recipe import Recipe
from sitebuild.site import archive
from sitebuild.tools import node, paths
from sitebuild.tools.console import BuildError

SCRIPT = Path(__file__).with_name("write.mjs")
READER = Path(__file__).with_name("read-task.mjs")
VERSIONS: Sequence[str] = ("1.2", "2004")
NAME = "fitting-room-scorm-{version}.zip"


class Package(NamedTuple):
    """A written package; `issues` say what of the link could not be used."""

    file: Path
    issues: list[str]


def write(
    link: str, version: str, target: Path, site: Path | None = None, all_pictures: bool = False
) -> Package:
    """Write the package of a task into `target`.

    Args:
        link: the task's link, with the address of the hosted page.
        version: of SCORM, one of `VERSIONS`.
        site: the built site, for a package that holds the page itself and needs no other.
        all_pictures: pack all of that site's pictures; otherwise those that the task begins with,
            and their number is fixed.

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
    own: list[str | Path] = []
    if site:
        own = [site, json.dumps(None if all_pictures else _pictures(link, site))]
    with TemporaryDirectory() as folder:
        command = [SCRIPT, paths.WEB, folder, link, version, *own]
        output = node.run(command, "the task could not be packed")
        archive.write(Path(folder), target)
    return Package(target, output.splitlines())


def _pictures(link: str, site: Path) -> list[str]:
    """Return the names of the data files that the recipe of a link is trained on."""
    recipe = json.loads(node.run([READER, paths.WEB, link], "the link could not be read"))
    manifest = json.loads((site / "data" / "manifest.json").read_text("utf-8"))
    return DataSets(Store(manifest)).needed(Recipe.from_json(recipe))
