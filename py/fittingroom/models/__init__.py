"""Models: their public names."""

from fittingroom.models.sequential import Sequential
from fittingroom.utils import lazy_modules

__all__ = ["Sequential"]

__getattr__ = lazy_modules.attach(
    __name__,
    {
        "models.cloning": "clone_model deserialize model_from_json",
        "models.functional": "Functional Model",
        "models.forms": "",
        "models.functional_config": "",
        "models.graph": "",
        "trainers.graph_step": "",
        "trainers.output_parts": "",
    },
)
