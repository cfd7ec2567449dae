"""The modules of Keras and TensorFlow that exist here, and what is in each.

A public name of Keras's that the core has too is available under every path that Keras has it.
"""

from __future__ import annotations

import difflib
import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from types import ModuleType
from typing import Any, NamedTuple

import fittingroom
from fittingroom import activations, losses, utils
from fittingroom.compat import keras_backend
from fittingroom.compat.legacy import TENSORFLOW_1_OPTIMIZERS
from fittingroom.utils import lazy_modules

ROOTS = ("keras", "tensorflow")
REMEDY = "Run this cell where {package} itself is installed, for example in Google Colab."


class Later(NamedTuple):
    """What a module of the core imports when the name is first used."""

    module: Any
    name: str


INSTEAD = {
    "GradientTape": "A step of training by hand is model.train_on_batch(x, y), which gives the "
    "loss; the weights are in model.get_weights().",
    "get_file": "A small table can be pasted into the cell: np.loadtxt(io.StringIO(text), "
    'delimiter=",").',
}
"""What does here what these names of Keras's and TensorFlow's do."""

NAMES: dict[str, list[str]] = {
    path: names.split()
    for path, names in json.loads(
        resources.files("fittingroom.compat").joinpath("keras_names.json").read_text("utf-8")
    ).items()
}
"""Public names of each module of Keras 3.15, written by `tests/parity/goldens.py`."""

CORE: dict[str, tuple[str, ...]] = {
    "keras": (
        *("", "layers", "losses", "metrics", "optimizers", "initializers", "regularizers"),
        "backend.variables",
    ),
    "keras.backend": ("config", "utils"),
    "keras.config": ("config",),
    "keras.models": ("models", "saving"),
    "keras.optimizers.schedules": ("optimizers.schedules",),
    "keras.utils": ("utils", "saving"),
}
"""Where the core has a module's names, if not under the name Keras has for it."""

SNAKE_CASE_MODULES = ("keras.initializers", "keras.regularizers")
"""Modules that have each class under a second name: `glorot_uniform` beside `GlorotUniform`."""

WITH_SUBMODULES = ("keras", "keras.datasets", "keras.optimizers")
"""Modules of Keras whose lower-case names are mostly modules."""

LEGACY_PATHS = {"keras.utils.np_utils": "keras.utils", "keras.layers.core": "keras.layers"}
"""Modules that Keras once had, and where their names are now."""

_SHORT_LOSSES = {
    short: Later(losses, name)
    if name in lazy_modules.names(losses.__name__)
    else getattr(losses, name)
    for short, name in keras_backend.SHORT_LOSSES.items()
}

TENSORFLOW_EXTRAS: dict[str, Mapping[str, Any]] = {
    "keras.backend": keras_backend.FUNCTIONS,
    **dict.fromkeys(("keras.losses", "keras.metrics"), _SHORT_LOSSES),
}
"""What `tf.keras` has in a module beyond Keras itself."""

TENSORFLOW_KNOWN = {
    "keras.backend": (*keras_backend.FUNCTIONS, *keras_backend.NOT_HERE),
    **dict.fromkeys(("keras.losses", "keras.metrics"), tuple(keras_backend.SHORT_LOSSES)),
}
"""Right names there, whether they are here or not."""

TENSORFLOW_SHORT_PATHS = {
    f"tensorflow.{name}": f"keras.{name}"
    for name in ("initializers", "losses", "metrics", "optimizers")
}
"""Modules of `tf.keras` that TensorFlow has under a shorter path too."""

ACTIVATIONS = (
    *("elu", "leaky_relu", "log_softmax", "relu", "relu6", "selu", "sigmoid", "silu", "softmax"),
    *("softplus", "softsign", "tanh", "gelu", "swish"),
)
"""Functions that have the same name in `tf.nn` as in `keras.activations`."""

TENSORFLOW = {
    "tensorflow": "DType "
    "Tensor TensorShape TensorSpec Variable abs add add_n argmax argmin argsort "
    "bool boolean_mask cast clip_by_value complex128 complex64 concat constant "
    "convert_to_tensor cos cumsum divide einsum equal executing_eagerly exp expand_dims "
    "eye fill float16 float32 float64 floor function gather get_logger greater "
    "greater_equal identity int16 int32 int64 int8 is_tensor less less_equal linspace "
    "logical_and logical_not logical_or matmul maximum minimum multiply negative norm "
    "not_equal one_hot ones ones_like pad pow print range rank reduce_all reduce_any "
    "reduce_max reduce_mean reduce_min reduce_prod reduce_sum reshape reverse round shape "
    "sigmoid sign sin size sort split sqrt square squeeze stack stop_gradient string "
    "subtract tan tanh tensordot tile transpose uint16 uint32 uint64 uint8 unstack where "
    "zeros zeros_like",
    "tensorflow.math": "abs "
    "add add_n argmax argmin bincount ceil confusion_matrix cos cumsum divide equal "
    "exp floor greater greater_equal less less_equal log log1p logical_and logical_not "
    "logical_or maximum minimum mod multiply negative not_equal pow reciprocal reduce_all "
    "reduce_any reduce_max reduce_mean reduce_min reduce_prod reduce_std reduce_sum "
    "reduce_variance round sigmoid sign sin sqrt square subtract tan tanh",
    "tensorflow.linalg": "det einsum eye inv matmul norm",
    "tensorflow.config": "list_physical_devices run_functions_eagerly",
    "tensorflow.config.experimental": "list_physical_devices",
    "tensorflow.test": "gpu_device_name is_built_with_cuda is_gpu_available",
    "tensorflow.random": "normal shuffle uniform",
}
"""Names that TensorFlow has beside Keras's, by module; imported when first used."""

AUTOTUNE = -1
"""TensorFlow's "as many as are best", which `map` and `prefetch` take."""

LoadData = Callable[..., Any]


LISTED = 12
"""Names of a module that an error lists at the most."""


class Namespace:
    """All modules by path.

    Args:
        datasets: `load_data` of each data set in `keras.datasets`, by name.
    """

    def __init__(self, datasets: Mapping[str, LoadData]) -> None:
        keras = {path: _from_core(path) for path in NAMES}
        keras["keras"]["__version__"] = _version("3.15.0")
        for name, load_data in datasets.items():
            keras[f"keras.datasets.{name}"] = {"load_data": load_data}
        for old, new in LEGACY_PATHS.items():
            keras[old] = keras[new]
        self._modules = keras | _tensorflow_modules(keras)

    def __contains__(self, path: str) -> bool:
        return path in self._modules

    def contents(self, path: str) -> dict[str, Any]:
        """Return what is in a module, besides other modules and what is imported when used."""
        found = self._modules[path]
        return {name: value for name, value in found.items() if not isinstance(value, Later)}

    def has_later(self, path: str, name: str) -> bool:
        """Return whether a module has a name that is imported when it is first used."""
        return isinstance(self._modules.get(path, {}).get(name), Later)

    def load(self, path: str, name: str) -> Any:
        """Import what a module has under such a name, and return it."""
        later: Later = self._modules[path][name]
        return getattr(later.module, later.name)

    def public_names(self, path: str) -> list[str]:
        """Return the names in a module, of its submodules too."""
        submodules = {
            other.removeprefix(f"{path}.")
            for other in self._modules
            if other.rpartition(".")[0] == path and not _is_legacy(other)
        }
        return sorted(submodules.union(name for name in self._modules[path] if name[0] != "_"))

    def is_absent(self, path: str, name: str) -> bool:
        """Return whether `name` is a class or function that Keras has at `path`, not this page."""
        is_module = name.islower() and _keras_path(path) in WITH_SUBMODULES
        here = name in self._modules.get(path, ()) or f"{path}.{name}" in self
        return name in _known(path) and not here and not is_module

    def explain_missing(self, path: str, name: str) -> str:
        """Explain why there is no `name` in the module at `path`, what there is, and what to do."""
        known = _known(path)
        available = self.public_names(path)
        package = "Keras" if "keras" in path else "TensorFlow"
        # Keras's own name in another capitalization, such as Conv2d, is that name.
        same = [other for other in (*available, *known) if other.lower() == name.lower()]
        if name in known:
            same = [name]
        if name in INSTEAD:
            return (
                f"{path}.{name} is not in this page. {INSTEAD[name]} "
                f"Otherwise: {REMEDY.format(package=package)}"
            )
        module = self._module_meant(path, name)
        if module and name not in known:
            return f"{path} has no {name!r}. Did you mean {module!r}?"
        names = f"In {path} there is: {_some(available)}."
        if name in TENSORFLOW_EXTRAS.get(path, ()):
            return f"{path} has no {name!r} in Keras 3. Use {_today(path, name)}."
        if known and name not in known:
            hint = utils.did_you_mean(name, available) or f" {names}"
            if not same or same[0] in available:
                return f"{path} has no {name!r}.{hint}"
        return (
            f"{path}.{same[0] if same else name} is not in this page, which has the parts of "
            f"{package} that networks of Dense layers need. "
            f"{REMEDY.format(package=package)} {_near(name, available)}{names}"
        )

    def _module_meant(self, path: str, name: str) -> str | None:
        """Return the submodule that is nearly, or but for its capitals, called `name`."""
        modules = [other for other in self.public_names(path) if f"{path}.{other}" in self]
        close = difflib.get_close_matches(name.lower(), modules, n=1, cutoff=0.8)
        return close[0] if close else None


def _some(names: Sequence[str]) -> str:
    """Return the first of the names; many would bury what is said beside them."""
    shown = ", ".join(names[:LISTED]) or "nothing"
    return f"{shown} and {len(names) - LISTED} more" if len(names) > LISTED else shown


def _near(name: str, available: Sequence[str]) -> str:
    """Return a sentence on a name that is nearly the same; either may be what was meant."""
    close = difflib.get_close_matches(name, available, n=1, cutoff=0.85)
    return f"A similar name is here: {close[0]}. " if close else ""


def _version(of: str) -> str:
    """Return the version whose names are here, with what it is behind a plus, as PEP 440 has it.

    Lessons compare the first numbers, so these are a package's own.
    """
    return f"{of}+fittingroom.{fittingroom.__version__}"


def _today(path: str, name: str) -> str:
    """Return where a name is that `tf.keras` alone has in a module."""
    short = keras_backend.SHORT_NAMES.get(name.lower())
    if short and path != "keras.backend":
        return f"{path}.{short}"
    return f"keras.ops.{name}" if name in NAMES["keras.ops"] else f"tf.{path}.{name}"


def _known(path: str) -> Sequence[str]:
    """Return the right names in a module, whether they are here or not."""
    keras = _keras_path(path)
    extras = () if keras == path else TENSORFLOW_KNOWN.get(keras, ())
    return [*NAMES.get(keras, ()), *extras]


def _keras_path(path: str) -> str:
    return TENSORFLOW_SHORT_PATHS.get(path, path.removeprefix("tensorflow."))


def _is_legacy(path: str) -> bool:
    return path.removeprefix("tensorflow.") in LEGACY_PATHS


def _from_core(path: str) -> dict[str, Any]:
    """Return what the core has of the public names of one of Keras's modules."""
    found: dict[str, Any] = {}
    for part in CORE.get(path, (path.removeprefix("keras."),)):
        module = _core_module(part)
        later = () if module is None else lazy_modules.names(module.__name__)
        for name in NAMES[path]:
            if module is not None and name in later:
                found.setdefault(name, Later(module, name))
                continue
            value = getattr(module, name, None)
            if value is not None and not isinstance(value, ModuleType):
                found.setdefault(name, value)
    if path in SNAKE_CASE_MODULES:
        aliases = {
            utils.to_snake_case(name): value
            for name, value in found.items()
            if isinstance(value, type)
        }
        found |= {name: aliases[name] for name in NAMES[path] if name in aliases}
    return found


class _TensorFlow:
    """What is in one of TensorFlow's modules beside Keras, imported when first asked for."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> Any:
        return _compat().MODULES[self._path][name]


def _tensorflow_modules(keras: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return TensorFlow's modules: its own, and Keras's under its name, with what it adds."""
    modules: dict[str, dict[str, Any]] = {
        f"tensorflow.{path}": {**names, **TENSORFLOW_EXTRAS.get(path, {})}
        for path, names in keras.items()
    }
    for short, path in TENSORFLOW_SHORT_PATHS.items():
        modules[short] = modules[f"tensorflow.{path}"]
    for path, names in TENSORFLOW.items():
        own = _TensorFlow(path)
        modules[path] = {name: Later(own, name) for name in names.split()}
    modules["tensorflow"]["__version__"] = _version("2.20.0")
    nn = {name: keras["keras.activations"][name] for name in ACTIVATIONS if name != "swish"}
    return modules | {
        "tensorflow.nn": {**nn, "swish": Later(activations, "swish")},
        "tensorflow.random": {**modules["tensorflow.random"], "set_seed": utils.set_random_seed},
        "tensorflow.data": {"AUTOTUNE": AUTOTUNE, "Dataset": Later(_compat(), "Dataset")},
        "tensorflow.data.experimental": {"AUTOTUNE": AUTOTUNE},
        "tensorflow.version": {"VERSION": modules["tensorflow"]["__version__"]},
        "tensorflow.train": dict(TENSORFLOW_1_OPTIMIZERS),
    }


def _compat() -> ModuleType:
    return importlib.import_module("fittingroom.compat")


def _core_module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"fittingroom.{name}".rstrip("."))
    except ModuleNotFoundError:
        return None
