"""Links that are wrong, old or hostile: put right, and said in words; nothing in them is obeyed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Visits

DEFAULT = {
    "v": "1",
    "classes": "3",
    "samples": "600",
    "layers": "10,10",
    "epochs": "10",
    "batch": "10",
    "split": "0.2",
}


class Case(NamedTuple):
    """A fragment, what the address says once the page has taken it over, and what is reported."""

    fragment: str
    becomes: dict[str, str]
    said: str = ""


CASES = [
    Case("", {}),
    Case("nonsense", {}),
    Case("v=2&epochs=3", {"epochs": "3"}, "version “2”"),
    Case("v=1&colour=red&x=%3Cb%3E&epochs=3", {"epochs": "3"}),
    Case("v=1&epochs=abc", {}, "Epochs: “abc” cannot be used"),
    Case("v=1&epochs=", {}, "Epochs: “” cannot be used"),
    Case("v=1&epochs=1e9", {"epochs": "100"}, "Epochs goes from 1 to 100"),
    Case("v=1&epochs=0", {"epochs": "1"}, "Epochs goes from 1 to 100"),
    Case("v=1&epochs=-5", {"epochs": "1"}, "Epochs goes from 1 to 100"),
    Case("v=1&epochs=2.6", {"epochs": "3"}, "in whole numbers"),
    Case("v=1&epochs=0x10", {}, "“0x10” cannot be used"),
    Case("v=1&epochs=NaN", {}, "“NaN” cannot be used"),
    Case("v=1&epochs=Infinity", {}, "“Infinity” cannot be used"),
    Case("v=1&epochs=3&epochs=7", {"epochs": "3"}),
    Case("v=1&epochs=%00", {}, "cannot be used"),
    Case("v=1&epochs=%E0%A4%A", {}, "cannot be used"),
    Case("v=1&epochs=" + "9" * 5000, {}, "Epochs: “Infinity” cannot be used"),
    Case("v=1&classes=4", {}, "“4”|Kinds of clothes: 4"),
    Case("v=1&classes=ten", {}, "Kinds of clothes: “ten”"),
    Case("v=1&samples=60000&classes=3", {"samples": "18000"}, "18,000 pictures of these 3 kinds"),
    Case("v=1&samples=7", {"samples": "50"}, "Pictures goes from 50 to 60,000"),
    Case("v=1&layers=0", {"layers": "1"}, "Hidden layer 1 goes from 1 to 1,024"),
    Case("v=1&layers=5000", {"layers": "1024"}, "Hidden layer 1 goes from 1 to 1,024"),
    Case("v=1&layers=10,,10", {"layers": "10,10,10"}, "Hidden layer 2"),
    Case("v=1&layers=<script>alert(1)</script>", {"layers": "10"}, "“<script>alert(1)"),
    Case("v=1&layers=%3Cimg%20src=x%20onerror=alert(1)%3E", {"layers": "10"}, "“<img src=x"),
    Case("v=1&layers=64:swish", {"layers": "64"}, "has no activation “swish”"),
    Case("v=1&layers=64:<b>bold</b>", {"layers": "64"}, "no activation “<b>bold</b>”"),
    Case("v=1&layers=" + ",".join(["9"] * 40), {"layers": ",".join(["9"] * 8)}, "At most 8"),
    Case("v=1&layers=" + "a" * 20_000, {"layers": "10"}, "Hidden layer 1"),
    Case("v=1&layers=", {"layers": ""}),
    Case("v=1&activation=javascript:alert(1)", {}, "Activation: “javascript:alert(1)”"),
    Case("v=1&batch=100000", {"batch": "1024"}, "Batch size goes from 1 to 1,024"),
    Case("v=1&split=1", {"split": "0.9"}, "Validation split goes from 0 to 0.9"),
    Case("v=1&split=-0.5", {"split": "0"}, "Validation split goes from 0 to 0.9"),
    Case("v=1&lr=-1", {"lr": "0.000001"}, "Learning rate goes from"),
    Case("v=1&lr=1e400", {}, "Learning rate: “Infinity” cannot be used"),
    Case("v=1&optimizer=lamb", {}, "Optimizer: “lamb” cannot be used"),
    Case("v=1&loss=mse", {}, "Loss: “mse” cannot be used"),
    Case("v=1&normalize=yes", {}, "“yes” cannot be used; write 1 or 0"),
    Case("v=1&seed=-1", {"seed": "0"}, "Seed goes from 0"),
    Case("v=1&stop=cost<1", {}, "Stop when: “cost<1” cannot be used"),
    Case("v=1&stop=loss", {}, "Stop when: “loss” cannot be used"),
    Case("v=1&stop=accuracy>95", {}, "accuracy goes from 0 to 1"),
    Case("v=1&stop=val_loss<1&split=0", {"split": "0"}, "Without a validation split"),
    Case("v=1&stop=loss%3C0.4", {"stop": "loss<0.4"}),
    Case("v=1&__proto__=1&constructor=2&toString=3", {}),
    Case("v=1&run=yes", {}, "run: “yes” cannot be used"),
    Case("v=1&match=xyz", {}, "12 hexadecimal digits"),
    Case("v=1&theme=pink", {}, "theme: “pink” cannot be used"),
    Case("&&&===&v=1&=5&%=%", {}),
]


def names(case: Case) -> str:
    return case.fragment[:40] or "empty"


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open()


@pytest.mark.parametrize("case", CASES, ids=names)
def test_a_link_is_put_right_and_what_was_wrong_is_said(app: AppPage, case: Case) -> None:
    app.follow("v=1&samples=50&epochs=1")
    app.follow(case.fragment)
    expected = DEFAULT | case.becomes
    app.page.wait_for_function("() => location.hash.startsWith('#v=1&classes=')")
    got = app.fragment
    if case.becomes.get("lr"):
        assert float(got.pop("lr")) == float(expected.pop("lr"))
    assert got == expected
    check_what_is_said(app, case)
    # Python, too, takes what was made of it: it counts the network's numbers anew.
    expect(app.section["Define"].get_by_text("numbers to learn")).to_be_visible()
    assert all(message["ok"] for message in app.messages("reply"))
    assert app.state == "ready"


def check_what_is_said(app: AppPage, case: Case) -> None:
    if not case.said:
        expect(app.changed_settings).not_to_be_visible()
        return
    words = "|".join(map(re.escape, case.said.split("|")))
    expect(app.changed_settings).to_contain_text(re.compile(words))
    assert len(app.changed_settings.inner_text()) < 600, "somebody else's text fills the page"
    # Markup stays text: nothing in the notice but the page's own elements.
    assert app.changed_settings.locator("script, img, b").count() == 0


COLD = [CASES[0], CASES[24], CASES[29], CASES[44], CASES[45], CASES[49]]


@pytest.mark.usefixtures("python_held")
@pytest.mark.parametrize("case", COLD, ids=names)
def test_the_same_holds_for_a_link_that_is_opened(visiting: Visits, case: Case) -> None:
    """The address bar may hold the bad link; settings and words are those of the good one."""
    with visiting() as app:
        app.open(case.fragment, state="booting|ready")
        expect(app.number("Epochs")).to_have_value(case.becomes.get("epochs", "10"))
        expect(app.number("Validation split")).to_have_value(case.becomes.get("split", "0.2"))
        check_what_is_said(app, case)
        assert app.watch.verdict() == []


def test_the_notice_of_a_bad_link_can_be_put_away(app: AppPage) -> None:
    app.follow("v=1&epochs=1e9")
    expect(app.changed_settings).to_contain_text("Epochs goes from 1 to 100")
    app.changed_settings.get_by_role("button").click()
    expect(app.changed_settings).not_to_be_visible()


def test_a_link_that_is_put_right_still_runs(app: AppPage) -> None:
    app.follow("v=1&samples=1&layers=0&epochs=0&lr=-1&stop=cost<1&run=1")
    done = app.wait_for_done()
    assert done["evaluation"]["samples"] == 10
    assert len(done["history"]["loss"]) == 1


def test_a_link_may_carry_the_fingerprint_it_expects(app: AppPage) -> None:
    app.follow("v=1&samples=50&epochs=1")
    fingerprint = app.train()["fingerprint"]
    fragment = app.link
    app.follow(f"{fragment}&match={fingerprint.upper()}")
    app.train()
    expect(app.section["Evaluate"].get_by_text("matches")).to_be_visible()
    app.follow(f"{fragment}&match=0123456789ab")
    app.train()
    expect(app.section["Evaluate"].get_by_text("differs")).to_be_visible()
    expect(app.section["Evaluate"]).to_contain_text("The settings are the same")
    assert app.fragment["match"] == "0123456789ab"
    # With other settings, the link's fingerprint is not that of the address any more.
    app.type_number("Epochs", 2)
    app.train()
    expect(app.section["Evaluate"]).to_contain_text("The settings differ: Epochs.")
    assert "match" not in app.fragment


def test_a_result_is_shared_with_its_settings(app: AppPage) -> None:
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    app.follow("v=1&samples=50&epochs=1")
    app.button("Share").click()
    expect(app.button("Copy it with this result")).to_have_count(0)
    done = app.train()
    app.button("Share").click()
    app.button("Copy it with this result").click()
    expect(app.page.get_by_text("sees whether their result is the same")).to_be_visible()
    link = app.page.evaluate("navigator.clipboard.readText()")
    assert link.endswith(f"&match={done['fingerprint']}")
    expect(app.section["Evaluate"].get_by_text("matches")).to_be_visible()
    # Not of settings that were changed since.
    app.type_number("Epochs", 3)
    app.button("Share").click()
    expect(app.page.get_by_text("gets these settings")).to_be_visible()
    expect(app.button("Copy it with this result")).to_have_count(0)


def test_the_link_is_copied(app: AppPage) -> None:
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    app.follow("v=1&samples=50&epochs=4")
    app.button("Share").click()
    expect(app.page.get_by_text("Link copied")).to_be_visible()
    assert app.page.evaluate(
        "navigator.clipboard.readText().then((text) => text === location.href)"
    )
    assert app.fragment["epochs"] == "4"
