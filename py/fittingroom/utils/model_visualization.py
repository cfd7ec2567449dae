"""Pictures of models, which need Graphviz."""

from typing import Any, NoReturn


def plot_model(model: Any, *_: object, **__: object) -> NoReturn:
    """Raise: a model cannot be drawn with Graphviz.

    Raises:
        ImportError: always, as in Keras where pydot is missing.
    """
    raise ImportError(
        "plot_model needs pydot and Graphviz, which are not available here. model.summary() prints "
        "the layers as a table."
    )


model_to_dot = plot_model
