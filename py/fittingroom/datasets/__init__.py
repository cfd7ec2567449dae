"""Keras's small data sets, each with its `load_data`. Public names only."""

from fittingroom.datasets import fashion_mnist, mnist

__all__ = ["fashion_mnist", "mnist"]
