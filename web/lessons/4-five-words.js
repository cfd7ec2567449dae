/** Lesson 4: what Keras is, and the five words every program in it follows. Data only. */

/** @type {import("./index.js").Lesson} */
export default {
  title: "Keras in five words",
  minutes: 8,
  lead: "Load, define, compile, fit, evaluate. Nearly every program in Keras walks through these five, in this order, and so does the Lab in this page.",
  aims: [
    "name the five words of a Keras program, in order",
    "choose the loss that goes with a form of labels",
    "read a `History`, and a gap between training and test",
  ],
  before: "A little Python. The other lessons help, but are not needed.",
  points: [
    "Load, define, compile, fit, evaluate: in this order.",
    "Class numbers go with `sparse_categorical_crossentropy`, one-hot rows with `categorical_crossentropy`.",
    "`Flatten` lays a picture out as a row and learns nothing.",
    "`fit` returns a `History` with every number it printed.",
    "A small gap between training and test is to be expected, a wide one a warning.",
  ],
  steps: [
    {
      title: "What Keras is for",
      parts: [
        {
          say: "Keras is a Python library for building and training networks. You stack ready-made blocks; it does the mathematics. Underneath, something else multiplies the matrices: TensorFlow, JAX or PyTorch. In this page it is NumPy, with quick kernels for the large products.",
        },
        {
          ask: "Why learn Keras rather than write the matrix products yourself?",
          choices: [
            "The results are more accurate",
            "You can try many ideas in little time",
            "Networks written in Keras need fewer pictures",
          ],
          right: 1,
          hint: "The matrix products are the same, whoever writes them.",
          answer:
            "The mathematics is the same either way. What you gain is time: a few lines for each try, the same few words in each of them, and errors that say what does not fit.",
        },
        {
          say: "This line says what is at work here.",
        },
        { code: `import keras\n\nprint(keras.__version__)` },
      ],
    },
    {
      title: "Load",
      parts: [
        {
          say: "Sooner or later data comes in two sets: one to train on, one to test with. By habit the pictures are called `x` and the labels `y`. Here they are handwritten digits.",
        },
        {
          code: `(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255, x_test / 255
x_train.shape, y_train[:8]`,
        },
        {
          say: "A *loss* measures how wrong the network is. Labels come in two forms: a plain number such as 5, or a *one-hot* row of zeros with a single 1 in place 5. Keras has a loss for each: `categorical_crossentropy` reads one-hot rows, `sparse_categorical_crossentropy` the plain numbers.",
        },
        {
          ask: "Look at the labels above. Which loss goes with them?",
          choices: [
            "`sparse_categorical_crossentropy`",
            "`categorical_crossentropy`",
            "`binary_crossentropy`",
          ],
          right: 0,
          hint: "Are they plain numbers or rows? And there are more than two kinds.",
          answer:
            "The *sparse* one reads class numbers. Both compute the same sum; they only expect the label in another form.",
        },
      ],
    },
    {
      title: "Define and compile",
      parts: [
        {
          code: `model = keras.models.Sequential([
    keras.Input(shape=(28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.summary()`,
        },
        {
          ask: "`Flatten` has 0 parameters. What is it there for?",
          answer:
            "It lays the 28 × 28 square out as a row of 784, so that you need not `reshape` the pictures yourself. Nothing in that is learned.",
        },
      ],
    },
    {
      title: "Fit",
      parts: [
        { code: `history = model.fit(x_train, y_train, epochs=5)` },
        { say: "What `fit` returns is a `History`: every number it printed, kept for you." },
        { code: `history.history` },
        {
          ask: "In which epoch is the training accuracy highest, as a rule?",
          choices: ["In the last", "In the first", "In one near the middle"],
          right: 0,
          hint: "Look at the list under `accuracy`.",
          answer:
            "In the last, as a rule: on the pictures it trains on, it keeps getting better. Whether that also holds for new pictures, only a test can say.",
        },
      ],
    },
    {
      title: "Evaluate",
      parts: [
        { code: `loss, accuracy = model.evaluate(x_test, y_test)` },
        {
          ask: "Suppose the test accuracy is a little lower than the last training accuracy. Is something broken?",
          choices: [
            "Yes, the two should be equal",
            "Yes, it needs more epochs until they meet",
            "No, a small gap is to be expected",
          ],
          right: 2,
          hint: "Which of the two kinds of pictures did it have a chance to learn?",
          answer:
            "Nothing is broken: it was fitted to the ones and not to the others, so a small gap is common. It may even be the other way round, by chance. A wide one says that the network has learned its own pictures rather than the kinds.",
        },
      ],
    },
  ],
};
