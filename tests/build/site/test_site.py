"""dist/ as a static host would serve it, under a sub-path; and our own server."""

import http.client
import json
import re
import socket
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest

from sitebuild.site import host_config, server
from sitebuild.tools.console import BuildError

TYPES = {
    "index.html": "text/html; charset=utf-8",
    "build.json": "application/json",
    "runtime/pyodide.mjs": "text/javascript; charset=utf-8",
    "runtime/pyodide.asm.wasm": "application/wasm",
    "runtime/pyodide-lock.json": "application/json",
    "runtime/python_stdlib.zip": "application/zip",
    "data/fashion.npz": "application/octet-stream",
    "data/labels.bin": "application/octet-stream",
}


def request(
    url: str, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, HTTPMessage, bytes]:
    """One request for exactly `path`, as no URL library would clean it up."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def local_references(dist: Path) -> list[str]:
    html = (dist / "index.html").read_text("utf-8")
    return re.findall(r'<(?!a )[^>]*\b(?:src|href)="([^"#]+)"', html)


def test_page_finds_all_its_parts_under_a_sub_path(dist: Path, site_url: str) -> None:
    references = local_references(dist)
    assert len(references) >= 2
    for reference in references:
        address = urljoin(site_url, reference)
        assert address.startswith(site_url), f"{reference} leaves the site's folder"
        with urlopen(address, timeout=10) as response:
            assert response.status == 200


def test_styles_bring_their_fonts_along(dist: Path) -> None:
    fonts: list[str] = []
    for style in (dist / "assets").glob("*.css"):
        fonts += re.findall(r'url\("?\./([^")]+\.woff2)"?\)', style.read_text("utf-8"))
    assert fonts
    assert {file.name for file in (dist / "assets").glob("*.woff2")} == set(fonts)
    assert all("latin" in name and "latin-ext" not in name for name in fonts)


def test_assets_are_hash_named_and_the_page_knows_its_worker(dist: Path) -> None:
    names = [file.name for file in (dist / "assets").iterdir()]
    assert [name for name in names if not server.HASH_NAMED.fullmatch(f"assets/{name}")] == []
    (worker,) = (dist / "assets").glob("worker-*.js")
    (page,) = (dist / "assets").glob("main-*.js")
    build = json.loads((dist / "build.json").read_text("utf-8"))["build"]
    assert f"assets/{worker.name}" in page.read_text("utf-8")
    assert build in page.read_text("utf-8")
    assert build in worker.read_text("utf-8")


@pytest.mark.parametrize("name", TYPES)
def test_types_are_right(site_url: str, name: str) -> None:
    path = urlsplit(site_url).path + name
    status, headers, body = request(site_url, path)
    assert (status, headers["Content-Type"]) == (200, TYPES[name])
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Encoding" not in headers
    assert int(headers["Content-Length"]) == len(body)
    status, head, body = request(site_url, path, "HEAD")
    assert (status, head["Content-Length"], body) == (200, headers["Content-Length"], b"")


def test_every_kind_of_file_has_a_type(dist: Path) -> None:
    files = (
        file for file in dist.rglob("*") if file.is_file() and file.name not in host_config.FILES
    )
    kinds = {file.suffix for file in files}
    assert kinds <= set(server.MIME_TYPES)


def test_hash_named_files_are_kept_and_others_asked_for_again(dist: Path, site_url: str) -> None:
    prefix = urlsplit(site_url).path
    (page,) = (dist / "assets").glob("main-*.js")
    _, headers, _ = request(site_url, f"{prefix}assets/{page.name}")
    assert "immutable" in headers["Cache-Control"]
    _, headers, _ = request(site_url, f"{prefix}build.json")
    assert headers["Cache-Control"] == "no-cache"
    condition = {"If-None-Match": headers["ETag"]}
    status, _, body = request(site_url, f"{prefix}build.json", headers=condition)
    assert (status, body) == (304, b"")
    condition = {"If-None-Match": '"other"'}
    status, _, body = request(site_url, f"{prefix}build.json", headers=condition)
    assert (status, body) == (200, (dist / "build.json").read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/~prof/",
        "{prefix}assets",
        "{prefix}assets/",
        "{prefix}none.html",
        "{prefix}../build.py",
        "{prefix}%2e%2e/build.py",
        "{prefix}..%2fpyproject.toml",
        "{prefix}/etc/passwd",
        "{prefix}%00",
    ],
)
def test_nothing_else_is_served(site_url: str, path: str) -> None:
    status, _, body = request(site_url, path.format(prefix=urlsplit(site_url).path))
    assert (status, body) == (404, b"404 Not Found\n")


def test_folder_without_slash_leads_to_the_page(site_url: str) -> None:
    prefix = urlsplit(site_url).path
    status, headers, _ = request(site_url, prefix.rstrip("/"))
    assert (status, headers["Location"]) == (301, prefix)
    status, _, body = request(site_url, f"{prefix}?from=course")
    assert status == 200
    assert body.startswith(b"<!doctype html>")


def test_connection_is_kept_and_a_browser_may_hang_up(
    site_url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = urlsplit(site_url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    for _ in range(3):
        connection.request("GET", f"{parts.path}build.json")
        connection.getresponse().read()
    connection.close()
    for _ in range(5):
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as rude:
            rude.sendall(f"GET {parts.path}runtime/pyodide.asm.wasm HTTP/1.1\r\n\r\n".encode())
            rude.recv(100)
    assert request(site_url, f"{parts.path}build.json")[0] == 200
    assert capfd.readouterr().err == ""


def test_busy_port_is_explained(dist: Path) -> None:
    with server.running(dist) as first:
        port = first.server_address[1]
        with pytest.raises(
            BuildError, match=rf"port {port} cannot be used.*(?s:.)*--port {port + 1}"
        ):
            server.SiteServer(dist, port)
