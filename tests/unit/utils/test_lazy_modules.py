"""Names whose modules are imported when a name is first used."""

import sys
from types import ModuleType

import pytest

import fittingroom
from fittingroom import activations, layers, losses, metrics, optimizers
from fittingroom.utils import lazy_modules


def test_a_name_is_imported_once_and_others_are_unknown() -> None:
    assert "BatchNormalization" in lazy_modules.names(layers.__name__)
    made = layers.BatchNormalization
    assert vars(layers)["BatchNormalization"] is made
    assert made is layers.BatchNormalization
    with pytest.raises(AttributeError, match=r"'fittingroom\.layers' has no attribute 'Conv9D'"):
        layers.Conv9D  # noqa: B018


def test_what_is_late_and_what_is_not() -> None:
    assert lazy_modules.is_lazy("fittingroom.layers.normalization.scaled")
    assert lazy_modules.is_lazy("fittingroom.saving.hdf5.reader")
    assert not lazy_modules.is_lazy("fittingroom.layers.dense")
    assert not lazy_modules.is_lazy("fittingroom.layers.merge_nothing")


@pytest.mark.parametrize("package", [fittingroom, activations, layers, losses, metrics, optimizers])
def test_every_late_name_is_there(package: ModuleType) -> None:
    for name in lazy_modules.names(package.__name__):
        assert getattr(package, name) is not None


def test_classes_by_name() -> None:
    classes = lazy_modules.Classes("fittingroom.layers", {"dense": "Dense", "bn": "ELU"})
    assert list(classes) == ["dense", "bn"]
    assert classes["dense"] is layers.Dense
    assert classes["bn"] is sys.modules["fittingroom.layers"].ELU
    with pytest.raises(KeyError):
        classes["none"]
