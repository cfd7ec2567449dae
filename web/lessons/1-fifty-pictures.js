/** Lesson 1: a first network on fifty pictures, from the pixels to the test. Data only. */

/** @type {import("./index.js").Lesson} */
export default {
  title: "A network for fifty pictures",
  minutes: 10,
  lead: "Build a small network, show it fifty pictures of clothes, and find out how well it tells them apart. It will not be good yet, and you will know why.",
  steps: [
    {
      title: "Look at the pictures",
      parts: [
        {
          say: "There are three kinds of clothes: t-shirts, shoes and dresses. Every picture is 28 pixels high and 28 wide, in grey: one number a pixel, from 0 for black to 255 for white.",
          clothes: 6,
        },
        {
          say: "This cell takes fifty of them to learn from and ten others for a test at the end. Run it with its button, or with Shift and Enter.",
        },
        {
          code: `import numpy as np

clothes = np.load("fashion.npz")
pictures = clothes["train_data"][:50] / 255
labels = clothes["train_labels"][:50]
test_pictures = clothes["test_data"][:10] / 255
test_labels = clothes["test_labels"][:10]

pictures.shape`,
        },
        {
          ask: "The shape has four numbers. What is the last one, the 1?",
          choices: [
            "One picture is looked at a time",
            "One number a pixel: the pictures are grey",
            "One kind of clothes",
          ],
          right: 1,
          answer:
            "50 pictures, 28 rows, 28 columns, 1 channel. A colour picture would end in 3: red, green and blue.",
        },
      ],
    },
    {
      title: "Define the layers",
      parts: [
        {
          say: "A `Sequential` model is a stack: what comes out of one layer goes into the next. `Dense` connects every unit to everything in the layer before it. `Input` only says what goes in.",
        },
        {
          code: `import keras
from keras.layers import Dense

model = keras.Sequential()
model.add(keras.Input(shape=(784,)))
model.add(Dense(10, activation="relu"))
model.add(Dense(10, activation="relu"))
model.add(Dense(3, activation="softmax"))
model.summary()`,
        },
        {
          ask: "Why does the first layer expect 784 inputs?",
          choices: [
            "A picture has 28 × 28 = 784 pixels",
            "There are 784 pictures",
            "It is a number that works well",
          ],
          right: 0,
          answer:
            "Each unit of the first layer gets one connection from each pixel: 28 × 28 = 784.",
        },
        {
          ask: "The last layer has three units, and `softmax`. What comes out of it?",
          choices: [
            "The name of the clothes",
            "Three probabilities, one a kind, that add up to 1",
            "Three numbers that are 0 or 1",
          ],
          right: 1,
          answer:
            "`softmax` turns any three numbers into three probabilities. The largest is the network's answer, and how large it is says how sure it is.",
        },
      ],
    },
    {
      title: "Compile it",
      parts: [
        {
          say: "Three choices before it can learn. The *loss* says how wrong it is; the *optimizer* decides how to nudge the weights; the *metrics* are only for you to read.",
        },
        {
          code: `model.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
    metrics=["accuracy"],
)`,
        },
        {
          ask: "Does the network learn from the accuracy?",
          choices: ["Yes, it makes it as high as it can", "No, it follows the loss alone"],
          right: 1,
          answer:
            "It follows the loss. Accuracy moves in jumps, one picture more or less; the loss changes smoothly with every weight, so it says which way to go.",
        },
      ],
    },
    {
      title: "Fit",
      parts: [
        {
          say: "`Dense` wants rows: one picture a row, one pixel a column. `reshape` lays the 28 rows of each picture end to end.",
        },
        { code: `rows = pictures.reshape((50, 784))\nrows.shape` },
        {
          say: "Now it learns. An *epoch* is once through all the training pictures. A fifth of them is kept aside: after each epoch the network is checked on those, and never trained on them.",
        },
        { code: `history = model.fit(rows, labels, validation_split=0.2, epochs=3)` },
        {
          ask: "How many pictures did it really learn from?",
          choices: ["50", "40", "10"],
          right: 1,
          answer:
            "40. `validation_split=0.2` keeps the last fifth, 10 pictures, for the check. If training gets better while the check gets worse, the network is learning pictures by heart: it *over-fits*.",
        },
      ],
    },
    {
      title: "Evaluate",
      parts: [
        {
          say: "The fairest question comes last: ten pictures that had no part in any of this. The two numbers are the loss and the accuracy.",
        },
        {
          code: `model.evaluate(test_pictures.reshape((10, 784)), test_labels)`,
        },
        {
          ask: "Press *Run all cells* at the top a few times: the accuracy may be 40 % once and 90 % next. Why is it so unsteady?",
          choices: [
            "Python makes mistakes",
            "A random start, six small steps, and ten pictures to test with",
            "The test pictures change",
          ],
          right: 1,
          answer:
            "7,993 weights start at random, and 40 pictures in 3 epochs nudge them six times in all. And with ten test pictures, one of them more or less is 10 %. With three kinds, guessing alone gets a third. Run the cell under *Fit* a few times more, then this one: calling `fit` again carries on where it stopped.",
        },
      ],
    },
  ],
};
