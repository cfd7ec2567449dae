"""Packages that lessons import, in the built page: real wheels, fetched once, one after another."""

from typing import Any

import pytest

from e2e.cells import Cells
from e2e.conftest import Visits

TRAIN = """
import keras, numpy as np
from keras import layers
keras.utils.set_random_seed(1)
rng = np.random.default_rng(1)
table = pd.DataFrame(rng.random((200, 4)), columns=list("abcd"))
label = (table.sum(axis=1) > 2).astype(int).rename("label")
model = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(1, "sigmoid")])
model.compile(keras.optimizers.Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
history = model.fit(table, label, epochs=5, verbose=0, validation_data=(table, label))
pd.DataFrame(history.history).plot(figsize=(8, 5))
"""
SCORES = """
from sklearn.metrics import confusion_matrix, classification_report
predicted = (model.predict(table, verbose=0) > 0.5).astype(int)
print(classification_report(label, predicted))
matrix = confusion_matrix(label, predicted)
assert matrix.shape == (2, 2) and matrix.sum() == 200
sns.heatmap(matrix, annot=True, fmt="d");
"""
SPLIT = """
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
x_train, x_test, y_train, y_test = train_test_split(table, label, test_size=0.25, random_state=1)
scaler = StandardScaler()
scaled = scaler.fit_transform(x_train)
model.fit(scaled, y_train, epochs=1, verbose=0)
float(np.round(scaled.std(), 6)), len(x_test), len(model.evaluate(scaler.transform(x_test), y_test))
"""


@pytest.fixture
def cells(visiting: Visits) -> Any:
    with visiting() as app:
        yield Cells(app.open())


def test_pandas_seaborn_and_scikit_learn_come_when_they_are_imported(cells: Cells) -> None:
    def brought() -> list[tuple[str, int]]:
        return [(each["label"], each["total"]) for each in cells.progress if not each["loaded"]]

    assert cells.run("import pandas as pd\nimport seaborn as sns") == []
    (pandas, size), (seaborn, further) = brought()
    assert (pandas, seaborn) == ("pandas, once", "seaborn, once")
    assert 4_000_000 < size < 8_000_000
    assert further > 8_000_000, "with Matplotlib, without SciPy"

    figure = cells.run(TRAIN)[-1]
    assert figure["alt"] == "Figure: accuracy, loss, val_accuracy, val_loss", figure

    told = cells.run(SCORES)
    ((label, size),) = brought()
    assert label == "scikit-learn, once"
    assert 15_000_000 < size < 23_000_000
    assert "precision    recall" in told[0]["text"]
    assert told[-1]["alt"] == "Figure: 1 heat map"

    assert cells.run(SPLIT)[-1]["text"].startswith("(1.0, 50, 2")
    assert brought() == []

    written = "open('table.csv', 'w').write('a,b\\n1,2\\n3,x\\n')\npd.read_csv('table.csv')"
    frame = cells.run(written)[-1]
    assert frame["text"] == "   a  b\n0  1  2\n1  3  x"
    assert "<table" in frame["html"]
    assert cells.value("import io\npd.read_csv(io.StringIO('u,v\\n1,2')).v[0]") == "np.int64(2)"

    bar = cells.run("from tqdm.auto import tqdm\nfor i in tqdm(range(3)): pass")
    assert "100%" in "".join(each["text"] for each in bar)
    assert "Warning" not in "".join(each["text"] for each in bar)

    trace = cells.run("from sklearn.datasets import fetch_openml\nfetch_openml('x')")[-1]
    assert "load_digits" in trace["traceback"]
    assert "what it installs is here" in cells.run("!pip install -q pandas scikit-learn")[0]["text"]
    absent = cells.run("import plotly")[-1]["traceback"]
    assert "NumPy, Matplotlib, pandas, seaborn, scikit-learn, SciPy, tqdm and" in absent
