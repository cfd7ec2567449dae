/** Lesson 5: all of Fashion-MNIST, ten kinds of clothes, then eight experiments. Data only. */
import { EXPERIMENTS } from "./5-experiments.js";

/** @type {import("./index.js").Lesson} */
export default {
  title: "Ten kinds of clothes",
  minutes: 30,
  lead: "All sixty thousand pictures of Fashion-MNIST, ten kinds, one hidden layer. After five epochs it gets about seven in eight of them right. Then eight experiments: change one thing, and see what happens.",
  aims: [
    "train on all of Fashion-MNIST and read what `fit` prints",
    "change one thing in a program, predict what it does, and check",
    "recognise over-fitting in two curves",
  ],
  before: "Lesson 4, or a program in Keras that you have run.",
  points: [
    "Test pictures are for the one question that counts: how does it do on what it has not seen?",
    "The last layer needs a unit for each class, and `Dense` needs rows.",
    "More units, layers or epochs cost time, and each brings less than the one before.",
    "Over-fitting: training goes on getting better while the test loss rises.",
    "Numbers from 0 to 1 train better than numbers from 0 to 255.",
  ],
  steps: [
    {
      title: "Load sixty thousand pictures",
      parts: [
        {
          say: "Nobody can write down the rule that tells a coat from a pullover. A network can find one, if it sees enough of both. The pictures are about 30 MB; they come once. (`tf.keras` is how older programs write `keras`; a note tells such things.)",
        },
        {
          code: `import tensorflow as tf

clothes = tf.keras.datasets.fashion_mnist
(train_pictures, train_labels), (test_pictures, test_labels) = clothes.load_data()
train_pictures.shape, test_pictures.shape`,
        },
        {
          code: `import matplotlib.pyplot as plt

plt.imshow(train_pictures[0], cmap="gray_r")
plt.title(f"label {train_labels[0]}");`,
        },
        {
          say: "The labels are numbers from 0 to 9: t-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. Put another number in place of the 0 above, and run it again: 42, say.",
        },
        {
          ask: "Why a second set of ten thousand pictures, only to test?",
          choices: [
            "So that it can learn from more pictures later",
            "Training needs two sets to compare",
            "To see how it does on unknown pictures",
          ],
          right: 2,
          hint: "The second set is not used while it learns.",
          answer:
            "Later it is to work on new pictures. How well it knows the old ones says little about that.",
        },
      ],
    },
    {
      title: "Normalise",
      parts: [
        {
          say: "Pixels go from 0 to 255. Networks learn better from numbers between 0 and 1, and an array can be divided in one go. `float32` is what the network calculates in; it needs half the memory of the 64-bit numbers that NumPy would take otherwise.",
        },
        {
          code: `train_scaled = train_pictures.astype("float32") / 255
test_scaled = test_pictures.astype("float32") / 255
print("from", train_scaled.min(), "to", train_scaled.max())`,
        },
      ],
    },
    {
      title: "Define, compile, fit",
      parts: [
        {
          code: `model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Flatten())
model.add(tf.keras.layers.Dense(128, activation=tf.nn.relu))
model.add(tf.keras.layers.Dense(10, activation=tf.nn.softmax))

model.compile(
    optimizer=tf.keras.optimizers.Adam(),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)`,
        },
        {
          ask: "Why ten units in the last layer?",
          choices: [
            "Ten kinds of clothes",
            "Ten numbers are left of the 784 pixels",
            "Ten pictures at a time",
          ],
          right: 0,
          hint: "What does one output of the last layer stand for?",
          answer: "One output for each kind. Experiment 4 shows what happens with five.",
        },
        { code: `history = model.fit(train_scaled, train_labels, epochs=5)` },
        {
          say: "`1875/1875` counts steps: 60,000 pictures, 32 at a time.",
        },
        { code: `model.evaluate(test_scaled, test_labels)` },
        {
          ask: "Training ends near 0.89, that is 89 %, and the test says a little less. What does the gap tell you?",
          answer:
            "The network knows its own pictures a little better than new ones. That is the beginning of over-fitting, and still small. Experiment 6 makes it large.",
        },
      ],
    },
    {
      title: "Eight experiments",
      parts: [
        {
          say: "Each of them runs two or three complete programs that differ in one thing, and lays the results side by side. Make your guess first. They use 5,000 real handwritten digits, 4,000 to train and 1,000 to test, so each takes seconds rather than minutes.",
        },
        ...EXPERIMENTS,
      ],
    },
  ],
};
