"""What `compile` takes: loss and metrics, with and without lists around them."""

from unit import small_model


def test_loss_and_metrics_of_the_one_output_may_stand_in_lists() -> None:
    model, plain = small_model.compiled(), small_model.compiled()
    plain.set_weights(model.get_weights())
    model.compile("sgd", ["sparse_categorical_crossentropy"], metrics=[["acc"]])
    assert model.loss == "sparse_categorical_crossentropy"
    x, y = small_model.X, small_model.Y
    assert model.evaluate(x, y, verbose=0) == plain.evaluate(x, y, verbose=0)
