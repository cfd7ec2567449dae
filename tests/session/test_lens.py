"""How pictures become 28 by 28: held against the sets' own test pictures, enlarged again."""

import gzip
import io
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from fittingroom import Sequential, backend, layers, utils
from fittingroom.app.faults import PictureError
from fittingroom.app.lens import decode as decoder
from fittingroom.app.lens.decode import decode
from fittingroom.app.lens.digit import prepare_digit
from fittingroom.app.lens.garment import prepare_garment
from fittingroom.app.lens.steps import Prepared
from fittingroom.app.pictures import digits
from fittingroom.app.pictures.store import Store
from fittingroom.backend import global_state
from session.bench import Bench

PICTURES = 1000
ENLARGED = 8
KEPT = 0.95
"""The share of pictures that must keep the class that the network gave them."""

Bytes = np.ndarray[Any, np.dtype[np.uint8]]


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    with global_state.scope():
        backend.set_backend("numpy")
        utils.set_random_seed(1)
        yield


def garments(data: Path) -> dict[str, tuple[Bytes, Bytes]]:
    store = Store(json.loads((data / "manifest.json").read_text("utf-8")))
    for name in store.missing(store.needed(10, 6000)):
        content = (data / name).read_bytes()
        store.add(name, gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    dataset = store.dataset(10, 6000)
    return {
        part: (
            np.stack([dataset.picture(part, i) for i in range(count)]),
            dataset.labels[part][:count],
        )
        for part, count in (("train", 6000), ("test", PICTURES))
    }


def handwriting(data: Path) -> dict[str, tuple[Bytes, Bytes]]:
    content = (data / digits.FILE).read_bytes()
    return digits.unpack(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)


def enlarged(picture: Bytes, light: bool) -> Bytes:
    big = np.repeat(np.repeat(picture, ENLARGED, axis=0), ENLARGED, axis=1)
    return np.repeat((255 - big if light else big)[:, :, None], 3, axis=2)


@pytest.mark.parametrize(
    ("pictures", "prepare", "most"),
    [(garments, prepare_garment, 8.0), (handwriting, prepare_digit, 2.0)],
    ids=["garments", "digits"],
)
def test_an_enlarged_test_picture_comes_back_and_keeps_its_class(
    dist: Path,
    pictures: Callable[[Path], dict[str, tuple[Bytes, Bytes]]],
    prepare: Callable[[Bytes], Prepared],
    most: float,
) -> None:
    """`most` is the mean error, in grey values: sharpening twice makes that of the garments."""
    parts = pictures(dist / "data")
    model = Sequential(
        [
            layers.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    images, labels = parts["train"]
    model.fit((images / 255.0).astype("float32"), labels, epochs=6, batch_size=64, verbose=0)

    def classes(of: Bytes) -> Any:
        return model.predict((of / 255.0).astype("float32"), verbose=0).argmax(axis=1)

    tested = parts["test"][0][:PICTURES]
    results = [prepare(enlarged(each, light=i % 2 == 0)) for i, each in enumerate(tested)]
    assert [each.inverted for each in results].count(True) == pytest.approx(PICTURES / 2, abs=25)
    back = np.stack([each.pixels for each in results])
    assert np.abs(back.astype(int) - tested).mean() <= most
    assert (classes(back) == classes(tested)).mean() >= KEPT


def file(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def shirt(mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (300, 400), "white")
    image.paste((30, 60, 120), (60, 50, 240, 350))
    return image.convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_kinds_that_are_read(kind: str) -> None:
    pixels = decode(file(shirt(), kind))
    assert pixels.shape == (400, 300, 3)
    assert pixels[200, 150].astype(int) == pytest.approx([30, 60, 120], abs=12)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_modes_that_are_read(mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray(np.linspace(0, 60000, 4000).reshape(40, 100).astype(np.uint16))
    else:
        image = shirt(mode)
    pixels = decode(file(image, "JPEG" if mode == "CMYK" else "PNG"))
    assert pixels.min() < 128 < pixels.max()


def test_what_is_transparent_lies_on_white() -> None:
    image = Image.new("RGBA", (40, 60), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (10, 10, 30, 50))
    pixels = decode(file(image, "PNG"))
    assert pixels[0, 0].tolist() == [255, 255, 255]
    assert prepare_garment(pixels).inverted


def test_exif_turns_a_photo_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side, to be turned clockwise
    photo = Image.new("RGB", (60, 40), "white")
    photo.paste("black", (0, 0, 10, 40))
    pixels = decode(file(photo, "JPEG", exif=exif))
    assert pixels.shape == (60, 40, 3)
    assert pixels[2].mean() < 40
    assert pixels[-3].mean() > 215


def test_a_photo_of_40_megapixels_is_read() -> None:
    content = file(Image.new("RGB", (7300, 5500), "white"), "JPEG")
    assert max(decode(content).shape) <= decoder.LONGEST


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


REFUSED = {
    "empty": (b"", "empty"),
    "text": (b"a list of garments\n" * 40, "no picture of a kind"),
    "program": (b"MZ" + bytes(2000), "no picture of a kind"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "SVG"),
    "svg with a prologue": (b'\xef\xbb\xbf<?xml version="1.0"?><svg/>', "SVG"),
    "heic": (bytes(4) + b"ftypheic" + bytes(99), "HEIC"),
    "claims 10,000 million pixels": (bomb(100_000, 100_000), "million"),
    "claims 64 million pixels": (bomb(8000, 8000), "8,000 × 8,000"),
    "too few bytes inside": (bomb(400, 400), "damaged"),
    "pdf": (b"%PDF-1.7\n" + bytes(500), "no picture of a kind"),
    "tiff": (file(shirt(), "TIFF"), "no picture of a kind"),
    "npz": (b"PK\x03\x04" + bytes(500), "no picture of a kind"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_and_why(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(PictureError, match=reason):
        decode(content)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_files_cut_off_are_refused(kind: str, share: float) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (120, 100, 3), np.uint8)
    content = file(Image.fromarray(noise), kind)
    with pytest.raises(PictureError):
        decode(content[: int(len(content) * share)])


def test_a_large_file_is_refused_unread() -> None:
    with pytest.raises(PictureError, match="MB"):
        decode(bytes(decoder.MOST_BYTES + 1))


def test_the_session_shows_each_step(bench: Bench) -> None:
    answer = bench.ask("lens", file(shirt(), "PNG"), way="garment", invert=None)["value"]
    titles = [step["title"] for step in answer["steps"]]
    assert titles == ["Read", "Trim", "Shrink", "Sharpen", "Extend", "Negate", "Grey"]
    for step in answer["steps"]:
        assert len(step["pixels"]) == 3 * step["width"] * step["height"]
        assert len(step["words"]) > 20
    assert (len(answer["pixels"]), answer["inverted"], answer["warning"]) == (784, True, None)
    other = bench.ask("lens", file(shirt(), "PNG"), way="garment", invert=False)["value"]
    assert not other["inverted"]
    assert "background came out as 255" in other["warning"]


def test_the_session_says_why_a_picture_is_refused(bench: Bench) -> None:
    error = bench.ask("lens", b"<svg/>", way="garment", invert=None)["error"]
    assert error["code"] == "picture-invalid"
    assert "PNG" in error["hint"]
    error = bench.ask("lens", pixels=[0] * 784, way="digit", invert=None)["error"]
    assert "one colour" in error["message"]


def test_a_white_garment_is_warned_of() -> None:
    image = Image.new("RGB", (300, 400), "white")
    image.paste((235, 235, 235), (60, 50, 240, 350))
    assert "white garments" in str(prepare_garment(np.asarray(image)).warning)
