"""Layers. Public names only."""

from fittingroom.layers.dense import Dense
from fittingroom.layers.input_layer import Input, InputLayer
from fittingroom.layers.layer import Layer
from fittingroom.layers.weightless import (
    Activation,
    Dropout,
    Flatten,
    ReLU,
    Rescaling,
    Reshape,
    Softmax,
)

__all__ = [
    "Activation",
    "Dense",
    "Dropout",
    "Flatten",
    "Input",
    "InputLayer",
    "Layer",
    "ReLU",
    "Rescaling",
    "Reshape",
    "Softmax",
]
