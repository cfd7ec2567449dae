"""MNIST: 70,000 images of handwritten digits.

Reference: LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
"""

from fittingroom.datasets.image_dataset import ImageDataset, StrPath, load


def load_data(path: StrPath | None = None) -> ImageDataset:
    """Load MNIST.

    Args:
        path: the folder of the four IDX files, gzipped or not. By default the data come from where
            the program that runs this has them, and otherwise from Keras's cache folder,
            `~/.keras/datasets/mnist`.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: images `(60000, 28, 28)` and `(10000, 28, 28)`,
        uint8 from 0 to 255, labels `(60000,)` and `(10000,)`, uint8 from 0 to 9.

    Raises:
        FileNotFoundError: if a file is missing.
        ValueError: if a file is not in IDX format.
    """
    return load("mnist", "mnist", path)
