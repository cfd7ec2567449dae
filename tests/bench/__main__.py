"""Compares the built page with its rivals, all in one run, and prints one table.

Start it as `python3 build.py bench`. Everything is measured on this machine and in one browser, one
thing at a time and in turns. Rivals live in environments of their own below .build/bench; one that
cannot be installed is left out with a note.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import (
    epochs,
    files,
    growth,
    machine,
    meter,
    networks,
    phone,
    place,
    products,
    small,
    start,
)
from bench.chromium import version
from bench.environments import FOLDER, HERE
from bench.report import Markdown, Text, write
from bench.results import Results
from bench.setting import Setting
from bench.targets import TARGETS
from sitebuild.site import site
from sitebuild.tools import browser, file_lock, paths
from sitebuild.tools.console import guarded, say

SECTIONS = {
    "kernels": products.measure,
    "small": small.measure,
    "start": start.measure,
    "epoch": epochs.measure,
    "networks": networks.measure,
    "growth": growth.measure,
    "files": files.measure,
    "phone": phone.measure,
}


def main(arguments: list[str]) -> int:
    """Measure what was asked for, print it and write it down."""
    options = _parse(arguments)
    browser.ensure()
    site.build()
    results = Results()
    with file_lock.exclusive(FOLDER / "lock"):
        no_tfjs = place.lay_out()
        about, begun = machine.describe(), time.monotonic()
        with meter.serving(place.SITE) as server, sync_playwright() as playwright:
            setting = Setting(server, playwright, no_tfjs or "", options.quick)
            about |= {"browser": version(playwright), **_versions()}
            for name in options.only:
                say(f"Measuring: {name} ...")
                SECTIONS[name](setting, results)
    about["measured in"] = f"{(time.monotonic() - begun) / 60:.1f} minutes"
    _write_down(options.json, results, about)
    return 0


def _versions() -> dict[str, str]:
    """Versions of what the page is made of."""
    built = json.loads((paths.DIST / site.BUILD_INFO).read_text("utf-8"))
    pins = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    return {
        "page": f"build {built['build']}, Pyodide {built['pyodide']}, NumPy {built['numpy']}",
        "TensorFlow.js": pins["@tensorflow/tfjs"],
    }


def _write_down(target: Path, results: Results, about: dict[str, str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    table = target.with_suffix(".md")
    targets = [
        {"text": each.text, "limit": each.limit, "unit": each.unit, "value": each.value(results)}
        for each in TARGETS
    ]
    content = {"about": about, "measurements": results.as_json(), "targets": targets}
    target.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    table.write_text(write(Markdown(), results, about), "utf-8")
    say("\n" + write(Text(), results, about))
    say(f"Every value is in {target}, the table for a README in {table}.")


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer repetitions and sizes")
    parser.add_argument(
        "--only",
        type=_sections,
        default=list(SECTIONS),
        metavar="NAME,...",
        help=f"parts to measure, of {', '.join(SECTIONS)}",
    )
    parser.add_argument(
        "--json",
        type=Path,
        default=FOLDER / "bench.json",
        metavar="FILE",
        help="default %(default)s",
    )
    return parser.parse_args(arguments)


def _sections(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no part called {', '.join(unknown)}")
    return names


sys.exit(guarded(lambda: main(sys.argv[1:])))
