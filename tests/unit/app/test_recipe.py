"""The recipe's table and its check on Python's side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom.app.recipe import FIELDS, HiddenLayer, Recipe, RecipeError, Stop


def test_an_empty_recipe_is_the_lesson() -> None:
    recipe = Recipe.from_json({})
    assert (recipe.classes, recipe.samples, recipe.epochs, recipe.batch_size) == (3, 600, 10, 10)
    assert recipe.layers == (HiddenLayer(10, "relu"), HiddenLayer(10, "relu"))
    assert recipe.validation_split == 0.2
    assert recipe.learning_rate == 0.001
    assert recipe.stop is None


def test_each_optimizer_has_its_own_learning_rate() -> None:
    assert Recipe.from_json({"optimizer": "sgd"}).learning_rate == 0.01
    assert Recipe.from_json({"optimizer": "sgd", "lr": 0.5}).learning_rate == 0.5


def test_a_layer_takes_the_shared_activation_or_its_own() -> None:
    layers = [{"units": 64, "activation": None}, {"units": 32, "activation": "tanh"}]
    recipe = Recipe.from_json({"layers": layers, "activation": "sigmoid"})
    assert recipe.layers == (HiddenLayer(64, "sigmoid"), HiddenLayer(32, "tanh"))
    assert Recipe.from_json({"layers": []}).layers == ()


@pytest.mark.parametrize(
    ("given_values", "said"),
    [
        ({"classes": 4}, "one of 3, 10"),
        ({"classes": True}, "one of 3, 10"),
        ({"data": "cats"}, "one of fashion, digits, own"),
        ({"data": "digits"}, "one of 10"),
        ({"data": "digits", "classes": 10, "samples": 4001}, "4,000 pictures of 10 classes"),
        ({"data": "own", "classes": 21}, "one of 2, 3"),
        ({"data": "own", "samples": 9}, "from 10 to 60000"),
        ({"samples": 49}, "from 50 to 60000"),
        ({"samples": 600.5}, "a whole number"),
        ({"classes": 3, "samples": 18001}, "18,000 pictures of 3 classes"),
        ({"layers": "10,10"}, "a list"),
        ({"layers": [{"units": 0}]}, "from 1 to 1024"),
        ({"layers": [{"units": 10, "activation": "swish"}]}, "one of relu"),
        ({"layers": [{}]}, "units and an activation"),
        ({"layers": [{"units": 10}] * 9}, "at most 8"),
        ({"lr": float("nan")}, "a number from"),
        ({"split": 0.95}, "from 0 to 0.9"),
        ({"normalize": 1}, "true or false"),
        ({"optimizer": "lamb"}, "one of adam, sgd"),
        ({"stop": {"metric": "cost", "op": "<", "value": 1}}, "stop is a metric"),
        ({"stop": {"metric": "accuracy", "op": ">", "value": 95}}, "from 0 to 1"),
        ({"stop": "loss<0.4"}, "stop is a metric"),
        (
            {"split": 0, "stop": {"metric": "val_loss", "op": "<", "value": 1}},
            "needs validation pictures",
        ),
    ],
)
def test_what_cannot_be_trained_is_refused(given_values: dict[str, object], said: str) -> None:
    with pytest.raises(RecipeError, match=said):
        Recipe.from_json(given_values)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), json_values, max_size=4))
def test_nonsense_raises_nothing_but_recipe_errors(values: dict[str, object]) -> None:
    try:
        recipe = Recipe.from_json(values)
    except RecipeError:
        return
    assert 50 <= recipe.samples <= 60_000


def test_stop_is_reached_strictly_and_only_by_its_metric() -> None:
    below = Stop("loss", "<", 0.4)
    assert below.reached({"loss": 0.39})
    assert not below.reached({"loss": 0.4})
    assert not below.reached({"accuracy": 0.1})
    assert Stop("accuracy", ">", 0.95).reached({"accuracy": 0.951})
