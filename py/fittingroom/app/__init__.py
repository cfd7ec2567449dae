"""What the page needs beside the core: recipe, run, store of pictures, drawing, fingerprint."""

from fittingroom.utils import lazy_modules

__getattr__ = lazy_modules.attach(__name__, {"app.exports": "", "app.model_file": ""})
