"""Downloads against a real local server that serves right, wrong, short and slow files."""

import gzip
import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sitebuild.tools import download
from sitebuild.tools.console import BuildError
from sitebuild.tools.download import RemoteFile, Source, retrieve, web

CONTENT = bytes(range(256)) * 4000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """`/right`, `/wrong`, `/short` (a connection that ends early), `/slow` (stops midway)."""

    requested: list[str]

    def do_GET(self) -> None:
        self.requested.append(self.path)
        kind = self.path.strip("/")
        if kind not in ("right", "wrong", "short", "slow"):
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        whole = kind in ("right", "wrong")
        body = CONTENT[::-1] if kind == "wrong" else CONTENT
        self.wfile.write(body if whole else body[: len(body) // 2])
        if kind == "slow":
            self.wfile.flush()
            self.server.released.wait(30)  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Base address of the local server; `Handler.requested` lists what was asked of it."""
    monkeypatch.setattr(Handler, "requested", [], raising=False)
    monkeypatch.setattr(download, "_unreachable", set[str]())
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.released = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.released.set()  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


def wanted(*sources: Source) -> RemoteFile:
    return RemoteFile("part.bin", SHA256, sources)


def kept(cache: Path) -> list[str]:
    return sorted(file.name for file in cache.rglob("*") if file.is_file())


def test_first_good_source_is_taken_and_the_cache_serves_the_next_call(
    cache: Path, address: str
) -> None:
    sources = [web("one", f"{address}/right"), web("two", f"{address}/right?second")]
    assert retrieve(wanted(*sources)).read_bytes() == CONTENT
    assert retrieve(wanted(*sources)).read_bytes() == CONTENT
    assert Handler.requested == ["/right"]
    assert kept(cache) == ["part.bin"]


def test_each_bad_source_is_named_and_the_next_one_tried(
    cache: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = ("wrong", "short", "absent", "right")
    path = retrieve(wanted(*(web(f"the {kind} one", f"{address}/{kind}") for kind in kinds)))
    assert path.read_bytes() == CONTENT
    assert Handler.requested == [f"/{kind}" for kind in kinds]
    output = capsys.readouterr().out
    reversed_hash = hashlib.sha256(CONTENT[::-1]).hexdigest()
    assert f"expected {SHA256}, got {reversed_hash}" in output
    assert "truncated: 512,000 of 1,024,000 bytes came" in output
    assert "the server answered 404" in output


def test_when_all_fail_the_message_says_why_and_what_to_do(cache: Path, address: str) -> None:
    with pytest.raises(BuildError) as caught:
        retrieve(wanted(web("the mirror", f"{address}/wrong"), web("the archive", f"{address}/no")))
    text = str(caught.value)
    assert f"the mirror ({address}/wrong): wrong SHA-256" in text
    assert f"the archive ({address}/no): the server answered 404" in text
    assert "check the network" in text
    assert str(cache / "downloads") in text
    assert kept(cache) == []


def test_server_that_cannot_be_reached_is_asked_once(cache: Path, address: str) -> None:
    host = "http://127.0.0.1:9"
    with pytest.raises(BuildError, match="no connection"):
        retrieve(wanted(web("nobody", f"{host}/a")))
    with pytest.raises(BuildError, match="could not be reached a moment ago"):
        retrieve(wanted(web("nobody", f"{host}/b")))


def test_silent_server_is_given_up(cache: Path, address: str) -> None:
    with pytest.raises(BuildError, match=r"no answer for 0\.3 seconds"):
        retrieve(wanted(web("slow", f"{address}/slow", timeout=0.3)))
    assert kept(cache) == []


def test_damaged_file_in_the_cache_is_brought_again(
    cache: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (cache / "downloads").mkdir(parents=True)
    (cache / "downloads" / "part.bin").write_bytes(CONTENT[:1000])
    assert retrieve(wanted(web("one", f"{address}/right"))).read_bytes() == CONTENT
    assert "in the cache is damaged" in capsys.readouterr().out


def test_gzip_is_judged_by_its_content(cache: Path, tmp_path: Path) -> None:
    repack = gzip.compress(CONTENT, compresslevel=1)
    broken = Source("a broken one", lambda target: _write(target, repack[:-20]))
    good = Source("a repack", lambda target: _write(target, repack))
    path = retrieve(RemoteFile("part.gz", SHA256, [broken, good], gzipped=True))
    assert gzip.decompress(path.read_bytes()) == CONTENT


def _write(target: Path, content: bytes) -> None:
    target.write_bytes(content)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_in_the_middle_leaves_nothing_and_the_next_call_carries_on(
    cache: Path, address: str
) -> None:
    program = textwrap.dedent("""
        import sys
        from sitebuild.tools import console
        from sitebuild.tools.download import RemoteFile, retrieve, web
        name, sha256, url = sys.argv[1:]
        wanted = RemoteFile(name, sha256, [web("slow", url)])
        sys.exit(console.guarded(lambda: print(retrieve(wanted)) or 0))
    """)
    command = [sys.executable, "-c", program, "part.bin", SHA256, f"{address}/slow"]
    process = subprocess.Popen(command, env=dict(os.environ), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 20
    while not any(file.stat().st_size for file in cache.rglob("*.part")):
        assert time.monotonic() < deadline, "the download never began"
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert kept(cache) == []
    assert retrieve(wanted(web("one", f"{address}/right"))).read_bytes() == CONTENT
