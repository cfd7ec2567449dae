"""The plain pages of the site: instructions, presets, and what they tell other servers."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from sitebuild.site import frontend, site_url, social_card
from sitebuild.tools import node, paths
from sitebuild.tools.console import BuildError

SITE = "https://example.edu/~prof/room/"
WRITE = """
    import { readFileSync } from "node:fs";
    import { createRequire } from "node:module";
    const [script, web, target, siteUrl] = process.argv.slice(1);
    const { writePages } = await import(script);
    const esbuild = createRequire(web + "/package.json")("esbuild");
    const finish = await writePages({ esbuild, web, target, names: {}, siteUrl: siteUrl || null });
    console.log(finish(readFileSync(web + "/index.html", "utf8")));
"""


class Tags(HTMLParser):
    """The start tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]

    @property
    def properties(self) -> dict[str, str]:
        return {tag["property"]: tag["content"] for tag in self.all("meta") if "property" in tag}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plain pages of a site whose address is known."""
    folder = tmp_path_factory.mktemp("published")
    write(folder, SITE)
    return folder


def write(folder: Path, site: str) -> str:
    """The plain pages alone, in `folder`; returns the front page."""
    script = frontend.PAGES.as_uri()
    command = ["--input-type=module", "-e", WRITE, script, paths.WEB, folder, site]
    return node.run(command, "no pages")


def plain_pages(folder: Path) -> list[Path]:
    return [*(folder / "teach").glob("*.html"), *(folder / "preset").glob("*/index.html")]


def test_every_link_between_pages_leads_somewhere(dist: Path) -> None:
    checked = 0
    for page in plain_pages(dist):
        here = "http://site/" + page.relative_to(dist).as_posix()
        tags = Tags(page.read_text("utf-8"))
        for attributes in [*tags.all("a"), *tags.all("link"), *tags.all("script")]:
            link = attributes.get("href") or attributes.get("src") or ""
            target = urldefrag(urljoin(here, link)).url
            if not target.startswith("http://site/"):
                continue
            file = dist / target.removeprefix("http://site/")
            assert (file / "index.html" if file.is_dir() else file).is_file(), f"{page}: {link}"
            checked += 1
    assert checked > 300


def test_pages_have_one_heading_and_say_what_they_are(dist: Path) -> None:
    titles: list[str] = []
    for page in plain_pages(dist):
        text = page.read_text("utf-8")
        assert "{{" not in text.replace("{{&lt;", "").replace("{{ ", ""), page
        assert len(Tags(text).all("h1")) == 1
        titles += re.findall("<title>(.+)</title>", text)
    assert len(set(titles)) == len(titles) == len(plain_pages(dist)) > 20


def test_pages_say_what_a_result_proves(dist: Path) -> None:
    for page, words in {
        "html": "no proof for a grade",
        **dict.fromkeys(
            ("moodle", "canvas", "classroom", "teams"), "proves the run, not who did it"
        ),
    }.items():
        assert words in (dist / "teach" / f"{page}.html").read_text("utf-8"), page


def test_a_known_address_makes_cards_absolute(published: Path) -> None:
    for page in plain_pages(published):
        tags = Tags(page.read_text("utf-8"))
        path = page.relative_to(published).as_posix()
        path = path.removesuffix("index.html") if path.startswith("preset/") else path
        assert tags.properties["og:url"] == SITE + path
        assert tags.properties["og:image"] == f"{SITE}{social_card.FILE}"
        size = (tags.properties["og:image:width"], tags.properties["og:image:height"])
        assert tuple(map(int, size)) == social_card.SIZE
        assert tags.properties["og:title"]
        assert len(tags.properties["og:description"]) > 40


def test_without_an_address_nothing_claims_one(tmp_path: Path) -> None:
    write(tmp_path, "")
    assert not (tmp_path / "oembed").exists()
    for page in plain_pages(tmp_path):
        tags = Tags(page.read_text("utf-8"))
        assert "og:url" not in tags.properties
        here = "http://site/" + page.relative_to(tmp_path).as_posix()
        assert urljoin(here, tags.properties["og:image"]) == f"http://site/{social_card.FILE}"
        assert "json+oembed" not in page.read_text("utf-8")


def test_presets_answer_for_their_frames(published: Path) -> None:
    answered: set[str] = set()
    for page in (published / "preset").glob("*/index.html"):
        tags = Tags(page.read_text("utf-8"))
        leads_to = tags.all("a")[0]["href"]
        answers = [tag for tag in tags.all("link") if tag.get("type") == "application/json+oembed"]
        if "view=lessons" in leads_to:
            assert answers == []
            continue
        (answer,) = answers
        file = published / answer["href"].removeprefix(SITE)
        answered.add(file.name)
        told = json.loads(file.read_text("utf-8"))
        assert (told["type"], told["version"]) == ("rich", "1.0")
        assert told["title"] == answer["title"] == tags.properties["og:title"]
        assert told["thumbnail_url"] == f"{SITE}{social_card.FILE}"
        assert isinstance(told["width"], int)
        assert isinstance(told["height"], int)
        (frame,) = Tags(told["html"]).all("iframe")
        fragment = urljoin(SITE + "preset/x/", leads_to)
        settings = dict(each.split("=") for each in frame["src"].split("#")[1].split("&"))
        assert settings.pop("embed") == "1"
        said = dict(each.split("=") for each in fragment.split("#")[1].split("&"))
        assert settings == said
        assert frame["src"].startswith(SITE + "#")
    assert {file.name for file in (published / "oembed").iterdir()} == answered


def test_front_page_has_a_card_and_leads_home(dist: Path, tmp_path: Path) -> None:
    front = write(tmp_path, SITE)
    assert Tags(front).properties["og:url"] == SITE
    assert f'<a href="{SITE}">' in front
    assert "<!-- published" not in front
    tags = Tags((dist / "index.html").read_text("utf-8"))
    (title,) = re.findall("<title>(.+)</title>", (dist / "index.html").read_text("utf-8"))
    assert tags.properties["og:title"] == html.unescape(title)
    assert tags.properties["og:image"].endswith(social_card.FILE)


def test_code_is_there_without_scripts(published: Path) -> None:
    """Written for the published address, in each figure that names an example."""
    text = (published / "teach" / "html.html").read_text("utf-8")
    figures = re.findall(r'<figure class="code" data-example="\w+">.*?</figure>', text, re.DOTALL)
    assert len(figures) >= 3
    assert all("<pre" in figure for figure in figures)
    assert html.escape(f'src="{SITE}embed.js"') in text.replace("&#39;", "&#x27;")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", None),
        ("https://example.edu", "https://example.edu/"),
        (" https://example.edu/a/index.html ", "https://example.edu/a/"),
        ("http://127.0.0.1:8000/~p//", "http://127.0.0.1:8000/~p/"),
    ],
)
def test_address_is_that_of_a_folder(
    monkeypatch: pytest.MonkeyPatch, given: str, read: str | None
) -> None:
    monkeypatch.setenv(site_url.VARIABLE, given)
    assert site_url.published() == read


@pytest.mark.parametrize(
    "given", ["example.edu", "ftp://example.edu/", "https://", "https://a/?b", "https://[a/", "#x"]
)
def test_other_addresses_are_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(site_url.VARIABLE, given)
    with pytest.raises(BuildError, match=r"https://example\.edu/fitting-room/"):
        site_url.published()
