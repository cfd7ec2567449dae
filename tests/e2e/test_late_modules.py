"""What few visits use is fetched when a cell first uses it: layers, models of any form, files."""

from collections.abc import Iterator

import pytest

from e2e.app_page import LESSON, AppPage
from e2e.cells import Cells
from e2e.conftest import Visits

NOTEBOOK = """
import numpy as np, keras
from keras import layers

rng = np.random.default_rng(0)
x, y = rng.random((60, 6)).astype("float32"), rng.integers(0, 3, 60)
scale = layers.Normalization()
scale.adapt(x)
start = keras.Input((6,))
hidden = layers.BatchNormalization()(layers.Dense(8, activation="gelu")(scale(start)))
joined = layers.Concatenate()([start, layers.Dense(4, "swish")(hidden)])
model = keras.Model(start, layers.Dense(3, activation="softmax")(joined))
model.compile("nadam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=3, verbose=0)
model.save("m.keras")
again = keras.models.load_model("m.keras")
print(bool(np.allclose(again.predict(x, verbose=0), model.predict(x, verbose=0))))
"""


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        yield app.open(LESSON, "ready")


def test_a_notebook_with_late_names_runs_in_the_page(app: AppPage) -> None:
    told = Cells(app).run(NOTEBOOK)
    assert "True" in str(told), told


def test_numpys_late_modules_find_the_docstrings_they_build_theirs_from(app: AppPage) -> None:
    told = Cells(app).run(
        "import numpy as np\nprint(np.median([1, 2, 9]), np.ma.array([1, 2]).sum())"
    )
    assert "2.0 3" in str(told), told
