"""What `load_data` of each data set does in a cell: take the page's own files."""

from __future__ import annotations

from collections.abc import Mapping

from fittingroom.app.pictures import digits
from fittingroom.app.pictures.store import Store
from fittingroom.compat.namespace import LoadData
from fittingroom.datasets.image_dataset import ImageDataset
from fittingroom.notebook.files.site_files import SiteFiles

ALL_CLASSES, ALL_SAMPLES = 10, 60_000


def dataset_loaders(store: Store, files: SiteFiles) -> Mapping[str, LoadData]:
    """Return `load_data` of each data set that the page has, by its name in `keras.datasets`."""

    def load_fashion_mnist() -> ImageDataset:
        """Load Fashion-MNIST.

        Returns:
            `(x_train, y_train), (x_test, y_test)`: images `(60000, 28, 28)` and `(10000, 28, 28)`,
            uint8 from 0 to 255, labels `(60000,)` and `(10000,)`, uint8 from 0 to 9.

        Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747.
        """
        files.add_to_store("Fashion-MNIST", store.missing(store.needed(ALL_CLASSES, ALL_SAMPLES)))
        dataset = store.dataset(ALL_CLASSES, ALL_SAMPLES)
        # Copies: what the learner does to them must not change the page's own images.
        train, test = (
            (dataset.pixels[part][dataset.rows[part]], dataset.labels[part].copy())
            for part in ("train", "test")
        )
        return train, test

    def load_mnist(path: str = "mnist.npz") -> ImageDataset:
        """Load the digits of MNIST that this page has, and print which they are.

        Args:
            path: has no meaning here.

        Returns:
            `(x_train, y_train), (x_test, y_test)`: images `(4000, 28, 28)` and `(1000, 28, 28)`,
            uint8 from 0 to 255, labels `(4000,)` and `(1000,)`, uint8 from 0 to 9, 400 and 100 of
            each digit.
        """
        parts = digits.unpack(files.read("MNIST", digits.FILE))
        print(
            "These are 5,000 of MNIST's 70,000 digits, 4,000 to train and 1,000 to test, so that "
            "they arrive and train quickly."
        )
        return parts["train"], parts["test"]

    return {"fashion_mnist": load_fashion_mnist, "mnist": load_mnist}
