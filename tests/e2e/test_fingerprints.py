"""Ten recipes come to the numbers they always came to: a link keeps its fingerprint."""

from collections.abc import Iterator

import pytest

from e2e.app_page import AppPage
from e2e.conftest import Visits

FINGERPRINTS = {
    "classes=3&samples=600&layers=10,10&epochs=10&batch=10&split=0.2": "69004050e8d3",
    "classes=3&samples=50&layers=8&epochs=3": "1b5d36affc62",
    "classes=10&samples=6000&layers=128&epochs=2&batch=32&split=0": "60aa9222f5c7",
    "classes=10&samples=1000&layers=64:tanh,32&epochs=3&batch=32&split=0.1&seed=7": "d732d1ba4157",
    "classes=3&samples=600&layers=&epochs=5&batch=16&optimizer=sgd&lr=0.05": "3c28006dece1",
    "classes=3&samples=600&layers=16&activation=sigmoid&epochs=4&batch=7&split=0.3": "43ae4d71ee91",
    "classes=10&samples=2000&layers=32&epochs=2&batch=64&split=0.25"
    "&loss=sparse_categorical_crossentropy": "867eeef11547",
    "classes=3&samples=600&layers=10,10&epochs=5&batch=10&backend=numpy": "4d4e939013c0",
    "classes=3&samples=300&layers=20&normalize=0&epochs=4&batch=10&split=0": "aa7fc0bc68e5",
    "classes=3&samples=600&layers=10,10&epochs=30&batch=10&stop=loss<0.4&seed=3": "2747e4a7bcae",
}


@pytest.fixture(scope="module")
def page(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        yield app.open()


@pytest.mark.parametrize("recipe", FINGERPRINTS)
def test_a_recipe_keeps_its_fingerprint(page: AppPage, recipe: str) -> None:
    page.follow(f"v=1&{recipe}&run=1")
    assert page.wait_for_done()["fingerprint"] == FINGERPRINTS[recipe]
