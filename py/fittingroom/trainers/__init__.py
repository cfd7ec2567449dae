"""How models train: arguments checked, data in batches, the one training loop."""

from fittingroom.utils import lazy_modules

__getattr__ = lazy_modules.attach(__name__, {"trainers.streams": "StreamedData"})
