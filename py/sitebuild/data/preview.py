"""Makes the small file of first pictures, which the page shows until Python is there.

It also names the files they lie in, which the worker fetches meanwhile.

The session itself is asked for them, so they are what it will show afterwards.
"""

import base64
import json
from pathlib import Path
from typing import Any

from fittingroom.app.recipe import FIELDS
from fittingroom.app.store import LESSON_CLASSES, LESSON_SAMPLES, Store
from sitebuild import paths, visit
from sitebuild.pieces import contents, piece
from sitebuild.visit import Visit

FILE = "preview.json"
PICTURES = 12
"""As many as the page shows at once."""
_THREE, _TEN = len(LESSON_CLASSES), 10
_MOST: dict[str, int] = FIELDS["samples"]["max_by"]["classes"]
SETS = ((_THREE, LESSON_SAMPLES), (_THREE, _MOST[str(_THREE)]), (_TEN, _MOST[str(_TEN)]))
"""Classes, and up to how many pictures a set begins in the same way."""
_CODE = (Path(__file__), Path(visit.__file__))


def make(data: Path) -> Path:
    """The piece with the file, from the folder of the pictures."""
    inputs = contents(paths.PY / "fittingroom", data / "manifest.json", *_CODE)
    return piece("preview", "Choosing the first pictures", [inputs], lambda to: _fill(to, data))


def _fill(folder: Path, data: Path) -> None:
    store = Store(json.loads((data / "manifest.json").read_text("utf-8")))
    sets = [
        {
            "classes": classes,
            "up_to": up_to,
            "files": store.missing(classes, up_to, "train", slice(0, PICTURES)),
            "images": _pictures(data, classes, up_to),
        }
        for classes, up_to in SETS
    ]
    (folder / FILE).write_text(json.dumps(sets, separators=(",", ":")), "utf-8")


def _pictures(data: Path, classes: int, samples: int) -> list[dict[str, Any]]:
    """The first pictures of a set, as the session tells them but with base64 for bytes."""
    recipe = {"classes": classes, "samples": samples}
    answer = Visit(data).ask("images", recipe=recipe, part="train", start=0, count=PICTURES)
    images: list[dict[str, Any]] = answer["images"]
    return [
        image | {"pixels": base64.b64encode(image["pixels"]).decode("ascii")} for image in images
    ]
