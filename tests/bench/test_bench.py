"""That the bench measures what it says, and says what it measured. Holds nothing to a time."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench import epochs, files, networks, place, products
from bench.environments import HERE, MissingError, Rival, python_with
from bench.meter import serving
from bench.report import Markdown, Text, summary, write
from bench.results import Results, take_turns
from bench.slowed import slowed
from bench.targets import TARGETS, Target
from bench.visitor import visit
from sitebuild.site import precache
from sitebuild.tools import paths


@pytest.fixture
def results() -> Results:
    """Two contenders, the second twice as slow, and one that could not be had."""
    results = Results()
    for who, values in (("ours", [3.0, 1.0, 2.0]), ("theirs", [4.0, 5.0, 3.0]), ("nobody", [])):
        results.of("epoch", "a thing", who, "s", "ours").values += values
    results.of("epoch", "a thing", "nobody", "s", "ours").note = "not measured: no Python 2"
    return results


def test_kernels_are_measured_in_the_browser(dist: Path, tmp_path: Path) -> None:
    target = tmp_path / "bench.json"
    command = [sys.executable, "-m", "bench", "--quick", "--only", "kernels", "--json", target]
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT / "tests")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    written = json.loads(target.read_text("utf-8"))
    rates = {each["who"]: each for each in written["measurements"]}
    assert set(rates) == {products.CEILING, *products.NAMES.values()}
    assert all(len(each["values"]) == 3 and min(each["values"]) > 0 for each in rates.values())
    assert rates[products.CEILING]["ratio"] == 1
    for text in (done.stdout, target.with_suffix(".md").read_text("utf-8")):
        assert all(who in text for who in rates)
        assert written["about"]["processor"] in text
    # The service worker keeps no other page than this one, and a visit waits until all is kept.
    page = (place.SITE / "app" / "index.html").read_bytes()
    service_worker = (place.SITE / "app" / precache.SERVICE_WORKER).read_text("utf-8")
    assert precache.integrity(page) in service_worker


def test_an_unknown_part_is_refused() -> None:
    command = [sys.executable, "-m", "bench", "--only", "kernels,speed"]
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT / "tests")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no part called speed" in done.stderr


def test_contenders_take_turns_and_who_fails_is_left_out() -> None:
    happened: list[str] = []

    def fail() -> None:
        happened.append("b")
        raise RuntimeError("no more\nat some line")

    turns = {"a": lambda: happened.append("a"), "b": fail, "c": lambda: happened.append("c")}
    take_turns(2, turns, lambda who, why: happened.append(f"{who}: {why}"))
    assert happened == ["a", "b", "b: no more", "c", "a", "c"]


def test_medians_and_ratios(results: Results) -> None:
    assert results.median("epoch", "a thing", "ours") == 2
    assert [results.ratio(each) for each in results.measurements] == [1, 2, None]
    assert results.median("epoch", "another thing", "ours") is None


@pytest.mark.parametrize("form", [Text(), Markdown()])
def test_table_tells_medians_ranges_ratios_and_what_is_missing(
    results: Results, form: Text | Markdown
) -> None:
    lines = write(form, results, {"processor": "a quick one"}).splitlines()
    (theirs,) = (line for line in lines if "theirs" in line)
    assert "4.00 s" in theirs
    assert "3.00-5.00" in theirs
    assert "2.00x" in theirs
    (nobody,) = (line for line in lines if "nobody" in line)
    assert "no Python 2" in nobody
    assert sum("not measured" in line for line in lines) == len(TARGETS) + 1


@pytest.mark.parametrize("form", [Text(), Markdown()])
def test_table_of_several_cases_has_a_line_for_each(form: Text | Markdown) -> None:
    results = Results()
    for case, factor in (("on foot", 1), ("by train", 10)):
        for who, value in (("ours", 3), ("theirs", 6)):
            results.of("start", "it", who, "ms", "theirs", case).values.append(value * factor)
    lines = write(form, results, {}).splitlines()
    (foot,) = (line for line in lines if "on foot" in line)
    (train,) = (line for line in lines if "by train" in line)
    assert foot.replace("|", " ").split() == ["on", "foot", "3.00", "(0.50x)", "6.00"]
    assert train.replace("|", " ").split() == ["by", "train", "30.0", "(0.50x)", "60.0"]


@pytest.mark.parametrize(
    ("against", "at_least", "limit", "value", "met"),
    [
        ([], False, 2, 2, True),
        ([], False, 1.9, 2, False),
        (["theirs"], False, 0.5, 0.5, True),
        (["theirs", "nobody"], False, 0.4, 0.5, False),
        (["theirs"], True, 0.4, 0.5, True),
        (["theirs"], True, 0.6, 0.5, False),
    ],
)
def test_targets(
    results: Results, against: list[str], at_least: bool, limit: float, value: float, met: bool
) -> None:
    names = [("epoch", "a thing", who) for who in against]
    target = Target("", limit, "x", [("epoch", "a thing", "ours")], names, at_least)
    assert target.value(results) == value
    assert target.is_met(value) == met


@pytest.mark.parametrize(
    ("at_least", "limit", "missed"), [(False, 1.6, 0.25), (True, 2.5, 0.2), (False, 2, 0)]
)
def test_a_target_tells_by_how_much_it_is_missed(
    results: Results, at_least: bool, limit: float, missed: float
) -> None:
    ours = [("epoch", "a thing", "ours")]
    target = Target("speed", limit, "s", ours, at_least=at_least)
    assert target.missed_by(2) == pytest.approx(missed)
    nobody = Target("nothing", 1, "s", [("epoch", "a thing", "nobody")])
    told = "1 of 1 targets met." if not missed else f"missed by {100 * missed:.0f} %."
    assert summary([target, nobody], results).endswith(told)


def test_every_network_and_its_warming_up_have_a_target() -> None:
    measured = {name for target in TARGETS for name in target.measured}
    named = {name[-1] for name in measured if name[0] == networks.SECTION}
    assert named == {*map(str, networks.NETWORKS), *networks.VISITS, networks.SHOWN, networks.OPEN}


def test_first_and_last_half_of_the_epochs() -> None:
    assert networks.halves([4, 2, 1, 1]) == (3, 1)


def test_bytes_by_file_add_up_and_small_files_share_a_line() -> None:
    sent = {"/app/start/memory-0A1B2C3D.bin": 70_000, "/app/": 900, "/app/a/b.js": 100}
    names = files.by_name(sent)
    assert names == {"all files": 71_000, "start/memory.bin": 70_000, "others": 1_000}


@pytest.mark.skipif(os.name == "nt", reason="processes cannot be stopped there")
def test_a_slowed_browser_is_slow_in_its_workers_too(browser: Browser) -> None:
    page = browser.new_page()
    page.evaluate(
        """() => {
            const task = `onmessage = () => {
                const begun = performance.now();
                let most = 0;
                for (let last = begun, now; (now = performance.now()) - begun < 600; last = now)
                    most = Math.max(most, now - last);
                postMessage(most);
            }`;
            window.worker = new Worker(URL.createObjectURL(new Blob([task])));
            window.pause = () => new Promise((resolve) => {
                worker.onmessage = ({ data }) => resolve(data);
                worker.postMessage(null);
            });
        }"""
    )
    with slowed(browser, 21):
        # It runs 5 ms and stops for 100.
        assert page.evaluate("pause()") > 80
    page.close()


def test_a_target_without_its_measurements_has_no_value(results: Results) -> None:
    nobody = [("epoch", "a thing", "nobody")]
    ours = [("epoch", "a thing", "ours")]
    assert Target("", 1, "x", nobody).value(results) is None
    assert Target("", 1, "x", ours, nobody).value(results) is None


def test_a_rival_whose_python_is_not_here_is_missing() -> None:
    with pytest.raises(MissingError, match=r"no Python 1\.5"):
        python_with(Rival("bench-pytorch", ("1.5",)))


def test_every_native_rival_has_a_script() -> None:
    scripts = {script for _, script, *_ in epochs.NATIVES.values()}
    folder = Path(__file__).parent / "rivals"
    assert scripts == {file.name for file in folder.glob("with_*.py")}


def test_a_visited_page_reports_and_its_faults_are_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(HERE / "pages" / "visit", site / "visit")
    script = (HERE / "pages" / "watch.js").read_text("utf-8")
    own = "bench.report({ driven: navigator.webdriver }).then(() => { throw new Error('enough'); })"
    (site / "index.html").write_text(f"<script>{script}</script><script>{own}</script>", "utf-8")
    with serving(site) as server:
        with visit(server, "", tmp_path / "profile") as visited:
            assert visited.report() == {"driven": False}
            with pytest.raises(RuntimeError, match="enough"):
                visited.report()
            server.settle()
        assert server.line.sent > len(script)


def test_server_counts_every_byte_it_sends(tmp_path: Path) -> None:
    content = os.urandom(100_000)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "index.html").write_bytes(content)
    with serving(tmp_path) as server:
        server.line.megabits = 100
        with urllib.request.urlopen(f"{server.url}folder/") as answer:
            assert answer.read() == content
        assert 0 < server.line.sent - len(content) < 1000
        assert server.line.by_file == {"/folder/": server.line.sent}
