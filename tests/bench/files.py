"""What a first visit fetches until 600 images are trained, file by file."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from bench.chromium import profile
from bench.results import Results, take_turns
from bench.setting import Setting
from bench.start import LESSON

SECTION = "files"
WHAT = "bytes of a first visit until the 600-image recipe is trained"
ALL, REST = "all files", "others"
LEAST = 50_000
"""Bytes from which a file has a line of its own."""
PATIENCE = 120
_HASH = re.compile(r"-[A-Z0-9]{8}(?=\.)")


def measure(setting: Setting, results: Results) -> None:
    """One visit: the bytes are the same each time."""

    def visit() -> None:
        for who, count in by_name(sent_to_a_visit(setting)).items():
            results.of(SECTION, WHAT, who, "MB", ALL).values.append(count / 1e6)

    turns: dict[str, Callable[[], object]] = {ALL: visit}
    take_turns(1, turns, partial(_give_up, results))


def sent_to_a_visit(setting: Setting) -> dict[str, int]:
    """Bytes sent, headers included, by the path of what was asked for."""
    server = setting.server
    while not server.reports.empty():
        server.reports.get()
    with profile(setting.playwright) as context:
        server.line.by_file.clear()
        page = context.new_page()
        page.goto(f"{server.url}app/#{LESSON}&run=1", wait_until="commit")
        told = server.reports.get(timeout=PATIENCE)
        sent = dict(server.line.by_file)
    if fault := told.get("fault"):
        raise RuntimeError(str(fault))
    return sent


def by_name(sent: Mapping[str, int]) -> dict[str, int]:
    """The sum, then the large files from the largest on, without hashes, then the rest in one."""
    files: dict[str, int] = {}
    for path, count in sent.items():
        name = _HASH.sub("", path.removeprefix("/app/")) or "index.html"
        files[name] = files.get(name, 0) + count
    large = sorted((name for name in files if files[name] >= LEAST), key=lambda name: -files[name])
    rest = sum(count for count in files.values() if count < LEAST)
    named = {name: files[name] for name in large}
    return {ALL: sum(files.values()), **named, **({REST: rest} if rest else {})}


def _give_up(results: Results, who: str, why: str) -> None:
    results.of(SECTION, WHAT, who, "MB", ALL).note = f"not measured: {why}"
