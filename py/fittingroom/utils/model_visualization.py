"""Pictures of models, which need Graphviz."""

from typing import Any


def plot_model(model: Any, *_: object, **__: object) -> None:
    """Print that there is no Graphviz to draw a model with.

    Parity: in a notebook without pydot, Keras prints so and goes on.
    """
    print(
        "plot_model needs pydot and Graphviz, which are not available here. model.summary() prints "
        "the layers as a table."
    )


model_to_dot = plot_model
