"""One part of Fashion-MNIST, to train or to test with."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Part(NamedTuple):
    """Images `(n, 28, 28)` and labels `(n,)`, uint8, in Fashion-MNIST's order."""

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]
