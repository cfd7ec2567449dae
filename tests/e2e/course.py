"""Somebody else's pages, on an origin of their own, that embed the site in one way or another."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from e2e.app_page import BOOT, RUN
from e2e.host import Host

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>A course</title>
<link rel="icon" href="data:,">
<body style="margin: 0">
<p>Lesson 3</p>
{body}
"""
LISTEN = """
<style>iframe { display: block; border: 0; width: 100%; height: 300px }</style>
<script>
  window.heard = [];
  // What a course does with the height that it is told.
  window.follow = (frame, height) => { frame.style.height = `${height}px`; };
  addEventListener("message", ({ data, source }) => {
    heard.push(data);
    const frame = [...document.querySelectorAll("iframe")].find((f) => f.contentWindow === source);
    if (frame && data?.type === "resize") follow(frame, data.height);
  });
</script>
"""
"""For a page that frames the site by itself and follows its height."""


def publish(course: Host, name: str, body: str) -> str:
    """Put a page into the course; returns its address."""
    (Path(course.folder) / name).write_text(PAGE.format(body=body), "utf-8")
    return course.url + name


def framing(url: str, more: str = "") -> str:
    """A frame and the script that follows its height."""
    return f'{LISTEN}<iframe title="Fitting Room" {more} src="{url}"></iframe>'


def heard(page: Page, kind: str = "") -> list[dict[str, Any]]:
    """The site's own messages to the page around it, of one kind or all."""
    ours = page.evaluate("heard.filter((each) => each?.source === 'fitting-room')")
    return [each for each in ours if not kind or each["type"] == kind]


def wait_until_heard(page: Page, kind: str, count: int = 1) -> None:
    page.wait_for_function(
        "([kind, n]) => heard.filter((each) => each?.type === kind).length >= n",
        arg=[kind, count],
        timeout=BOOT + RUN,
    )


def inside(page: Page, index: int = -1) -> Frame:
    """One of the frames of the site, by default the last."""
    return page.frames[1:][index]


def rest(page: Page) -> None:
    """Wait until nothing that concerns heights is under way any more."""
    page.evaluate("() => new Promise((done) => setTimeout(done, 450))")


def fits(frame: Frame) -> bool:
    """Whether there is nothing to scroll in a frame, up and down or sideways."""
    return frame.evaluate(
        """() => {
            const { scrollHeight, clientHeight, scrollWidth, clientWidth } =
                document.documentElement;
            return scrollHeight <= clientHeight && scrollWidth <= clientWidth;
        }"""
    )


def changes_by_state(frame: Frame) -> dict[str, int]:
    """How often a framed page told another height, by the state it was in."""
    states, told = frame.evaluate("[seen.states, seen.told]")
    counts: dict[str, int] = {}
    for each in told:
        if each["type"] == "resize":
            state = [s["state"] for s in states if s["at"] <= each["at"]][-1]
            counts[state] = counts.get(state, 0) + 1
    return counts


def elements(host: Host, *tags: str) -> str:
    """Elements, the script that brings them, and one that writes down what they tell."""
    return watched(*tags, f'<script src="{host.url}embed.js" defer></script>')


def watched(*parts: str) -> str:
    """Parts of a page, and a script before them that writes down what elements tell."""
    return f"""
<script>
  window.happened = [];
  for (const type of ["ready", "epoch", "done", "failed"]) {{
    document.addEventListener(type, (event) => {{
      const {{ id }} = event.target;
      happened.push({{ id, type, detail: event.detail }});
    }}, true);
  }}
</script>
{"".join(parts)}"""


def happened(page: Page, name: str, kind: str = "") -> list[dict[str, Any]]:
    """What the element of that id told, of one kind or all."""
    told = page.evaluate("id => happened.filter((each) => each.id === id)", name)
    return [each for each in told if not kind or each["type"] == kind]


def wait_until_happened(page: Page, name: str, kind: str, count: int = 1) -> dict[str, Any]:
    """Wait for so many events of a kind; returns what the last one carried."""
    page.wait_for_function(
        """([id, kind, n]) =>
            happened.filter((each) => each.id === id && each.type === kind).length >= n""",
        arg=[name, kind, count],
        timeout=BOOT + RUN,
    )
    return happened(page, name, kind)[-1]["detail"]
