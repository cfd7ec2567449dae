"""Makes courses as a teacher would: with the real tools, and code from the instruction pages.

What a teacher writes lies in courses/; a line `PASTE name` there stands for the code called so.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from bench.environments import Rival, npm_packages, python_with
from sitebuild.tools import paths

HERE = Path(__file__).parent
COURSES = HERE / "courses"
TOOLS = Rival("sites", ("3.13", "3.12", "3.14"))
PASTE = re.compile(r"^PASTE ([\w-]+)$", re.MULTILINE)
KEPT_ATTRIBUTES = {"src", "title", "width", "height", "name", "allowfullscreen", "loading", "style"}
"""What learning platforms leave of a frame."""

Codes = Mapping[str, str]


def pasted(text: str, codes: Codes) -> str:
    """What a teacher wrote, with the code where it belongs."""
    return PASTE.sub(lambda found: codes[found[1]], text)


def copy(name: str, folder: Path, codes: Codes) -> None:
    """Put a course of one page into `folder`."""
    text = (COURSES / name).read_text("utf-8")
    (folder / name).write_text(pasted(text, codes), "utf-8")


def mkdocs(folder: Path, codes: Codes, url: str) -> None:
    """Build the course for MkDocs Material, to be found at `url`."""
    source = _sources("mkdocs", folder, {**codes}, lambda text: text.replace("COURSE_URL", url))
    _run("mkdocs", "build", "--quiet", "--strict", "-f", source / "mkdocs.yml", "-d", folder)


def sphinx(folder: Path, codes: Codes) -> None:
    """Build the course for Sphinx."""
    source = _sources("sphinx", folder, codes)
    (source / "conf.txt").rename(source / "conf.py")
    _run("sphinx", "--quiet", "--fail-on-warning", "--builder", "html", source, folder)


def reveal(folder: Path, codes: Codes) -> None:
    """Put the slides and reveal.js into `folder`."""
    package = npm_packages(HERE, "reveal.js for the tests") / "reveal.js"
    shutil.copytree(package / "dist", folder / "reveal")
    copy("reveal.html", folder, codes)


def left_of(code: str) -> str:
    """What a learning platform leaves of pasted code: frames, with harmless attributes."""
    sieve = _Sieve()
    sieve.feed(code)
    return "".join(sieve.left)


class _Sieve(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.left: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            kept = [(name, value or "") for name, value in attrs if name in KEPT_ATTRIBUTES]
            written = "".join(f' {name}="{_quoted(value)}"' for name, value in kept)
            self.left.append(f"<iframe{written}></iframe>")


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;")


def _sources(
    name: str, folder: Path, codes: Codes, edit: Callable[[str], str] = lambda text: text
) -> Path:
    """A copy of a course's sources beside `folder`, with the code pasted."""
    source = folder.with_name(f"{name}-source")
    shutil.copytree(COURSES / name, source)
    for file in source.rglob("*.*"):
        file.write_text(edit(pasted(file.read_text("utf-8"), codes)), "utf-8")
    return source


def _run(module: str, *arguments: str | Path) -> None:
    command = [python_with(TOOLS), "-m", module, *arguments]
    done = subprocess.run(
        list(map(str, command)), cwd=paths.BUILD, capture_output=True, text=True, timeout=120
    )
    if done.returncode != 0:
        raise AssertionError(f"{module}:\n{done.stdout}\n{done.stderr}")
