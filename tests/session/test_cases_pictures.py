"""Keras scripts that people bring and that load pictures: the numbers are of one collection."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from session.bench import Bench
from session.cases import Case, CaseBench


@pytest.fixture(scope="module")
def cases(dist: Path) -> Iterator[CaseBench]:
    return CaseBench(Bench(dist / "data"))


DIGITS = "(a, b), (c, d) = keras.datasets.mnist.load_data()\n"


@pytest.mark.parametrize(
    "case",
    [
        Case("A2 what the page has", f"{DIGITS}print(a.shape, c.shape, b.shape, d.shape)",
             ("28, 28)",)),
        Case("A2 sixty thousand, written out", f"{DIGITS}a.reshape((60000, 28 * 28))",
             ("cannot reshape", "x.reshape((len(x), -1))"), "ValueError"),
        Case("A2 a part that is empty", f"{DIGITS}a = a.reshape(len(a), -1)[10000:]\n"
             "ready().fit(a, b[10000:])", ("at least one sample", "shape (0, 784)"), "ValueError"),
        Case(
            "A18 fractions twice as wide, and a batch of everything",
            "(a, b), _ = keras.datasets.fashion_mnist.load_data()\n"
            "a, b = a[:2000].reshape(-1, 784) / 255., b[:2000]\n"
            "big = np.concatenate([a, np.random.random(a.shape)], axis=1)\n"
            "for x, size in ((a, 60000), (big, 512)):\n"
            "    m = keras.Sequential([layers.Dense(32, activation='relu'),"
            " layers.Dense(10, activation='softmax')])\n"
            "    m.compile('adam', 'sparse_categorical_crossentropy')\n"
            "    print(m.fit(x, b, batch_size=size, epochs=2, verbose=0).params['steps'])",
            ("1\n4",),
        ),
        Case(
            "B14 pictures inside out, and of another scale",
            "(a, b), (c, d) = keras.datasets.fashion_mnist.load_data()\n"
            "a, b, c = a[:1000].reshape(-1, 784) / 255., b[:1000], c[:3].reshape(-1, 784) / 255.\n"
            "m = keras.Sequential([layers.Dense(16, 'relu'), layers.Dense(10, 'softmax')])\n"
            "m.compile('adam', 'sparse_categorical_crossentropy'); m.fit(a, b, verbose=0)\n"
            "for x in (255 - c, 1 - c, c * 255):\n"
            "    p = m.predict(x, verbose=0); print(p.shape, bool(np.isfinite(p).all()))",
            ("(3, 10) True\n" * 3,),
        ),
        Case("A18 no memory is left", "raise MemoryError",
             ("about two gigabytes", "fewer pictures"), "MemoryError"),
    ],
    ids=lambda case: case.name,
)  # fmt: skip
def test_case(cases: CaseBench, case: Case) -> None:
    cases.check(case)
