/** Lesson 6: why a network fails on a photograph: other light, another place, another ground. Data only. */

/** @type {import("./index.js").Lesson} */
export default {
  title: "Why does it fail on my photo?",
  minutes: 15,
  lead: "A network that names 94 of 100 test pictures rightly may not know your own shirt. Change the test pictures one thing at a time, guess first what that costs, and find out what to do about it.",
  aims: [
    "name three things in which a photograph differs from the pictures of a set",
    "measure what each of them costs, instead of guessing",
    "say what helps: prepare the photograph, or train on more kinds of pictures",
  ],
  before: "Lesson 3, or a network in Keras that you have trained yourself.",
  points: [
    "A network knows the pictures that it was trained on, and others as far as they are like those.",
    "A high test accuracy holds for test pictures from the same source; elsewhere it has to be measured anew.",
    "Being sure and being right are two things: it can be very sure of a picture of a kind it never saw.",
    "Dense layers know no “moved a little”: another place means other inputs.",
    "Prepare a photograph as the set was prepared: dark ground, centred, 28 × 28. Or train on moved and changed copies.",
  ],
  steps: [
    {
      title: "A network that is good at its own",
      parts: [
        {
          say: "Every picture of Fashion-MNIST was prepared in the same way: taken by a shop, cut out, made small, put into the middle, on a ground of zeros. The test pictures too.",
          clothes: 6,
        },
        {
          code: `import keras
import numpy as np
from keras.layers import Dense, Flatten

clothes = np.load("fashion.npz")
pictures = clothes["train_data"][:, :, :, 0] / 255
labels = clothes["train_labels"].argmax(axis=1)
test_pictures = clothes["test_data"][:, :, :, 0] / 255
test_labels = clothes["test_labels"].argmax(axis=1)

keras.utils.set_random_seed(1)
model = keras.Sequential([
    keras.Input(shape=(28, 28)),
    Flatten(),
    Dense(32, activation="relu"),
    Dense(3, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(pictures, labels, epochs=10, batch_size=10, verbose=0)
loss, accuracy = model.evaluate(test_pictures, test_labels, verbose=0)
print(f"test pictures as they are: {accuracy:.0%}")`,
        },
        {
          ask: "What does this accuracy promise for a photograph from your phone?",
          choices: [
            "The same, since the test pictures were new to it as well",
            "Nothing yet: it was measured on another kind of picture",
            "A little less, since a photograph has more pixels",
          ],
          right: 1,
          hint: "Where did the test pictures come from, and who prepared them?",
          answer:
            "Nothing yet. The test pictures are new, but from the same source as those it learned from. When the source changes, which is called *domain shift*, the accuracy has to be measured anew.",
        },
      ],
    },
    {
      title: "Light and dark exchanged",
      parts: [
        {
          say: "In the set the ground is 0 and the cloth is bright. On a photograph a dark shirt lies on bright paper: `1 - test_pictures` is just that. Nobody would take the shirt for anything else.",
        },
        {
          ask: "How many of 100 exchanged pictures will it name rightly? With three kinds, guessing alone gets about 33.",
          choices: [
            "Nearly as many as before: the outlines are the same",
            "About 33: it can only guess now",
            "Fewer than by guessing",
          ],
          right: 2,
          hint: "It adds up pixels times weights. Which pixels are large now?",
          answer:
            "About 19, fewer than by guessing: it is misled, not helpless. The ground, which was 0 and counted for nothing, is now 1 everywhere, and its weights outvote the garment.",
        },
        {
          code: `exchanged = 1 - test_pictures
loss, accuracy = model.evaluate(exchanged, test_labels, verbose=0)
probabilities = model.predict(exchanged, verbose=0)

print(f"light and dark exchanged: {accuracy:.0%}")
print("answers by kind:", np.bincount(probabilities.argmax(axis=1), minlength=3))
print(f"how sure it is, on average: {probabilities.max(axis=1).mean():.0%}")`,
        },
        {
          ask: "It is wrong most of the time. Look at how sure it is. What follows?",
          choices: [
            "How sure it is says little about pictures unlike those it learned from",
            "The probabilities were computed wrongly",
            "It is sure because it has seen many exchanged pictures",
          ],
          right: 0,
          hint: "`softmax` makes the probabilities add up to 1, whatever comes in.",
          answer:
            "It is about 97 % sure. The probabilities say how the three kinds compare with each other, not whether the picture is one of them at all: there is no class for “I do not know this”.",
        },
      ],
    },
    {
      title: "Not in the middle",
      parts: [
        {
          say: "Now the light is as in the set, and the garment only lies a little to the right. `np.roll` moves all pictures by some columns.",
        },
        {
          ask: "What will the accuracy be when everything lies 6 of 28 pixels to the right?",
          choices: [
            "Unchanged: a shirt is a shirt wherever it lies",
            "Near guessing: no weight fits any more",
            "In between, and lower with each pixel",
          ],
          right: 2,
          hint: "Each weight belongs to one place. How many places still hold cloth after the move?",
          answer:
            "In between: about 88 % after 2 pixels, 62 % after 6. A `Dense` layer has a weight for each place and does not know that two places are neighbours; what still overlaps still counts.",
        },
        {
          code: `for shift in (0, 2, 4, 6, 8):
    moved = np.roll(test_pictures, shift, axis=2)
    loss, accuracy = model.evaluate(moved, test_labels, verbose=0)
    print(f"{shift} pixels to the right: {accuracy:.0%}")

half = test_pictures[:, ::2, ::2]
small = np.pad(half, ((0, 0), (7, 7), (7, 7)))
loss, accuracy = model.evaluate(small, test_labels, verbose=0)
print(f"half as large: {accuracy:.0%}")

grey_ground = np.maximum(test_pictures, 0.3)
loss, accuracy = model.evaluate(grey_ground, test_labels, verbose=0)
print(f"on a grey ground: {accuracy:.0%}")`,
        },
        {
          say: "The last two lines change the size, and the ground. To our eyes the garments are what they were; each line says what that costs the network.",
        },
      ],
    },
    {
      title: "What helps",
      parts: [
        {
          say: "There are two ways out. One is to *prepare* the photograph as the set was prepared; the Lab's “Your own” does that and shows each step. The other is to *train on more kinds of pictures*: here the same 600, each moved to seven places.",
        },
        {
          code: `shifts = (-6, -4, -2, 0, 2, 4, 6)
more = np.concatenate([np.roll(pictures, shift, axis=2) for shift in shifts])
more_labels = np.concatenate([labels] * len(shifts))

model.fit(more, more_labels, epochs=3, batch_size=32, verbose=0)
for shift in (0, 2, 4, 6, 8):
    moved = np.roll(test_pictures, shift, axis=2)
    loss, accuracy = model.evaluate(moved, test_labels, verbose=0)
    print(f"{shift} pixels to the right: {accuracy:.0%}")`,
        },
        {
          ask: "It now bears being moved. Will it also bear light and dark exchanged?",
          choices: [
            "No: it learned to bear what it was shown, and nothing else",
            "Yes: it has become a better network in every way",
            "Yes, if it is trained for some epochs more on the moved pictures",
          ],
          right: 0,
          hint: "Which of the new pictures had a bright ground?",
          answer:
            "No, it stays near guessing. Moved copies teach about moving. For other light it needs pictures in other light, or a photograph that is prepared first.",
        },
        {
          ask: "Take a photograph of something of your own into the Lab, under “Your own”. Which step on its way to 28 × 28 decides over the answer?",
          answer:
            "Mostly the exchange of light and dark, and the cut to the object: try the switch, and a picture with a second thing at its edge. A bright garment on a bright ground is lost before the network sees it.",
        },
        {
          lab: "Draw, photograph or drop something of your own",
          recipe: "classes=3&samples=600&layers=32&epochs=10&batch=10&split=0.2",
        },
      ],
    },
  ],
};
