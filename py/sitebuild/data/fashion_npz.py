"""Makes fashion.npz, the subset that lesson 3 loads: 600 training and 100 test images, 3 classes.

Images and order are drawn by SHA-256, not by a random generator that another version of a library
could change; the pinned digest proves it.
"""

import hashlib
import io
import itertools
import zipfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fittingroom.app.pictures import fashion_files
from sitebuild.data.part import Part
from sitebuild.tools.console import BuildError

SEED = "fitting-room/fashion.npz/1"
TEST_SAMPLES = 100
DIGEST = "90bd4e579af054fd54d0e5a60778744e42fda2d5b36381869440ecdfbe15f0f2"
"""Over the names, types, shapes and bytes of all four arrays."""

Arrays = dict[str, npt.NDArray[np.uint8]]
ORDERS = tuple(itertools.permutations(range(len(fashion_files.SUBSET_CLASSES))))


def write(path: Path, train: Part, test: Part) -> Arrays:
    """Write the data set to `path`, reproducibly, and return it.

    Raises:
        BuildError: if the digest is not the pinned one.
    """
    arrays = draw(train, test)
    got = digest(arrays)
    if got != DIGEST:
        raise BuildError(
            f"{path.name} came out differently: expected content {DIGEST}, got {got}.\n"
            "What to do: if the change is meant, put the new digest into DIGEST of fashion_npz.py."
        )
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _npy(array), compresslevel=9)
    return arrays


def content(arrays: Arrays) -> bytes:
    """Return the content of `fashion_files.SUBSET_FILE`."""
    pictures = [arrays["train_data"], arrays["test_data"]]
    one_hot = [arrays["train_labels"], arrays["test_labels"]]
    labels = [rows.argmax(axis=1).astype(np.uint8) for rows in one_hot]
    return b"".join(array.tobytes() for array in pictures + labels)


def draw(train: Part, test: Part) -> Arrays:
    """Return the chosen images in their order.

    Returns:
        `train_data` (600, 28, 28, 1), `train_labels` (600, 3), `test_data` (100, 28, 28, 1) and
        `test_labels` (100, 3), all uint8: whole numbers, so a label prints as `[1 0 0]`.
    """
    used: set[bytes] = set()
    arrays: Arrays = {}
    wanted = (("train", train, fashion_files.SUBSET_SAMPLES), ("test", test, TEST_SAMPLES))
    for name, part, samples in wanted:
        columns = _columns(name, samples)
        piles = [_pile(part, label, used) for label in fashion_files.SUBSET_CLASSES]
        images = [piles[column].pop(0) for column in columns]
        used.update(image.tobytes() for image in images)
        arrays[f"{name}_data"] = np.stack(images)[..., np.newaxis]
        arrays[f"{name}_labels"] = np.eye(len(piles), dtype=np.uint8)[columns]
    return arrays


def digest(arrays: Arrays) -> str:
    """Return one SHA-256 over the arrays, in hex."""
    total = hashlib.sha256()
    for name, array in arrays.items():
        total.update(f"{name} {array.dtype} {array.shape}\n".encode() + array.tobytes())
    return total.hexdigest()


def _columns(name: str, samples: int) -> list[int]:
    """Return the class of each image: each group holds every class once, in a drawn order.

    So the first n images are balanced to within one, for any n.
    """
    columns: list[int] = []
    for group in range(samples // len(ORDERS[0])):
        drawn = hashlib.sha256(f"{SEED}/{name}/{group}".encode()).digest()
        columns += ORDERS[int.from_bytes(drawn, "big") % len(ORDERS)]
    return columns + list(range(samples - len(columns)))


def _pile(part: Part, label: int, used: set[bytes]) -> list[npt.NDArray[np.uint8]]:
    """Return the distinct images of one class that were not `used`, in a drawn order."""
    different = {image.tobytes(): image for image in part.images[part.labels == label]}
    fresh = sorted(
        (content for content in different if content not in used),
        key=lambda content: hashlib.sha256(SEED.encode() + content).digest(),
    )
    return [different[content] for content in fresh]


def _npy(array: npt.NDArray[np.uint8]) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()
