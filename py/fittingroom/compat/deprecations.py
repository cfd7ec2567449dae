"""Finds names of Keras and TensorFlow in source code that are better replaced, and says by what."""

from __future__ import annotations

import ast
from collections.abc import Iterator

OPTIMIZERS = {"SGD", "Adam", "AdamW", "Adamax", "Nadam", "RMSprop", "Adagrad", "Adadelta", "Ftrl"}

MESSAGES = {
    "acc": 'The metric "acc" still works. Today it is spelled "accuracy".',
    "logs.acc": 'With metrics=["accuracy"] the key is "accuracy" today, not "acc".',
    "logs": "logs={} still works. Today it is logs=None: one {} would be shared by all calls.",
    "lr": "lr= is understood here. Today's Keras wants learning_rate=.",
    "Sequential": "from keras.models import Sequential still works. Today: import keras, then "
    "keras.Sequential and keras.layers.Dense.",
    "tensorflow": "Keras is its own package today: import keras does what tf.keras did.",
    "nn": 'Functions of tf.nn still work as activations. Today: activation="relu".',
    "AdamOptimizer": 'tf.train.AdamOptimizer() is understood here. Today: optimizer="adam" or '
    "keras.optimizers.Adam().",
    "GradientDescentOptimizer": "tf.train.GradientDescentOptimizer() is understood here. Today: "
    "keras.optimizers.SGD().",
    "MomentumOptimizer": "tf.train.MomentumOptimizer() is understood here. Today: "
    "keras.optimizers.SGD(momentum=0.9).",
    "RMSPropOptimizer": "tf.train.RMSPropOptimizer() is understood here. Today: "
    "keras.optimizers.RMSprop().",
    "TensorBoard": "TensorBoard is taken and writes nothing: there is no board in this page. The "
    "curves of the training are in history.history.",
    "np_utils": "np_utils is understood here. Today: keras.utils.to_categorical.",
    "core": "keras.layers.core is understood here. Today: from keras.layers import Dense.",
}
"""What is said of each deprecated name."""


class DeprecationNotes:
    """Notes on deprecated names, each of them once."""

    def __init__(self) -> None:
        self._noted: set[str] = set()

    def find(self, tree: ast.AST) -> list[str]:
        """Return the messages for deprecated names in `tree` that were not found before."""
        found: dict[str, ast.AST] = {}
        for node in ast.walk(tree):
            for name in _deprecated(node):
                found.setdefault(name, node)
        new = [name for name in found if name not in self._noted]
        self._noted.update(new)
        if "acc" in self._noted:
            # With metrics=["acc"] the key is "acc".
            new = [name for name in new if name != "logs.acc"]
        return [MESSAGES.get(name) or _input_first(name, found[name]) for name in new]


def _input_first(name: str, call: ast.AST) -> str:
    """Return how a layer with `input_shape=` or `input_dim=` is written today."""
    assert isinstance(call, ast.Call)
    value = next(keyword.value for keyword in call.keywords if keyword.arg == name)
    shape = ast.unparse(value)
    if name == "input_dim":
        shape = f"({shape},)"
    rest = [keyword for keyword in call.keywords if keyword.arg != name]
    layer = ast.unparse(ast.Call(call.func, call.args, rest))
    return (
        f"{name}= still works. Today a line before says it: keras.Input(shape={shape}), then "
        f"{layer}."
    )


def _deprecated(node: ast.AST) -> Iterator[str]:
    """Yield the deprecated names in one node."""
    match node:
        case ast.ImportFrom(module=str(module)):
            names = [alias.name for alias in node.names]
            yield from _deprecated_imports(module, names)
        case ast.Import():
            for alias in node.names:
                yield from _deprecated_imports(alias.name, [])
        case ast.Attribute(attr=name) if name in ("np_utils", "TensorBoard") or name.endswith(
            "Optimizer"
        ):
            if name in MESSAGES:
                yield name
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="tf"), attr="nn")):
            yield "nn"
        case ast.Attribute(value=ast.Name(id="tf"), attr="keras"):
            yield "tensorflow"
        case ast.Subscript(slice=ast.Constant(value="acc" | "val_acc")):
            yield "logs.acc"
        case ast.FunctionDef(name=name) if name.startswith("on_"):
            if any(isinstance(default, ast.Dict) for default in node.args.defaults):
                yield "logs"
        case ast.Call(
            func=ast.Attribute(attr="get"), args=[ast.Constant(value="acc" | "val_acc"), *_]
        ):
            yield "logs.acc"
        case ast.Call():
            yield from _deprecated_keywords(node)
        case _:
            pass


def _deprecated_imports(module: str, names: list[str]) -> Iterator[str]:
    if module.startswith("tensorflow.keras") or (module == "tensorflow" and "keras" in names):
        yield "tensorflow"
    if module == "keras.models" and "Sequential" in names:
        yield "Sequential"
    for name in (module.rpartition(".")[2], *names):
        if name in ("np_utils", "TensorBoard") or (
            name == "core" and module.endswith("keras.layers.core")
        ):
            yield name


def _deprecated_keywords(call: ast.Call) -> Iterator[str]:
    function = call.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    for keyword in call.keywords:
        match keyword.arg:
            case "input_shape" | "input_dim" as name:
                yield name
            case "lr" if called in OPTIMIZERS:
                yield "lr"
            case "metrics" if _names_acc(keyword.value):
                yield "acc"
            case _:
                pass


def _names_acc(value: ast.expr) -> bool:
    return any(isinstance(part, ast.Constant) and part.value == "acc" for part in ast.walk(value))
