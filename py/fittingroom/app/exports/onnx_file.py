"""The ONNX file of a model of Dense layers: few protobuf messages, written by hand.

A message is a row of fields, each a key (number and wire type) and a value; see
https://protobuf.dev/programming-guides/encoding/ and onnx.proto for the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from fittingroom.backend import Array
from fittingroom.layers import Dense
from fittingroom.models import Sequential

IR_VERSION = 8
OPSET = 17
"""The operators' version: of 2022, which every runtime in use reads."""
FLOAT = 1
INT_ATTRIBUTE = 2
BATCH = "batch"
INPUT, OUTPUT = "pictures", "probabilities"

OPERATORS = {
    "relu": "Relu",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "softmax": "Softmax",
}
"""Operators of ONNX by Keras's names of activations."""


def pack(model: Sequential) -> bytes:
    """Return the file of a model that flattens its input and goes through Dense layers.

    Raises:
        ValueError: if an activation has no operator here.
    """
    nodes = [_node("Flatten", [INPUT], "flat", _attribute("axis", 1))]
    constants: list[bytes] = []
    last = "flat"
    for layer in model.layers:
        if not isinstance(layer, Dense):
            continue
        kernel, bias = layer.arrays
        names = [f"{layer.name}/kernel", f"{layer.name}/bias"]
        constants += [_tensor(*pair) for pair in zip(names, (kernel, bias), strict=True)]
        nodes.append(_node("Gemm", [last, *names], f"{layer.name}/sum"))
        last = f"{layer.name}/sum"
        activation = layer.activation.name
        if activation != "linear":
            if activation not in OPERATORS:
                raise ValueError(f"ONNX is written of {', '.join(OPERATORS)}, not {activation}.")
            axis = _attribute("axis", -1) if activation == "softmax" else b""
            nodes.append(_node(OPERATORS[activation], [last], f"{layer.name}/{activation}", axis))
            last = f"{layer.name}/{activation}"
    nodes.append(_node("Identity", [last], OUTPUT))
    graph = [
        *(_field(1, node) for node in nodes),
        _text(2, model.name),
        *(_field(5, constant) for constant in constants),
        _field(11, _value(INPUT, model.input_shape[1:])),
        _field(12, _value(OUTPUT, model.output_shape[1:])),
    ]
    return b"".join(
        [
            _number(1, IR_VERSION),
            _text(2, "Fitting Room"),
            _field(7, b"".join(graph)),
            _field(8, _text(1, "") + _number(2, OPSET)),
        ]
    )


def _node(operator: str, inputs: Iterable[str], output: str, attribute: bytes = b"") -> bytes:
    fields = [*(_text(1, name) for name in inputs), _text(2, output), _text(3, output)]
    return b"".join([*fields, _text(4, operator), _field(5, attribute) if attribute else b""])


def _attribute(name: str, value: int) -> bytes:
    return _text(1, name) + _number(3, value) + _number(20, INT_ATTRIBUTE)


def _tensor(name: str, array: Array) -> bytes:
    dimensions = b"".join(_number(1, size) for size in array.shape)
    content = np.asarray(array).astype("<f4").tobytes()
    return dimensions + _number(2, FLOAT) + _text(8, name) + _field(9, content)


def _value(name: str, shape: Sequence[int | None]) -> bytes:
    """Return the description of an input or an output, whose first dimension is the batch."""
    sizes = [_text(2, BATCH), *(_number(1, size or 0) for size in shape)]
    dimensions = b"".join(_field(1, size) for size in sizes)
    tensor = _number(1, FLOAT) + _field(2, dimensions)
    return _text(1, name) + _field(2, _field(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, text: str) -> bytes:
    return _field(field, text.encode())


def _field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first; a negative one as 64 bits."""
    value &= (1 << 64) - 1
    groups: list[int] = []
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*groups, value])
