/** The eight experiments of lesson 5: programs that differ in one thing each. Data only. */

/**
 * A complete program, in short lines so that two of them fit side by side. Its parts can be replaced,
 * one at a time.
 * @param {{layers?: string[], scale?: string, before?: string, epochs?: number, fit?: string,
 *   after?: string}} [parts]
 */
function program({
  layers = ["Flatten()", 'Dense(128, activation="relu")', 'Dense(10, activation="softmax")'],
  scale = "x_train = x_train / 255\nx_test = x_test / 255",
  before = "",
  epochs = 5,
  fit = "",
  after = "evaluation = model.evaluate(x_test, y_test)",
} = {}) {
  const fitting = `history = model.fit(
    x_train,
    y_train,
    epochs=${epochs},
${fit})
`;
  return `import keras
from keras.layers import Dense, Flatten

keras.utils.set_random_seed(5)
mnist = keras.datasets.mnist
(x_train, y_train), (x_test, y_test) = mnist.load_data()
${scale}

${before}model = keras.Sequential([
${layers.map((layer) => `    ${layer},\n`).join("")}])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
${epochs ? fitting : ""}${after}`;
}

const OUTPUT = 'Dense(10, activation="softmax")';
/** @param {number} units */
const hidden = (units) => `Dense(${units}, activation="relu")`;
const CHECKED = "    validation_data=(x_test, y_test),\n";
const PREDICT = "classifications = model.predict(x_test[:1])";
const CALLBACK = `class GoodEnough(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if logs["accuracy"] >= 0.95:
            print("Good enough.")
            self.model.stop_training = True

`;

/** @type {import("./index.js").Experiment[]} */
export const EXPERIMENTS = [
  {
    experiment: "1. Read the answer",
    why: "`predict` answers with a list of ten numbers. Look at it before and after training.",
    shows: "probabilities",
    guess: {
      ask: "What do the ten numbers stand for?",
      choices: [
        "The answers for the first ten pictures",
        "How probable each class is",
        "How bright the picture is, in ten steps",
      ],
      right: 1,
      answer:
        "One probability for each class. In Python they add up to 1; the table writes the same numbers in percent. Before training they follow from the random start and say nothing about the picture: it has learned nothing yet. Afterwards one stands out. The first stands for class 0, so the largest one's *place* is the answer: the tenth place is class 9.",
    },
    sides: [
      { name: "Before training", code: program({ epochs: 0, after: PREDICT }) },
      { name: "After 5 epochs", code: program({ after: PREDICT }) },
    ],
  },
  {
    experiment: "2. More units",
    why: "The hidden layer with 128 units, and with 1,024.",
    shows: "curves",
    guess: {
      ask: "Eight times as many units. What changes?",
      choices: [
        "It takes longer, and nothing else changes",
        "It gets better, in the same time",
        "It takes longer, and gets a little better",
      ],
      right: 2,
      answer:
        "Eight times the weights, so each step takes longer. Training gets clearly better; the test improves far less. Each doubling brings less than the one before.",
    },
    sides: [
      { name: "128 units", code: program() },
      { name: "1,024 units", code: program({ layers: ["Flatten()", hidden(1024), OUTPUT] }) },
    ],
  },
  {
    experiment: "3. Without Flatten",
    why: "The pictures go into `Dense` as they are, 28 by 28.",
    shows: "curves",
    guess: {
      ask: "What will happen?",
      choices: ["It learns as before", "It learns, but badly", "An error"],
      right: 2,
      answer:
        "An error about shapes. `Dense` works on the last axis only, so each of the 28 rows of a picture gets an answer of its own: 28 answers, and one label. Read the last lines of the error: they say what to write.",
    },
    sides: [
      { name: "With Flatten", code: program() },
      { name: "Without Flatten", code: program({ layers: [hidden(128), OUTPUT] }) },
    ],
  },
  {
    experiment: "4. Five outputs for ten classes",
    why: "The last layer with 5 units instead of 10.",
    shows: "curves",
    guess: {
      ask: "What will happen?",
      choices: [
        "It learns five of the ten digits",
        "An error",
        "It puts two digits into each unit",
      ],
      right: 1,
      answer:
        "An error, as soon as a label comes for which there is no output: with five units the labels may go from 0 to 4. The last layer needs as many units as there are classes.",
    },
    sides: [
      { name: "10 outputs", code: program() },
      {
        name: "5 outputs",
        code: program({ layers: ["Flatten()", hidden(128), 'Dense(5, activation="softmax")'] }),
      },
    ],
  },
  {
    experiment: "5. One more layer",
    why: "A second hidden layer with 64 units, between the first one and the output.",
    shows: "curves",
    guess: {
      ask: "What does the extra layer change?",
      choices: ["Not much", "Much better", "Much worse"],
      right: 0,
      answer:
        "Not much. These pictures are simple enough for one hidden layer. For large photographs in colour, more layers are often what makes it work at all.",
    },
    sides: [
      { name: "One hidden layer", code: program() },
      {
        name: "Two hidden layers",
        code: program({ layers: ["Flatten()", hidden(128), hidden(64), OUTPUT] }),
      },
    ],
  },
  {
    experiment: "6. 5, 15 and 30 epochs",
    why: "The same network, trained longer. After each epoch it is also checked on the test pictures: the dashed line. (To choose the number of epochs by it, one would keep a third set apart, for validation: a test set that has helped to choose is no test any more.)",
    shows: "curves",
    guess: {
      ask: "The training loss keeps falling. What does the loss on the test pictures do?",
      choices: [
        "It falls as well, all the way",
        "It falls, then rises again",
        "It stays where it is",
      ],
      right: 1,
      answer:
        "It falls, stands still and then slowly rises, while training comes close to perfect. That is *over-fitting*: from there on the network learns these pictures by heart and gets surer of its mistakes. The accuracy may still creep up a little; the loss shows it first. The time to stop is where the dashed line is lowest.",
    },
    sides: [
      { name: "5 epochs", code: program({ fit: CHECKED }) },
      { name: "15 epochs", code: program({ epochs: 15, fit: CHECKED }) },
      { name: "30 epochs", code: program({ epochs: 30, fit: CHECKED }) },
    ],
  },
  {
    experiment: "7. Without normalising",
    why: "The pixels as they are, from 0 to 255, instead of 0 to 1.",
    shows: "curves",
    guess: {
      ask: "Does the network mind?",
      choices: [
        "No: the weights adapt, and it ends the same",
        "Yes: it cannot learn anything from such numbers",
        "Yes: it starts badly and ends less accurate",
      ],
      right: 2,
      answer:
        "The sums in the units are up to 255 times as large, so the first answers are wildly sure and wildly wrong: a huge loss. Adam copes and it still learns, but it ends with a far worse loss and fewer right answers on the test.",
    },
    sides: [
      { name: "From 0 to 1", code: program() },
      { name: "From 0 to 255", code: program({ scale: "# not divided by 255" }) },
    ],
  },
  {
    experiment: "8. Stop when it is good enough",
    why: "A callback is your own code, called by `fit` after each epoch. This one stops at 95 % accuracy, which `logs` holds as 0.95.",
    shows: "curves",
    guess: {
      ask: "How does a callback stop the training?",
      choices: [
        "It returns `False` from its `on_epoch_end` method",
        "It sets `self.model.stop_training = True`",
        "It raises an error that `fit` catches",
      ],
      right: 1,
      answer:
        "`fit` looks at `stop_training` after each epoch and ends there. `logs` holds that epoch's numbers under the names you see in the epoch line, so you can stop at any value of any of them. Keras has one ready-made: `EarlyStopping`.",
    },
    sides: [
      { name: "20 epochs, whatever comes", code: program({ epochs: 20 }) },
      {
        name: "Until 95 %",
        code: program({ epochs: 20, before: CALLBACK, fit: "    callbacks=[GoodEnough()],\n" }),
      },
    ],
  },
];
