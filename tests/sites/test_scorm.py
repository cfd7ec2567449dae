"""A task as a SCORM package, on scorm-again: what it reports, and what it survives."""

import json
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import FrameLocator, Page, expect

from bench.environments import npm_packages
from e2e.app_page import BOOT, RUN
from e2e.conftest import Visits
from e2e.host import Answer, Held, Host
from sitebuild.scorm import package
from sitebuild.tools.console import BuildError

HERE = Path(__file__).parent
TASK = (
    "v=1&samples=50&layers=8&epochs=2&ask=Train%20<b>it</b>%20%26%20%22see%22"
    "&goal=samples<100,test_accuracy>0.05&tries=2&hint=One"
)
HARD = TASK.replace("test_accuracy>0.05", "test_loss<0")
VERSIONS = ("1.2", "2004")
BRIDGE = ("scorm-again.js", "cross-frame-lms.js", "cross-frame-api.js")
PAGES = ("scorm.html", "faults.js", "player.html")
AT_REST = 3000
"""Milliseconds in which a page that is there has told of its task."""
LONG_NAME = "maximiliane.sophie.schmidt@example.edu"
FAULTS = ("throws", "json", "long", "slow")
"""Those that differ most for the page; tests/web/scorm tries all twenty in Node."""


class Platform:
    """A learner's visits to the platform, in one browser."""

    def __init__(self, page: Page, url: str, folder: Path, host: Host) -> None:
        self.page, self.url, self.folder, self.host = page, url, folder, host

    def upload(self, version: str, task: str = TASK, site: Path | None = None) -> None:
        target = self.folder / f"{version}.zip"
        written = package.write(f"{self.host.url}#{task}", version, target, site)
        assert written.issues == []
        self.unpack(version, written.file)

    def unpack(self, version: str, file: Path) -> None:
        place = self.folder / f"package-{version}"
        shutil.rmtree(place, ignore_errors=True)
        with zipfile.ZipFile(file) as archive:
            archive.extractall(place)

    def open(self, version: str, frames: int = 2, **options: str) -> FrameLocator:
        more = "".join(f"&{key}={value}" for key, value in options.items())
        self.page.goto(f"{self.url}scorm.html?version={version}{more}")
        inner = self.page.frame_locator("iframe")
        for _ in range(frames - 1):
            inner = inner.frame_locator("iframe")
        expect(inner.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)
        return inner

    def train(self, inner: FrameLocator) -> None:
        tries = inner.get_by_role("region", name="Task", exact=True).locator(".subtitle")
        before = tries.inner_text()
        buttons = inner.get_by_role("group", name="Training")
        buttons.get_by_role("button", name="Fit", exact=True).click()
        expect(tries).not_to_have_text(before, timeout=RUN)

    def crash(self) -> None:
        """Lose the tab as a browser does that has no memory left, and open another."""
        fresh = self.page.context.new_page()
        with self.page.expect_event("crash"), suppress(PlaywrightError):
            self.page.goto("chrome://crash")
        self._to(fresh)

    def close(self) -> None:
        """Close the tab as its cross does, and open another."""
        fresh = self.page.context.new_page()
        with self.page.expect_event("close"):
            self.page.close(run_before_unload=True)
        self._to(fresh)

    def _to(self, page: Page) -> None:
        self.page = page
        self.page.goto(f"{self.url}scorm-again.js")

    def stored(self, version: str) -> dict[str, Any]:
        text = self.page.evaluate(f"localStorage.getItem('platform-{version}')")
        return json.loads(text)["cmi"] if text else {}


@pytest.fixture
def platform(
    visiting: Visits, course_url: str, course: Host, folder: Path, host: Host
) -> Iterator[Platform]:
    scorm = npm_packages(HERE, "what courses are made with") / "scorm-again"
    for name in BRIDGE:
        shutil.copyfile(scorm / "dist" / name, folder / name)
    for name in PAGES:
        shutil.copyfile(HERE / "courses" / name, folder / name)
    origins = (course_url, course.url)
    with visiting(origins=origins, instruments=False) as app:
        yield Platform(app.page, course_url, folder, host)


def status(cmi: dict[str, Any], version: str) -> tuple[str, str, str]:
    """Completion, success and points."""
    if version == "1.2":
        core = cmi["core"]
        return core["lesson_status"], core["lesson_status"], core["score"]["raw"]
    return cmi["completion_status"], cmi["success_status"], cmi["score"]["raw"]


def seconds(cmi: dict[str, Any]) -> float:
    """How long the sitting was, as told at its end."""
    told = re.search(r'"session_time": "[^"]*?([\d.]+)S?"', json.dumps(cmi))
    return float(told[1]) if told else 0


@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifest_is_wellformed_and_names_every_file(tmp_path: Path, version: str) -> None:
    link = f"https://example.edu/~prof/fitting-room/#{TASK}"
    with zipfile.ZipFile(package.write(link, version, tmp_path / "a.zip").file) as archive:
        root = ET.fromstring(archive.read("imsmanifest.xml"))
        named = {element.get("href") for element in root.iter() if element.tag.endswith("}file")}
        assert named == set(archive.namelist()) - {"imsmanifest.xml"}
        titles = [element.text for element in root.iter() if element.tag.endswith("}title")]
        assert titles == ['Train <b>it</b> & "see"'] * 2
        page = archive.read("index.html").decode()
    assert "<b>it</b>" not in page
    assert "https://example.edu/~prof/fitting-room/#v=1&amp;" in page
    assert "embed=1" in page


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("http://example.edu/#v=1&samples=50", "holds no task"),
        ("fitting-room", "not one of a web page"),
        ("javascript:alert(1)//#ask=x", "not one of a web page"),
    ],
)
def test_what_is_no_task_is_refused(tmp_path: Path, link: str, words: str) -> None:
    with pytest.raises(BuildError, match=words):
        package.write(link, "1.2", tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_teacher_goes_from_the_embed_room_to_a_score(platform: Platform, version: str) -> None:
    """With what the room's own fields and buttons give, and nothing else."""
    page = platform.page
    page.goto(f"{platform.host.url}#v=1&samples=50&layers=8&epochs=2&view=embed")
    step = page.get_by_role("region", name="Ask", exact=True)
    fields = {"Task": "Train & see", "Conditions": "test_accuracy > 5 %; samples < 100"}
    for name, text in fields.items():
        step.get_by_role("textbox", name=name, exact=True).fill(text)
        step.get_by_role("textbox", name=name, exact=True).blur()
    with page.expect_download() as saved:
        page.get_by_role("button", name=f"Save SCORM {version}").click()
    platform.unpack(version, saved.value.path())
    inner = platform.open(version, learner=LONG_NAME)
    platform.train(inner)
    page.goto(f"{platform.url}scorm-again.js")
    cmi = platform.stored(version)
    assert status(cmi, version)[1:] == ("passed", "100")
    assert seconds(cmi)
    # Longer than an answer may be.
    comments = cmi["comments"] if version == "1.2" else cmi["comments_from_learner"]["0"]["comment"]
    assert comments.startswith("FR1.")
    assert len(comments) > 250


@pytest.mark.parametrize("version", VERSIONS)
def test_a_task_that_is_done_reports_score_status_and_code(
    platform: Platform, version: str
) -> None:
    platform.upload(version)
    inner = platform.open(version)
    expect(inner.get_by_role("textbox", name="Your name or number")).to_have_value("s-17")
    platform.train(inner)
    expect(inner.get_by_role("region", name="Task", exact=True)).to_contain_text("Done:")
    platform.page.goto("about:blank")
    platform.page.goto(f"{platform.url}scorm-again.js")
    cmi = platform.stored(version)
    completion, success, points = status(cmi, version)
    assert completion == ("passed" if version == "1.2" else "completed")
    assert (success, points) == ("passed", "100")
    assert len(cmi["suspend_data"]) <= 4096
    assert json.loads(cmi["suspend_data"])["tag"] == "s-17"
    answer = cmi["interactions"]["0"]
    response = answer["student_response" if version == "1.2" else "learner_response"]
    assert response.startswith("FR1.")
    assert seconds(cmi), cmi


@pytest.mark.parametrize("version", VERSIONS)
def test_an_interrupted_task_goes_on_and_fails_when_no_try_is_left(
    platform: Platform, version: str
) -> None:
    platform.upload(version, HARD)
    inner = platform.open(version)
    platform.train(inner)
    # As after a crash: nothing has been said of an end.
    assert not [name for name, *_ in platform.page.evaluate("said") if "Finish" in name]
    completion, _, points = status(platform.stored(version), version)
    assert (completion, points) == ("incomplete", "50")
    # Another device: nothing but the platform remembers.
    platform.page.frames[2].evaluate("localStorage.clear()")
    inner = platform.open(version)
    task = inner.get_by_role("region", name="Task", exact=True)
    expect(task).to_contain_text("1 of 2 tries used")
    platform.train(inner)
    expect(task).to_contain_text("No try is left.")
    platform.page.goto(f"{platform.url}scorm-again.js")
    completion, success, points = status(platform.stored(version), version)
    assert completion == ("failed" if version == "1.2" else "completed")
    assert (success, points) == ("failed", "50")


def test_what_is_kept_comes_back_where_the_package_s_script_is_late(
    platform: Platform, course: Host
) -> None:
    """The page tells of its task first, and only once until something is done."""
    version = VERSIONS[0]
    platform.upload(version, HARD)
    platform.train(platform.open(version))
    platform.page.frames[2].evaluate("localStorage.clear()")
    held = Held()
    with course.playing(f"package-{version}/scorm.js", held):
        platform.page.goto(f"{platform.url}scorm.html?version={version}", wait_until="commit")
        assert held.begun.wait(20)
        platform.page.wait_for_timeout(AT_REST)
        held.released.set()
    inner = platform.page.frame_locator("iframe").frame_locator("iframe")
    task = inner.get_by_role("region", name="Task", exact=True)
    expect(task).to_contain_text("1 of 2 tries used", timeout=BOOT)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_crashed_tab_and_a_closed_one_lose_nothing(platform: Platform, version: str) -> None:
    platform.upload(version, HARD)
    platform.train(platform.open(version))
    platform.crash()
    cmi = platform.stored(version)
    completion, _, points = status(cmi, version)
    assert (completion, points) == ("incomplete", "50")
    assert seconds(cmi), "what was told with the try"
    assert json.loads(cmi["suspend_data"])["tries"] == 1
    inner = platform.open(version)
    task = inner.get_by_role("region", name="Task", exact=True)
    expect(task).to_contain_text("1 of 2 tries used")
    platform.train(inner)
    platform.close()
    cmi = platform.stored(version)
    completion, success, points = status(cmi, version)
    assert completion == ("failed" if version == "1.2" else "completed")
    assert (success, points) == ("failed", "50")
    # The end was told while the tab closed.
    assert seconds(cmi), cmi
    assert json.loads(cmi["suspend_data"])["tries"] == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_left_untouched_is_incomplete_without_a_score(
    platform: Platform, version: str
) -> None:
    platform.upload(version)
    platform.open(version)
    platform.page.goto(f"{platform.url}scorm-again.js")
    completion, _, points = status(platform.stored(version), version)
    assert (completion, points) == ("incomplete", "")


@pytest.mark.parametrize("mode", ["browse", "review"])
def test_looking_reports_nothing(platform: Platform, mode: str) -> None:
    platform.upload("1.2")
    inner = platform.open("1.2", mode=mode)
    expect(platform.page.frame_locator("iframe").get_by_role("status")).to_contain_text(
        "nothing is recorded"
    )
    platform.train(inner)
    assert [name for name, *_ in platform.page.evaluate("said") if "Set" in name] == []


def test_a_platform_that_does_not_work_loses_nothing_on_the_page(platform: Platform) -> None:
    for version in VERSIONS:
        platform.upload(version)
    for i, fault in enumerate(FAULTS):
        inner = platform.open(VERSIONS[i % 2], fault=fault)
        task = inner.get_by_role("region", name="Task", exact=True)
        box = task.get_by_role("textbox", name="Your name or number")
        box.fill(f"Pupil {i}")
        box.press("Enter")
        expect(box).to_have_value(f"Pupil {i}")
        platform.train(inner)
        expect(task, fault).to_contain_text("Done:")
        expect(task.get_by_label("Code to hand in")).to_contain_text("FR1.")
        platform.page.goto("about:blank")


def test_a_package_on_another_origin_reports_through_the_bridge(
    platform: Platform, course: Host
) -> None:
    """The platform's copy of its values comes late, so what it had must not be written over."""
    platform.upload("1.2")
    player = course.url.rstrip("/")
    inner = platform.open("1.2", frames=3, player=player)
    expect(inner.get_by_role("textbox", name="Your name or number")).to_have_value("s-17")
    platform.train(inner)
    platform.page.wait_for_function("localStorage.getItem('platform-1.2')?.includes('passed')")
    inner = platform.open("1.2", frames=3, player=player)
    task = inner.get_by_role("region", name="Task", exact=True)
    expect(task).to_contain_text("1 of 2 tries used")
    platform.page.goto(f"{platform.url}scorm-again.js")
    cmi = platform.stored("1.2")
    assert status(cmi, "1.2") == ("passed", "passed", "100")
    assert json.loads(cmi["suspend_data"])["tries"] == 1


class Untyped(Answer):
    """A server that knows the types that Moodle knows, and calls all others a stream of bytes."""

    def guess_type(self, path: str | PathLike[str]) -> str:
        known = Path(path).suffix not in (".mjs", ".wasm", ".whl", ".bin", ".npz")
        return super().guess_type(path) if known else "application/octet-stream"


def test_a_full_package_needs_no_site_and_no_types(
    platform: Platform, course: Host, site: Path, host: Host
) -> None:
    course.RequestHandlerClass = Untyped
    platform.upload("1.2", site=site)
    folder = platform.folder / "package-1.2" / "room"
    packed = {file.suffix for file in folder.rglob("*")}
    assert ".mjs" not in packed
    assert ".map" not in packed
    host.asked.clear()
    inner = platform.open("1.2")
    inner.locator("fr-load").get_by_role("button").first.click()
    expect(inner.locator("fr-load")).to_contain_text("Fixed for this lesson")
    platform.train(inner)
    expect(inner.get_by_role("region", name="Task", exact=True)).to_contain_text("Done:")
    expect(inner.get_by_label("Code to hand in")).to_contain_text("FR1.")
    # What its snapshot does not start, its files do.
    next((folder / "start").glob("memory-*")).unlink()
    said: list[str] = []
    platform.page.on("console", lambda message: said.append(message.text))
    inner = platform.open("1.2")
    inner.get_by_role("group", name="Training").get_by_role("button", name="Fit").click()
    expect(inner.locator("html")).to_have_attribute("data-state", "done", timeout=RUN)
    assert any("without its snapshot" in each for each in said)
    assert host.asked == []
    platform.page.goto(f"{platform.url}scorm-again.js")
    assert status(platform.stored("1.2"), "1.2") == ("passed", "passed", "100")


def test_without_a_platform_the_package_says_so(platform: Platform) -> None:
    platform.upload("1.2")
    platform.page.goto(f"{platform.url}package-1.2/index.html")
    expect(platform.page.get_by_role("status").first).to_contain_text(
        "No learning platform was found"
    )
    inner = platform.page.frame_locator("iframe")
    expect(inner.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)


def test_a_platform_in_the_window_that_opened_it_is_found(platform: Platform) -> None:
    platform.upload("1.2")
    platform.page.goto(f"{platform.url}scorm.html?version=1.2&bare=1")
    with platform.page.expect_popup() as opened:
        platform.page.evaluate("void window.open('package-1.2/index.html')")
    expect(opened.value.locator("iframe")).to_be_visible()
    # The line that would say that nothing is recorded.
    expect(opened.value.get_by_role("status")).to_have_count(0)
