"""Saving and loading of models: the public names."""

from fittingroom.utils import lazy_modules

__getattr__ = lazy_modules.attach(
    __name__,
    {
        "saving.saving_api": "load_model load_weights save_model save_weights",
        "saving.custom_objects": "CustomObjectScope custom_object_scope get_custom_objects "
        "get_registered_name get_registered_object register_keras_serializable",
        "saving.hdf5": "",
        "saving.keras_config": "",
        "saving.keras_file": "",
        "saving.legacy_h5": "",
        "saving.weights": "",
    },
)
