"""Makes preview.bin: the first pictures, shown until Python is ready, and the files they are in.

The pictures come from the session, so they are the ones it shows afterwards.
"""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

from fittingroom.app.pictures.fashion_files import SUBSET_CLASSES, SUBSET_SAMPLES
from fittingroom.app.pictures.store import Store
from fittingroom.app.recipe import FIELDS
from fittingroom.session_driver import SessionDriver
from sitebuild.tools import paths
from sitebuild.tools.artifacts import artifact, contents

FILE = "preview.bin"
PICTURES = 12
"""As many as the page shows at once."""
_THREE, _TEN = len(SUBSET_CLASSES), 10
_MOST: dict[str, int] = FIELDS["samples"]["max_by"]["classes"]
SETS = ((_THREE, SUBSET_SAMPLES), (_THREE, _MOST[str(_THREE)]), (_TEN, _MOST[str(_TEN)]))
"""Classes, and up to how many pictures a set begins in the same way."""


def make(data: Path) -> Path:
    """Return the artifact with the file, from the folder of the pictures."""
    inputs = contents(paths.PY / "fittingroom", data / "manifest.json", Path(__file__))
    return artifact("preview", "Choosing the first pictures", [inputs], lambda to: _fill(to, data))


def _fill(folder: Path, data: Path) -> None:
    store = Store(json.loads((data / "manifest.json").read_text("utf-8")))
    sets = [
        {
            "classes": classes,
            "up_to": up_to,
            "files": store.needed(classes, up_to, "train", slice(0, PICTURES)),
            "images": _pictures(data, classes, up_to),
        }
        for classes, up_to in SETS
    ]
    (folder / FILE).write_bytes(
        gzip.compress(json.dumps(sets, separators=(",", ":")).encode(), mtime=0)
    )


def _pictures(data: Path, classes: int, samples: int) -> list[dict[str, Any]]:
    """The first pictures of a set, as the session tells them but with base64 for bytes."""
    recipe = {"classes": classes, "samples": samples}
    driver = SessionDriver(data)
    answer = driver.value("images", recipe=recipe, part="train", start=0, count=PICTURES)
    images: list[dict[str, Any]] = answer["images"]
    return [
        image | {"pixels": base64.b64encode(image["pixels"]).decode("ascii")} for image in images
    ]
