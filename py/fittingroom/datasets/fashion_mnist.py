"""Fashion-MNIST: 70,000 images of clothes in ten classes.

Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747.
"""

from fittingroom.datasets.image_dataset import ImageDataset, StrPath, load


def load_data(path: StrPath | None = None) -> ImageDataset:
    """Load Fashion-MNIST.

    Args:
        path: the folder of the four IDX files, gzipped or not. By default the data come from where
            the program that runs this has them, and otherwise from Keras's cache folder,
            `~/.keras/datasets/fashion-mnist`.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: images `(60000, 28, 28)` and `(10000, 28, 28)`,
        uint8 from 0 to 255, labels `(60000,)` and `(10000,)`, uint8 from 0 to 9.

    Raises:
        FileNotFoundError: if a file is missing.
        ValueError: if a file is not in IDX format.
    """
    return load("fashion_mnist", "fashion-mnist", path)
