/** Lesson 2: the same network again, and what each line of it does. Data only. */

/** @type {import("./index.js").Lesson} */
export default {
  title: "The same network, line by line",
  minutes: 10,
  lead: "Slower this time: after each line, look at what it made. At the end you can say where every number in the network comes from.",
  aims: [
    "read the shape of an array of pictures",
    "count what a layer has to learn",
    "tell training, validation and test pictures apart",
  ],
  before: "Lesson 1, or a first look at Keras.",
  points: [
    "Shapes go in the order samples, height, width, channels.",
    "A `Dense` layer has a weight for each input of each unit, and a bias for each unit.",
    "`loss` and `accuracy` are about pictures it trains on, `val_loss` and `val_accuracy` about those kept aside.",
    "When `val_loss` rises while `loss` falls, it learns by heart.",
    "The test set is asked last, once the choices are made.",
  ],
  steps: [
    {
      title: "The arrays",
      parts: [
        {
          say: "Course scripts often begin with arrays that somebody has prepared. This cell prepares them: fifty pictures to learn from, ten to test with.",
        },
        {
          code: `import numpy as np

with np.load("fashion.npz") as clothes:
    train_data = clothes["train_data"][:50] / 255
    train_labels = clothes["train_labels"][:50]
    test_data = clothes["test_data"][:10] / 255
    test_labels = clothes["test_labels"][:10]

print("one picture:", train_data[0].shape)
print("its label:  ", train_labels[0])`,
        },
        {
          ask: "What would `train_data.shape` be for fifty *colour* photographs, 32 pixels wide and 20 high?",
          choices: ["(50, 20, 32, 3)", "(50, 32, 20, 3)", "(3, 50, 20, 32)"],
          right: 0,
          hint: "Rows first: how many rows has a picture that is 20 high?",
          answer:
            "Samples, height, width, channels: (50, 20, 32, 3). Rows come before columns, and the three channels are red, green and blue.",
        },
      ],
    },
    {
      title: "An empty model, and a layer",
      parts: [
        { say: "The model starts as an empty stack." },
        {
          code: `from keras.models import Sequential

model = Sequential()
model.layers`,
        },
        { say: "Then the first layer: ten units, each joined to all 784 pixels." },
        {
          code: `from keras.layers import Dense

model.add(Dense(10, activation="relu", input_shape=(784,)))
kernel, bias = model.layers[0].get_weights()
kernel.shape, bias.shape`,
        },
        {
          ask: "So how many numbers does this layer have to learn?",
          choices: ["784", "7,840", "7,850"],
          right: 2,
          hint: "There are two arrays: `kernel` and `bias`.",
          answer:
            "784 × 10 weights, and a *bias* for each of the ten units: 7,850. `relu` has nothing to learn: it keeps what is positive and makes the rest 0.",
        },
        {
          say: "The notes under the cells are about spelling. Older lessons write `from keras.models import Sequential` and `input_shape=`; that still works, and the note says how it is written today. Both make the same model.",
        },
      ],
    },
    {
      title: "Hidden, and out",
      parts: [
        {
          say: "The next layer knows how many inputs it has: it sits on the ten units before it. The last one has a unit for each kind of clothes.",
        },
        {
          code: `model.add(Dense(10, activation="relu"))
model.add(Dense(3, activation="softmax"))
[layer.count_params() for layer in model.layers], model.count_params()`,
        },
        {
          ask: "More units in the hidden layers: what do you gain, and what does it cost?",
          answer:
            "The network can draw finer lines between the kinds. It costs more weights: more time for each step, and with few pictures more room to learn them by heart.",
        },
      ],
    },
    {
      title: "Compile, reshape, fit",
      parts: [
        {
          say: "`categorical_crossentropy` fits labels with a column for each kind and a single 1 in each row, which is what `train_labels` has.",
        },
        {
          code: `model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])

train_data = train_data.reshape((50, 784))
history = model.fit(train_data, train_labels, validation_split=0.2, epochs=3)`,
        },
        {
          say: "The batches are of 32 pictures where nothing else is said, so 40 pictures are two steps an epoch: that is the `2/2` in front.",
        },
        {
          code: `for name, values in history.history.items():
    print(f"{name:13}", [round(value, 3) for value in values])`,
        },
        {
          ask: "Suppose the network begins to learn its pictures by heart. What do you see in these numbers?",
          choices: [
            "`accuracy` falls while `loss` rises",
            "`val_loss` rises while `loss` falls",
            "`loss` and `val_loss` rise together",
          ],
          right: 1,
          hint: "What it knows by heart it gets right. Which numbers are about other pictures?",
          answer:
            "`val_loss` rises while `loss` falls: it gets worse on the pictures kept aside, while loss and accuracy on its own pictures go on looking better and better.",
        },
      ],
    },
    {
      title: "The test set",
      parts: [
        {
          say: "The test pictures need the same shape. Then two questions: how good is it, and what does it take the first one for? Accuracy is a share from 0 to 1; `:.0%` prints 0.9 as 90%.",
        },
        {
          code: `test_data = test_data.reshape((10, 784))
loss, accuracy = model.evaluate(test_data, test_labels, verbose=0)
print(f"loss {loss:.3f}, accuracy {accuracy:.0%}")`,
        },
        {
          code: `print(model.predict(test_data[:1], verbose=0).round(3))
print(test_labels[:1])`,
        },
        {
          ask: "Validation pictures were never trained on either. Why keep a test set as well?",
          answer:
            "Because you look at the validation numbers while you decide: more units? more epochs? Bit by bit your choices fit those pictures. The test set had no say in anything, so it gives a fair answer, as long as you ask it last.",
        },
      ],
    },
  ],
};
