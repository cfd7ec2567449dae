"""Bundles web/ into the page, its hash-named scripts, styles and fonts, and the element's files."""

from pathlib import Path

from sitebuild.runtime import pyodide
from sitebuild.site import default_run, poster_units, precache, site_url
from sitebuild.tools import node, paths
from sitebuild.tools.artifacts import artifact, contents, fingerprint
from sitebuild.tools.console import BuildError

_HERE = Path(__file__).parent
PAGES = _HERE / "pages.mjs"
ENTRY_POINTS = ("index.html", "main.js", "worker/worker.js", "style.css")
RECIPE = paths.PY / "fittingroom" / "app" / "recipe.json"
"""The field table, the one file of the Python package that the page reads too."""


def inputs() -> str:
    """Return the fingerprint of the bundle's inputs."""
    code = (
        Path(__file__),
        Path(precache.__file__),
        Path(poster_units.__file__),
        *sorted(_HERE.glob("*.mjs")),
    )
    files = contents(paths.WEB, RECIPE, *code, pyodide.FOLDER / "package.json")
    return fingerprint([files, site_url.published() or ""])


def make(build_id: str, start: Path, run: Path) -> Path:
    """Return the artifact with index.html, assets/ and the element.

    Args:
        build_id: the build that page and worker compare.
        start: the list of the quick start's files, compiled into the worker.
        run: the artifact of the default run, which the element's poster shows.
    """
    missing = [name for name in ENTRY_POINTS if not (paths.WEB / name).exists()]
    if missing:
        raise BuildError(f"web/ has no {', '.join(missing)}; the front end cannot be bundled.")

    return artifact(
        "frontend",
        "Bundling the front end",
        [inputs(), build_id, contents(run)],
        lambda folder: bundle(folder, build_id, start, run),
    )


def bundle(folder: Path, build_id: str, start: Path, run: Path) -> None:
    """Write the bundled page, and what other pages load, into `folder`."""
    script = _HERE / "bundle.mjs"
    units = poster_units.coded(default_run.read(run).changes)
    command = [script, paths.WEB, folder, build_id, start, units, site_url.published() or ""]
    node.run(command, "esbuild could not bundle the front end")
