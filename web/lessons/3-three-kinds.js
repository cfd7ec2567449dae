/** Lesson 3: six hundred pictures of three kinds, one-hot labels, softmax, a deeper model. Data only. */

/** @type {import("./index.js").Lesson} */
export default {
  title: "T-shirt, shoe or dress?",
  minutes: 15,
  lead: "Six hundred pictures instead of fifty, ten epochs instead of three. This time the network gets good, and you look at the pictures it still gets wrong.",
  aims: [
    "read one-hot labels and the answer of `softmax`",
    "count the steps of an epoch",
    "find the pictures that a network gets wrong, and say why",
  ],
  before: "Lesson 1 or 2: what a layer, a loss and an epoch are.",
  points: [
    "A one-hot label has the form of the network's answer: one number for each kind.",
    "What `softmax` gives adds up to 1, so more for one kind is less for the others together.",
    "One step for each batch: 480 pictures in tens make 48 steps an epoch.",
    "It mixes up what covers the same pixels.",
    "Another layer is no gain by itself.",
  ],
  steps: [
    {
      title: "Load",
      parts: [
        {
          ask: "Before any code: how could a network tell a shoe from a dress, if all it gets is 784 numbers?",
          answer:
            "By weighing them. Ink in the middle at the top speaks for a dress, ink along the bottom for a shoe. Each unit adds up its 784 inputs with weights of its own, and training finds weights that make these sums useful. Nobody writes the rule down.",
        },
        {
          code: `import numpy as np

fashion = np.load("fashion.npz")
for name in fashion:
    print(f"{name:12}", fashion[name].shape)`,
        },
        {
          code: `pictures, labels = fashion["train_data"], fashion["train_labels"]
test_pictures, test_labels = fashion["test_data"], fashion["test_labels"]
labels[:4]`,
        },
        {
          ask: "Labels like these are called *one-hot*. The columns are t-shirt, shoe, dress. What is `[0, 0, 1]`?",
          choices: [
            "A dress",
            "The number 1, with two zeros before it",
            "Not sure: 0 %, 0 % and 1 %",
          ],
          right: 0,
          hint: "Which column holds the 1?",
          answer:
            "A dress: its column is hot. Written so, the label has the same form as the network's answer: one number for each kind.",
        },
      ],
    },
    {
      title: "Look",
      parts: [
        {
          say: "The real Matplotlib draws them. It is fetched the first time, about 10 MB; after that it is here.",
        },
        {
          code: `import matplotlib.pyplot as plt

figure, places = plt.subplots(2, 5, figsize=(8, 3.6))
for place, picture, label in zip(places.flat, pictures, labels):
    place.imshow(picture.squeeze(), cmap="gray_r")
    place.set_title(label)
    place.axis("off")`,
        },
      ],
    },
    {
      title: "Define and compile",
      parts: [
        {
          say: "A `Dense` layer has no idea that pixels have neighbours. So each picture becomes one long row, and its pixels numbers from 0 to 1.",
        },
        {
          code: `def as_rows(images):
    return images.reshape((len(images), -1)) / 255

rows, test_rows = as_rows(pictures), as_rows(test_pictures)
rows.shape`,
        },
        {
          code: `import keras
from keras.layers import Dense

model = keras.Sequential([
    keras.Input(shape=(rows.shape[-1],)),
    Dense(10, activation="relu"),
    Dense(3, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])`,
        },
        {
          ask: "`rows.shape[-1]` is 784. What would `pictures.shape[-1]` have been?",
          choices: ["784 as well", "1", "28"],
          right: 1,
          hint: "Four numbers: pictures, rows, columns, and then?",
          answer:
            "1, the single grey channel. A model built for that does not fit the rows. Mixing up the pictures and the rows made from them is an easy slip; the error then says which shape was expected.",
        },
        {
          ask: "If one of the three outputs of `softmax` goes up, the others",
          choices: ["stay as they are", "each go down by the same", "go down, taken together"],
          right: 2,
          hint: "The three always add up to 1. Does that say anything about each of the two others?",
          answer:
            "Together they give up what the one gains, since the three add up to 1: each is `e` to the power of its input, divided by the sum of all three. One of the two may even go up, if the other falls further.",
        },
      ],
    },
    {
      title: "Fit",
      parts: [
        {
          code: `history = model.fit(rows, labels, epochs=10, batch_size=10, validation_split=0.2)`,
        },
        {
          ask: "How many times were the weights nudged in one epoch?",
          choices: ["Once", "48 times", "480 times"],
          right: 1,
          hint: "Each batch of ten gives one step. How many pictures are trained on?",
          answer:
            "48: of the 600 pictures 480 are trained on, ten at a time. The errors of the ten are averaged and the weights take one step. Adam gives every weight a step size of its own.",
        },
        {
          code: `plt.figure(figsize=(6, 3))
plt.plot(history.history["loss"], label="training")
plt.plot(history.history["val_loss"], "--", label="validation")
plt.xlabel("epoch")
plt.ylabel("loss")
plt.legend();`,
        },
      ],
    },
    {
      title: "Evaluate and predict",
      parts: [
        { code: `model.evaluate(test_rows, test_labels, batch_size=10)` },
        {
          say: "Accuracy is a plain count: for how many pictures is the largest probability in the right column?",
        },
        {
          code: `guessed = model.predict(test_rows, verbose=0).argmax(axis=1)
right = test_labels.argmax(axis=1)
wrong = np.flatnonzero(guessed != right)
print(np.mean(guessed == right))
wrong`,
        },
        {
          code: `kinds = ["t-shirt", "shoe", "dress"]
figure, places = plt.subplots(1, 5, figsize=(8, 2))
for place in places:
    place.axis("off")
for place, number in zip(places, wrong):
    place.imshow(test_pictures[number].squeeze(), cmap="gray_r")
    place.set_title(f"{kinds[guessed[number]]}?\\nis: {kinds[right[number]]}", fontsize=9)`,
        },
        {
          ask: "Which two kinds does it mix up most, and why hardly the third?",
          answer:
            "T-shirts and dresses: most of both are tall patches of ink with arms. A shoe is low and wide, with next to no ink at the top, so a shoe is hardly ever taken for either. The other way round it happens: number 98, a very short top, is low and wide as well. Put `wrong[-5:]` in place of `wrong` in the cell above to see the last ones.",
        },
      ],
    },
    {
      title: "A deeper model",
      parts: [
        { say: "One more hidden layer, and everything else as before." },
        {
          code: `deeper = keras.Sequential([
    keras.Input(shape=(784,)),
    Dense(10, activation="relu"),
    Dense(10, activation="relu"),
    Dense(3, activation="softmax"),
])
deeper.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
deeper.fit(rows, labels, epochs=10, batch_size=10, validation_split=0.2, verbose=0)
print("before:", model.evaluate(test_rows, test_labels, verbose=0))
print("deeper:", deeper.evaluate(test_rows, test_labels, verbose=0))`,
        },
        {
          ask: "Is deeper better here?",
          choices: [
            "Yes, more layers always see more",
            "No, deep networks learn worse",
            "Hardly: there is little to learn from",
          ],
          right: 2,
          hint: "Compare the two lines of numbers, and run the cell again.",
          answer:
            "Hardly any difference, and it may go either way if you run it again. 480 pictures of three kinds do not need another layer. With many pictures of many kinds it can help.",
        },
        {
          lab: "Open this lesson's network in the Lab",
          recipe: "v=1&classes=3&samples=600&layers=10&epochs=10&batch=10&split=0.2",
        },
      ],
    },
  ],
};
