"""Models: their public names."""

from fittingroom.models.cloning import clone_model, deserialize, model_from_json
from fittingroom.models.sequential import Sequential

__all__ = ["Sequential", "clone_model", "deserialize", "model_from_json"]
