"""<fitting-room> on a page of another origin: every way to load its script, and what may fail."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e import host as tricks
from e2e.conftest import Open, Visits
from e2e.course import fits, happened, inside, publish, rest, wait_until_happened, watched
from e2e.host import Answer, Host, plainly

ONE = '<fitting-room id="one" samples="50" layers="8" epochs="3"></fitting-room>'
SCRIPT = '<script src="SITEembed.js" defer></script>'
WAYS = {
    "deferred": f'{ONE}<script src="SITEembed.js" defer></script>',
    "async": f'{ONE}<script src="SITEembed.js" async></script>',
    "before the element": f'<script src="SITEembed.js"></script>{ONE}',
    "after the element": f'{ONE}<script src="SITEembed.js"></script>',
    "with a query": f'{ONE}<script src="SITEembed.js?v=2#x"></script>',
    "twice, from two addresses": (
        f'{ONE}<script src="SITEembed.js" async></script>'
        '<script src="SITEembed.js?again" async></script>'
    ),
    "inserted": (
        f"{ONE}<script>document.head.append(Object.assign("
        'document.createElement("script"), { src: "SITEembed.js" }))</script>'
    ),
    "a module": f'{ONE}<script type="module" src="SITEembed.js"></script>',
    "imported": f'{ONE}<script type="module">await import("SITEembed.js")</script>',
    "a module and not": (
        f'{ONE}<script type="module" src="SITEembed.js"></script>'
        '<script src="SITEembed.js" defer></script>'
    ),
}


@pytest.fixture(scope="module")
def plain_url(site: Path) -> Iterator[str]:
    """The site on a server that sends no header for other origins."""
    with plainly(site) as url:
        yield url


@pytest.fixture(scope="module")
def page(visiting: Visits, course: Host, plain_url: str) -> Iterator[Page]:
    origins = (course.origin, plain_url)
    with visiting(origins=origins, viewport={"width": 768, "height": 700}) as app:
        yield app.page


def height(page: Page) -> float:
    box = page.locator("#one").bounding_box()
    return box["height"] if box else 0


def test_no_header_of_the_site_is_needed(page: Page, course: Host, plain_url: str) -> None:
    script = f'<script src="{plain_url}embed.js" defer></script>'
    page.goto(publish(course, "elsewhere.html", watched(ONE, script)))
    assert (
        page.request.get(f"{plain_url}embed.js").headers.get("access-control-allow-origin") is None
    )
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert height(page) > 100
    page.get_by_role("button", name="Start").click()
    done = wait_until_happened(page, "one", "done")
    assert len(done["history"]["loss"]) == 3
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        rest(page)
        assert fits(inside(page))
        assert height(page) == inside(page).evaluate("innerHeight")
    page.set_viewport_size({"width": 768, "height": 700})


def test_a_task_is_read_before_a_try_is_spent(page: Page, course: Host, host: Host) -> None:
    task = 'ask="Reach 20 %\nwith one try" goal="test_accuracy>0.2" tries="1"'
    given = ONE.replace('id="one"', f'id="one" {task}')
    page.goto(publish(course, "task.html", watched(given, SCRIPT.replace("SITE", host.url))))
    poster = page.locator("#one").get_by_role("region", name="Fitting Room")
    expect(poster).to_contain_text("Task: Reach 20 % with one try. 50 pictures of 3 kinds")
    page.get_by_role("button", name="Start").click()
    wait_until_happened(page, "one", "ready")
    shown = page.frame_locator("#one iframe")
    expect(shown.get_by_text("0 of 1 try used")).to_be_visible()
    assert "run=1" not in inside(page).url
    page.evaluate("one.fit()")
    wait_until_happened(page, "one", "done")
    expect(shown.get_by_text("1 of 1 try used")).to_be_visible()


@pytest.mark.parametrize("way", WAYS)
def test_it_knows_the_site_however_it_is_loaded(
    page: Page, course: Host, host: Host, way: str
) -> None:
    page.goto(publish(course, "ways.html", watched(WAYS[way].replace("SITE", host.url))))
    page.get_by_role("button", name="Start").click()
    frame = page.locator("#one iframe")
    expect(frame).to_have_count(1)
    assert (frame.get_attribute("src") or "").startswith(f"{host.url}#v=1&embed=1&")


def test_a_script_that_was_copied_says_so(new_page: Open, course: Host, site: Path) -> None:
    app = new_page(origins=(course.origin,))
    app.watch.expect("does not know where its site is")
    copied = (site / "embed.js").read_text("utf-8").replace("</script", "<\\/script")
    page = app.page
    page.goto(publish(course, "copied.html", watched(ONE, f"<script>{copied}</script>")))
    status = page.locator("#one").get_by_role("status")
    expect(status).to_contain_text("Load embed.js from the site")
    page.get_by_role("button", name="Start").click()
    (failed,) = happened(page, "one", "failed")
    assert failed["detail"]["code"] == "site-unknown"
    expect(status).to_contain_text(failed["detail"]["message"])


def test_a_site_that_does_not_answer_leaves_the_poster(
    new_page: Open, course: Host, host: Host
) -> None:
    app = new_page(origins=(course.origin, "chrome-error:"))
    app.watch.expect("Failed to load resource|ERR_")
    page = app.page
    page.clock.install()
    script = f'<script src="{host.url}embed.js" defer></script>'
    page.goto(publish(course, "unreachable.html", watched(ONE, script)))
    before = height(page)
    with host.playing("", tricks.hang_up):
        page.get_by_role("button", name="Start").click()
        button = page.get_by_role("button", name="Starting")
        expect(button).to_be_visible()
        assert height(page) >= before > 100
        page.clock.fast_forward(60_000)
    expect(page.locator("#one").get_by_role("status")).to_contain_text("did not answer")
    assert height(page) > 100
    (failed,) = happened(page, "one", "failed")
    assert failed["detail"]["code"] == "frame-silent"


def test_a_server_that_forbids_frames_is_told_soon(
    new_page: Open, course: Host, host: Host
) -> None:
    app = new_page(origins=(course.origin, "chrome-error:"))
    app.watch.expect("X-Frame-Options|ERR_BLOCKED_BY_RESPONSE|Failed to load resource")
    page = app.page
    page.clock.install()
    page.goto(publish(course, "forbids.html", watched(ONE, SCRIPT.replace("SITE", host.url))))

    def forbids(answer: Answer, file: Path) -> None:
        content = (host.folder / "index.html").read_bytes()
        answer.give(content, Content_Type="text/html", X_Frame_Options="SAMEORIGIN")

    with host.playing("", forbids):
        page.get_by_role("button", name="Start").click()
        page.wait_for_function("document.querySelector('#one').shadowRoot.querySelector('iframe')")
        page.wait_for_timeout(500)
        page.clock.fast_forward(8_000)
        status = page.locator("#one").get_by_role("status")
        expect(status).to_contain_text("forbids other sites to show it (X-Frame-Options)")
    (failed,) = happened(page, "one", "failed")
    assert failed["detail"]["code"] == "frame-silent"


def test_a_course_whose_policy_forbids_the_frame_is_told_soon(
    new_page: Open, course: Host, host: Host
) -> None:
    app = new_page(origins=(course.origin, "chrome-error:"))
    app.watch.expect("Content Security Policy")
    page = app.page
    rule = f"default-src 'self' 'unsafe-inline'; script-src {host.url} 'unsafe-inline'"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{rule}" />'
    url = publish(course, "policy.html", watched(ONE, SCRIPT.replace("SITE", host.url)))
    file = Path(course.folder) / "policy.html"
    file.write_text(file.read_text("utf-8").replace("<title>", f"{policy}<title>"), "utf-8")
    page.goto(url)
    # Where a deck keeps slides that are not shown: behind the others, and beside them.
    seen = []
    for style in ("", "visibility: hidden", "transform: translateX(150vw)"):
        seen.append(
            page.evaluate(
                "style => { one.style.cssText = style; const { inView } = one;"
                " one.style.cssText = ''; return inView; }",
                style,
            )
        )
    assert seen == [True, False, False]
    page.clock.install()
    page.get_by_role("button", name="Start").click()
    status = page.locator("#one").get_by_role("status")
    page.wait_for_function("document.querySelector('#one').shadowRoot.querySelector('iframe')")
    page.wait_for_timeout(500)
    page.clock.fast_forward(8_000)
    expect(status).to_contain_text("or this page forbids frames of it (frame-src)")
    (failed,) = happened(page, "one", "failed")
    assert failed["detail"]["code"] == "frame-silent"
