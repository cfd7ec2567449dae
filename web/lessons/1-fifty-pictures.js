/** Lesson 1: a first network on fifty pictures, from the pixels to the test. Data only. */

/** @type {import("./index.js").Lesson} */
export default {
  title: "A network for fifty pictures",
  minutes: 10,
  lead: "Build a small network, show it fifty pictures of clothes, and find out how well it tells them apart. At the end its guesses stand above the pictures, and a curve shows how it learned. It will not be good yet, and you will know why.",
  aims: [
    "say what goes into a network, and what comes out",
    "define, compile, fit and evaluate one in Keras",
    "explain why fifty pictures and three epochs are not enough",
  ],
  before: "A little Python: variables, calls and lists. Nothing about networks.",
  points: [
    "A picture is an array of numbers, and its `shape` says how they lie.",
    "The first layer needs as many inputs as a picture has pixels, the last one a unit for each kind.",
    "`softmax` gives probabilities; the network learns from the loss, not from the accuracy.",
    "Pictures that it was not trained on show what it has really learned.",
    "With few pictures and few steps a result is unsteady: run it again before you believe it.",
  ],
  steps: [
    {
      title: "Look at the pictures",
      parts: [
        {
          say: "There are three kinds of clothes: t-shirts, shoes and dresses. Every picture is 28 pixels high and 28 wide, in grey: one number a pixel, from 0 where there is nothing to 255 where the cloth is brightest. They are drawn here as with ink: 0 leaves the ground bare, and the higher the number, the stronger the ink.",
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
            "One number for each pixel",
            "One picture is looked at at a time",
            "One kind of clothes in all",
          ],
          right: 0,
          hint: "The two 28s are rows and columns. What is left to say about one place in the picture?",
          answer:
            "One number for each pixel, because the pictures are grey: 50 pictures, 28 rows, 28 columns, 1 channel. A colour picture would end in 3: red, green and blue.",
        },
      ],
    },
    {
      title: "Define the layers",
      parts: [
        {
          say: "A `Sequential` model is a stack: what comes out of one layer goes into the next. `Dense` connects every unit to everything in the layer before it. A *unit* adds up its inputs, each times a *weight*, a number that training will find; `relu` then makes what is below zero 0. `Input` only says what goes in.",
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
            "There are 784 pictures in all",
            "It is a number that often works well",
            "A picture has 28 × 28 = 784 pixels",
          ],
          right: 2,
          hint: "Think of what one picture is made of.",
          answer:
            "Each unit of the first layer gets one connection from each pixel: 28 × 28 = 784.",
        },
        {
          ask: "The last layer has three units, and `softmax`. What comes out of it?",
          choices: [
            "The name of the kind, such as “shoe”",
            "Three probabilities that add up to 1",
            "Three numbers, of which one is 1 and two are 0",
          ],
          right: 1,
          hint: "Its answer can also say how sure it is.",
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
          choices: [
            "No, it follows the loss alone",
            "Yes, it makes it as high as it can",
            "Only after the last epoch",
          ],
          right: 0,
          hint: "Read again what the three choices are for.",
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
          choices: ["50", "10", "40"],
          right: 2,
          hint: "`validation_split=0.2` keeps a fifth of the fifty aside.",
          answer:
            "`validation_split=0.2` keeps the last fifth, 10 pictures, for the check. If training gets better while the check gets worse, the network is learning pictures by heart: it *over-fits*.",
        },
      ],
    },
    {
      title: "Evaluate",
      parts: [
        {
          say: "The fairest question comes last: ten pictures that had no part in any of this. The two numbers are the loss and the accuracy. Keras writes the accuracy as a share: 0.4 is 40 %, and 1 would be all of them.",
        },
        {
          code: `model.evaluate(test_pictures.reshape((10, 784)), test_labels)`,
        },
        {
          ask: "Press *Run all cells* at the top a few times: the accuracy may be 40 % once and 90 % next. Why is it so unsteady?",
          choices: [
            "A random start, few steps and few test pictures",
            "The ten test pictures are others each time",
            "The pictures come in another split each time",
          ],
          right: 0,
          hint: "The pictures and the program are the same each time. What is not?",
          answer:
            "7,970 weights start at random, and 40 pictures in 3 epochs nudge them six times in all. And with ten test pictures, one of them more or less is 10 %. With three kinds, guessing alone gets a third. Run the cell under *Fit* a few times more, then this one: calling `fit` again carries on where it stopped.",
        },
      ],
    },
    {
      title: "See what it has learned",
      parts: [
        {
          say: "Numbers are one thing, pictures another. Above each test picture stands what the network takes it for. The real Matplotlib draws them; it is fetched the first time, about 10 MB.",
        },
        {
          code: `import matplotlib.pyplot as plt

answers = model.predict(test_pictures.reshape((10, 784)), verbose=0)
kinds = ["t-shirt", "shoe", "dress"]
figure, places = plt.subplots(2, 5, figsize=(8, 3.8))
for place, picture, answer in zip(places.flat, test_pictures, answers):
    place.imshow(picture.squeeze(), cmap="gray_r")
    place.set_title(f"{kinds[answer.argmax()]}, {answer.max():.0%}")
    place.axis("off")`,
        },
        {
          say: "And this is how it learned: the loss after each epoch, on the pictures it was trained on and, dashed, on those kept aside.",
        },
        {
          code: `epochs = range(1, len(history.history["loss"]) + 1)
plt.figure(figsize=(6, 3))
plt.plot(epochs, history.history["loss"], "o-", label="training")
plt.plot(epochs, history.history["val_loss"], "o--", label="kept aside")
plt.xticks(epochs)
plt.xlabel("epoch")
plt.ylabel("loss")
plt.legend();`,
        },
        {
          ask: "Both lines are still on their way. What would you try first to make this network better?",
          answer:
            "More to learn from: more epochs, so that the loss can go on falling, and above all more pictures. Lesson 3 does both.",
        },
        {
          lab: "Open this network in the Lab",
          recipe: "v=1&classes=3&samples=50&layers=10,10&epochs=3&split=0.2",
        },
      ],
    },
  ],
};
