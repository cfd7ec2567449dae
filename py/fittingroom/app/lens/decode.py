"""Files as pictures, read by Pillow: only known kinds, and no more pixels than memory has room for.

Everything is checked before a pixel is decoded.
"""

from __future__ import annotations

import io
import warnings

import numpy as np

from fittingroom.app.faults import PictureError
from fittingroom.app.lens.steps import Bytes

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MOST_BYTES = 40_000_000
MOST_PIXELS = 50_000_000
LONGEST = 1000
"""Larger pictures are made smaller at once; the shop's own photos are 762 by 1,000."""

KINDS = "Take a PNG, JPEG, WebP, GIF or BMP."
_TURNED = {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif", b"avis"}
"""Brands of HEIC and AVIF, which phones write and Pillow does not read here."""


def decode(content: bytes) -> Bytes:
    """Return the pixels of a file, `(h, w, 3)`, upright and on white where it is transparent.

    Raises:
        PictureError: it is no picture of a known kind, too large, or damaged.
    """
    _check_kind(content)
    # Here, since its wheel is fetched on this import.
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        # The number of pixels is checked below, to a limit of our own.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check_size(*image.size)
                # A JPEG can be read at a fraction of its size: 40 megapixels need little memory so.
                image.draft("RGB", (LONGEST, LONGEST))
                image.load()
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
                return _on_white(upright)
        except (PictureError, MemoryError):
            raise
        except Image.DecompressionBombError as error:
            raise _too_many_pixels() from error
        except Image.UnidentifiedImageError as error:
            raise _unknown_kind() from error
        except Exception as error:  # a damaged file makes Pillow raise nearly anything
            raise PictureError(
                "The picture is damaged: it ends too early, or holds what makes no sense.",
                "Save it again, or take another one.",
            ) from error


def _check_kind(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise PictureError(
            f"The file has {len(content) / 1e6:,.0f} MB, more than the {MOST_BYTES / 1e6:.0f} MB "
            "that are read here.",
            "Save it smaller.",
        )
    if not content:
        raise PictureError("The file is empty.", KINDS)
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        raise PictureError(
            "An SVG describes shapes, and has no pixels to read.", "Save it as a PNG first."
        )
    if content[4:8] == b"ftyp" and content[8:12] in _TURNED:
        raise PictureError(
            "This is a HEIC or AVIF picture, as some phones save them.",
            "Share or save it as a JPEG, or take a screenshot of it.",
        )


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many_pixels(width, height)


def _too_many_pixels(*size: int) -> PictureError:
    many = f"{size[0]:,} × {size[1]:,} pixels" if size else "hundreds of millions of pixels"
    return PictureError(
        f"The picture claims {many}, more than the {MOST_PIXELS // 1_000_000} million that are "
        "read here.",
        "Save it smaller.",
    )


def _unknown_kind() -> PictureError:
    return PictureError("This file is no picture of a kind that is read here.", KINDS)


def _on_white(image: object) -> Bytes:
    """Return red, green and blue of an image of any mode."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    if image.mode.startswith(("I", "F")):
        # 16 bits: converted by Pillow, all but the darkest would be white.
        values = np.asarray(image, np.float64)
        grey = (values / max(1.0, float(values.max())) * 255).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, axis=2)
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    return np.asarray(Image.alpha_composite(white, rgba).convert("RGB")).copy()
