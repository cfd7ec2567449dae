"""Layers: their public names."""

from fittingroom.layers.activation import Activation
from fittingroom.layers.dense import Dense
from fittingroom.layers.dropout import Dropout
from fittingroom.layers.flatten import Flatten
from fittingroom.layers.input_layer import Input, InputLayer
from fittingroom.layers.layer import Layer
from fittingroom.layers.relu import ReLU
from fittingroom.layers.rescaling import Rescaling
from fittingroom.layers.reshape import Reshape
from fittingroom.layers.softmax import Softmax
from fittingroom.utils import lazy_modules

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

__getattr__ = lazy_modules.attach(
    __name__,
    {
        "layers.activations": "",
        "layers.activations.elu": "ELU",
        "layers.activations.leaky_relu": "LeakyReLU",
        "layers.activations.prelu": "PReLU",
        "layers.lambda_layer": "Lambda",
        "layers.merging": "",
        "layers.merging.concatenate": "Concatenate concatenate",
        "layers.merging.merge": "Add Average Maximum Minimum Multiply Subtract "
        "add average maximum minimum multiply subtract",
        "layers.normalization": "",
        "layers.normalization.batch_normalization": "BatchNormalization",
        "layers.normalization.layer_normalization": "LayerNormalization",
        "layers.normalization.normalization": "Normalization",
        "layers.regularization": "",
        "layers.regularization.gaussian_noise": "GaussianNoise",
        "layers.operation": "",
        "layers.own_layer": "",
        "layers.symbolic_call": "",
    },
)
