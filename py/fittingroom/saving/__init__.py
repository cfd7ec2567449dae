"""Saving and loading of models: the public names."""

from fittingroom.saving.saving_api import load_model, save_model

__all__ = ["load_model", "save_model"]
