"""Sixty files that no learner means: each is refused with a reason, and everything else stays."""

import io
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from session.bench import Bench
from session.test_own_set import RECIPE, give, pictures, png, read_all, zipped

PIXELS, LABELS = pictures(20)
PICTURE = png(PIXELS[0].repeat(4, axis=0).repeat(4, axis=1))


def image(kind: str, **options: Any) -> bytes:
    content = io.BytesIO()
    Image.fromarray(np.tile(PIXELS[0], (3, 3))).convert("RGB").save(content, kind, **options)
    return content.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to no data."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def npz(**arrays: Any) -> bytes:
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    return content.getvalue()


def npy(header: str, data: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    text = header.encode().ljust(117) + b"\n"
    return b"\x93NUMPY" + version + struct.pack("<H", len(text)) + text + data


def npz_of(**members: bytes) -> bytes:
    return zipped({f"{name}.npy": data for name, data in members.items()})


def header(shape: str, descr: str = "'|u1'") -> str:
    return f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}"


class Bomb:
    """What unpickling would run."""

    ran: list[str] = []  # noqa: RUF012

    def __reduce__(self) -> tuple[Any, ...]:
        return (Bomb.ran.append, ("ran",))


def locked(content: bytes) -> bytes:
    """The same zip, said to be locked with a password."""
    changed = bytearray(content)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(magic)
        changed[start + at] |= 1
    return bytes(changed)


def longer_than_said() -> bytes:
    """A zip whose table of contents says less than what is in it."""
    content = bytearray(zipped({"a/1.png": PICTURE}))
    central = content.find(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 40)
    return bytes(content)


def bomb_zip() -> bytes:
    return zipped({"a/zeros.png": bytes(60_000_000)})


GOOD = npz(images=PIXELS, labels=LABELS)
LOOSE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "one byte": lambda: b"\x00",
    "words": lambda: b"This is my homework.",
    "a page": lambda: b"<!doctype html><script>alert(1)</script>",
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg with a declaration": lambda: b'<?xml version="1.0"?><svg onload="alert(1)"/>',
    "svg after a mark": lambda: b"\xef\xbb\xbf  <svg/>",
    "xml that names itself": lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "&b;&b;">]>',
    "pdf": lambda: b"%PDF-1.7\n" + bytes(200),
    "program": lambda: b"MZ" + bytes(500),
    "elf": lambda: b"\x7fELF" + bytes(500),
    "heic": lambda: b"\x00\x00\x00\x18ftypheic" + bytes(100),
    "avif": lambda: b"\x00\x00\x00\x18ftypavif" + bytes(100),
    "tiff": lambda: image("TIFF"),
    "ico": lambda: image("ICO"),
    "ppm": lambda: image("PPM"),
    "postscript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "gzip": lambda: b"\x1f\x8b\x08" + bytes(50),
    "pickle": lambda: pickle.dumps(Bomb()),
    "npy alone": lambda: npy(header("(1, 28, 28)"), bytes(784)),
    "json": lambda: b'{"format": "fitting-room-lab"}',
    "png cut short": lambda: PICTURE[:60],
    "png of a head only": lambda: PICTURE[:8],
    "png with a wrong byte": lambda: PICTURE[:50] + b"\xff\xff\xff" + PICTURE[53:],
    "jpeg cut short": lambda: image("JPEG")[:200],
    "jpeg of a head only": lambda: b"\xff\xd8\xff\xe0",
    "webp cut short": lambda: image("WEBP")[:40],
    "gif cut short": lambda: image("GIF")[:20],
    "bmp cut short": lambda: image("BMP")[:80],
    "png of 100,000 by 100,000": lambda: claimed_png(100_000, 100_000),
    "png of 2,000,000,000 by 1": lambda: claimed_png(2_000_000_000, 1),
    "png of no size": lambda: claimed_png(0, 0),
    "png without its pixels": lambda: claimed_png(500, 500),
    "a blank picture": lambda: png(np.zeros((200, 200), np.uint8)),
    "41 MB of nothing": lambda: bytes(41_000_000),
    "empty zip": lambda: zipped({}),
    "zip cut short": lambda: zipped({"a/1.png": PICTURE})[:-30],
    "zip of a head only": lambda: b"PK\x03\x04" + bytes(30),
    "zip that leads out": lambda: zipped({"a/1.png": PICTURE, "../../b.png": PICTURE}),
    "zip from the root": lambda: zipped({"/etc/passwd": b"x"}),
    "zip with a drive": lambda: zipped({"C:/b.png": PICTURE}),
    "zip with backslashes": lambda: zipped({"a\\..\\..\\b.png": PICTURE}),
    "zip with a password": lambda: locked(zipped({"a/1.png": PICTURE})),
    "zip bomb": bomb_zip,
    "zip with 21 folders": lambda: zipped({f"c{i}/1.png": PICTURE for i in range(21)}),
    "npz with a pickle": lambda: npz_of(
        train_data=npy(header("(1,)", "'|O'"), pickle.dumps([Bomb()]))
    ),
    "npz of objects": lambda: npz(
        train_data=np.array([{}, Bomb()], object), train_labels=LABELS[:2]
    ),
    "npz that claims terabytes": lambda: npz_of(
        train_data=npy(header("(1000000000, 28, 28)")), train_labels=npy(header("(1,)"), b"\x00")
    ),
    "npz with more in its head than in it": lambda: npz_of(
        train_data=npy(header("(9, 28, 28)"), bytes(784)),
        train_labels=npy(header("(9,)"), bytes(9)),
    ),
    "npz with a program for a head": lambda: npz_of(
        train_data=npy("__import__('os').system('true')"), train_labels=npy(header("(1,)"), b"\x00")
    ),
    "npz with less than no pictures": lambda: npz_of(
        train_data=npy(header("(-1, 28, 28)")), train_labels=npy(header("(-1,)"))
    ),
    "npz of a later form": lambda: npz_of(train_data=npy(header("(1,)"), b"\x00", b"\x09\x00")),
    "npz without labels": lambda: npz(train_data=PIXELS),
    "npz with too few labels": lambda: npz(train_data=PIXELS, train_labels=LABELS[:3]),
    "npz of other pictures": lambda: npz(
        images=np.zeros((4, 32, 32, 3), np.uint8), labels=LABELS[:4]
    ),
    "npz of numbers out of range": lambda: npz(images=PIXELS * -1.0 - 5, labels=LABELS),
    "npz of no numbers": lambda: npz(images=np.full((20, 28, 28), np.nan), labels=LABELS),
    "npz of complex numbers": lambda: npz(images=PIXELS * 1j, labels=LABELS),
    "npz with 30 classes": lambda: npz(images=PIXELS.repeat(2, 0), labels=np.arange(40)),
    "npz with other names": lambda: npz(weights=np.zeros(5), biases=np.zeros(5)),
    "npz cut short": lambda: GOOD[: len(GOOD) // 2],
    "npz with a wrong byte": lambda: GOOD[:200] + b"\xff\x00\xff" + GOOD[203:],
}  # fmt: skip


@pytest.fixture(scope="module")
def trained(dist: Any) -> Bench:
    bench = Bench(dist / "data")
    give(bench, *pictures())
    bench.fit(**RECIPE)
    return bench


@pytest.mark.parametrize("name", LOOSE)
def test_it_is_refused_with_a_reason_and_everything_stays(trained: Bench, name: str) -> None:
    before = trained.ask("predictions", which="all", start=0, count=10)["value"]
    answer = read_all(trained, LOOSE[name](), name)
    assert "error" in answer, f"{name} was read: {answer}"
    error = answer["error"]
    assert error["code"] in ("picture-invalid", "file-invalid"), error
    assert error["message"].endswith((".", "?"))
    assert error["hint"]
    assert error["traceback"] == ""
    assert "Error" not in error["message"]
    assert trained.ask("predictions", which="all", start=0, count=10)["value"] == before
    assert trained.ask("describe", recipe=RECIPE)["value"]["class_names"] == ["up", "flat"]
    assert Bomb.ran == []


def test_there_are_sixty() -> None:
    assert len(LOOSE) >= 60


def test_within_a_zip_only_the_bad_files_are_refused(bench: Bench) -> None:
    small = {name: make() for name, make in LOOSE.items() if name != "41 MB of nothing"}
    loose = {name: data for name, data in small.items() if len(data) < 1_000_000}
    files = {f"a/{i:02}.png": data for i, data in enumerate(loose.values())}
    found = read_all(bench, zipped({**files, "a/good.png": PICTURE, "b/good.png": PICTURE}))
    assert found["names"] == ["a", "b"]
    assert len(found["refused"]) == len(files)
    assert all(each["why"].endswith(".") for each in found["refused"])


def test_a_file_longer_than_its_zip_says_is_refused(bench: Bench) -> None:
    found = read_all(bench, longer_than_said())
    assert found.get("names", []) == []
    assert found["refused"]


def test_a_set_that_is_none_is_refused(bench: Bench) -> None:
    give(bench, *pictures())
    for content, names in (
        (bytes(785), ["a", "b"]),
        (bytes(784) + b"\x05\x00", ["a", "b"]),
        (bytes(784) + b"\x00\x09", ["a", "b"]),
        (bytes(786), ["a", "a"]),
        (bytes(786), [""]),
        (bytes(786), ["x" * 41]),
        (bytes(786), [str(i) for i in range(21)]),
    ):
        assert bench.ask("own-set", content, class_names=names)["error"]["code"] == "file-invalid"
    assert bench.ask("describe", recipe=RECIPE)["value"]["test_samples"] == 10


def test_a_symbolic_link_is_but_a_file_that_is_no_picture(bench: Bench) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo("a/link.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found = read_all(bench, content.getvalue())
    assert found["names"] == []
    assert found["refused"]
