"""Datasets and batches of a program's own, by the names that notebooks have for them."""

from unit.notebook.desk import Desk


def test_a_dataset_is_had_under_tensorflow_s_names(desk: Desk) -> None:
    source = """
import numpy as np, tensorflow as tf
x, y = np.random.rand(64, 4).astype("float32"), np.arange(64) % 2
train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(64).batch(16).prefetch(tf.data.AUTOTUNE)
train = train.map(lambda a, b: (tf.cast(a, tf.float32) / 2.0, b), num_parallel_calls=2)
model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
history = model.fit(train, epochs=2, validation_data=train, verbose=0)
isinstance(train, tf.data.Dataset), sorted(history.history), model.predict(train, verbose=0).shape
"""
    assert desk.run(source)[-1]["text"] == "(True, ['loss', 'val_loss'], (64, 1))"
    assert "from_tensor_slices" in desk.error("train.interleave(3)")
    own = "import keras\nclass Mine(keras.utils.Sequence): pass\nMine().num_batches"
    assert desk.run(own) == []
