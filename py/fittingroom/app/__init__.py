"""What the page needs beside the core: recipe, run, store of pictures, drawing, fingerprint."""

from fittingroom.utils import lazy_modules

__getattr__ = lazy_modules.attach(
    __name__,
    dict.fromkeys(
        (
            *("app.exports", "app.lens", "app.model_file", "app.own"),
            *("app.inside.comparison", "app.inside.histograms", "app.inside.neighbours"),
            "app.inside.own_answer",
            # Types alone.
            *("app.commands", "app.protocol"),
        ),
        "",
    ),
)
