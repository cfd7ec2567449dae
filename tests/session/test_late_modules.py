"""A visit that trains and runs an ordinary cell imports nothing that comes late."""

from session import fresh_python

PROGRAM = """
import sys
from fittingroom import Input, Sequential, layers
import fittingroom.session
from fittingroom.compat import Compat
from fittingroom.utils import lazy_modules

model = Sequential([Input((4,)), layers.Dense(3, "relu"), layers.Dense(2, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit([[0.0] * 4] * 8, [0, 1] * 4, epochs=2, validation_split=0.25, verbose=0)
model.summary(print_fn=str)
with Compat({}).installed():
    import keras
    from tensorflow.keras.layers import Dense
    keras.Sequential([keras.Input((4,)), Dense(2, activation="softmax")])
print([name for name in sys.modules if lazy_modules.is_lazy(name)])
"""


def test_nothing_late_is_imported() -> None:
    assert fresh_python.printed(PROGRAM) == "[]"
