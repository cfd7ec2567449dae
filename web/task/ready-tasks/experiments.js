/**
 * Tasks to the eight experiments of lesson 5, one for each. Data only.
 *
 * @import {ReadyTask} from "../ready-tasks.js"
 */

const TEN = "classes=10&samples=600&layers=32&epochs=10&batch=10&split=0.2";

/** @type {ReadyTask[]} */
export const EXPERIMENT_TASKS = [
  {
    name: "read-the-answer",
    part: "experiments",
    title: "An answer it is not sure of",
    start: `${TEN}&lock=classes,samples,layers,epochs,seed`,
    ask: "Train the network and open Predict. Find a test picture for which no class reaches 50 %. Which two classes does it waver between, and why?",
    hints: ["Choose Wrong in Predict: those are often unsure ones."],
    solution: "",
    note: {
      aim: "The answer is a list of probabilities, one a class.",
      minutes: 10,
      expect:
        "There are several such pictures; shirt against t-shirt, pullover or coat are most frequent.",
      answers: "Ask for the picture’s number and the two probabilities, beside the code.",
    },
  },
  {
    name: "few-units",
    part: "experiments",
    title: "As few units as will do",
    start:
      "classes=10&samples=3000&layers=128&epochs=10&batch=32&split=0.2&lock=classes,samples,epochs,batch,seed",
    ask: "128 units are more than it takes. Stay above 75 % with at most 12 units in the hidden layers together.",
    goal: "test_accuracy>0.75,units<=12",
    hints: ["One layer or two?", "Halve the units until it breaks, then go back."],
    solution: "layers=12",
    note: {
      aim: "More units help less and less.",
      minutes: 15,
      expect: "12 units in one layer reach about 81 %, 128 about 84 %.",
      answers: "“12 in one layer.” Two layers of six are worse: each is a bottleneck.",
    },
  },
  {
    name: "straight-to-the-answer",
    part: "experiments",
    title: "Straight from the pixels",
    start:
      "classes=10&samples=600&layers=&epochs=10&batch=10&split=0.2&lock=classes,samples,layers,epochs,seed",
    ask: "This network has no hidden layer: 784 pixels lead straight to ten answers. How many test pictures will it get right? Write down what you expect, then train.",
    hints: [],
    predict: true,
    solution: "",
    note: {
      aim: "A first guess to be surprised by.",
      minutes: 10,
      expect: "About 71 %: most expect far less.",
      answers: "Then ask what hidden layers are for, if it works without.",
    },
  },
  {
    name: "ten-outputs",
    part: "experiments",
    title: "From three outputs to ten",
    start: "classes=3&samples=600&layers=10&epochs=5&batch=10&split=0.2&lock=samples,layers,seed",
    ask: "This network has 7,883 numbers for three kinds. How many will it have for ten? Work it out, then switch and see.",
    goal: "params>7900,params<8000",
    hints: ["Only the last layer grows.", "Each output has ten weights and a bias."],
    tries: 2,
    solution: "classes=10",
    note: {
      aim: "The number of outputs is the number of classes.",
      minutes: 10,
      expect: "7 outputs more, of 11 numbers each: 7,960.",
      answers: "“7,960.” Why is a network with five outputs no use for ten classes?",
    },
  },
  {
    name: "one-more-layer",
    part: "experiments",
    title: "Does another layer help?",
    start:
      "classes=10&samples=600&layers=16&epochs=10&batch=10&split=0.2&lock=classes,samples,epochs,seed",
    ask: "Add a second hidden layer and stay above 70 %. Is it better than one layer? Train both, and say what you would take.",
    goal: "layers>=2,test_accuracy>0.7",
    hints: ["Look at both curves: the finished runs are kept below."],
    solution: "layers=32,16",
    note: {
      aim: "A deeper network is not a better one by itself.",
      minutes: 15,
      expect: "With 600 pictures the second layer changes next to nothing.",
      answers:
        "“No difference worth the numbers.” Good: they ran it more than once, with other seeds.",
    },
  },
  {
    name: "too-many-epochs",
    part: "experiments",
    title: "From which epoch on is it no use?",
    start:
      "classes=10&samples=600&layers=128&epochs=5&batch=10&split=0.2&lock=classes,samples,layers,seed",
    ask: "Train so long that training accuracy lies more than 15 points above validation accuracy. From which epoch on did the validation loss rise?",
    goal: "gap>0.15",
    hints: ["Both curves are drawn after each epoch.", "Try 30 epochs, then more."],
    solution: "epochs=40",
    note: {
      aim: "Over-fitting: it learns these pictures by heart.",
      minutes: 15,
      expect: "At 40 epochs the gap is over 20 points; validation loss turns far earlier.",
      answers: "A number of epochs around the least validation loss.",
    },
  },
  {
    name: "raw-pixels",
    part: "experiments",
    title: "Pixels from 0 to 255",
    start:
      "classes=10&samples=600&normalize=0&layers=16&epochs=10&batch=10&split=0.2&lock=classes,samples,layers,epochs,seed",
    ask: "This network hardly learns. One switch is to blame. Find it, and bring the network above 70 %.",
    goal: "test_accuracy>0.7",
    hints: ["Look at the numbers that go in.", "Step 1 has a switch."],
    tries: 5,
    solution: "normalize=1",
    note: {
      aim: "Why inputs are scaled.",
      minutes: 10,
      expect: "With raw pixels the accuracy stays low; divided by 255 it passes 70 %.",
      answers: "“Normalise.” A smaller learning rate alone does not help.",
    },
  },
  {
    name: "good-enough",
    part: "experiments",
    title: "Stop when it is good enough",
    start:
      "classes=10&samples=3000&layers=64&epochs=100&batch=32&split=0.2&lock=classes,samples,layers,epochs,seed",
    ask: "A hundred epochs are set. Let it stop by itself as soon as validation accuracy is above 80 %.",
    goal: "val_accuracy>0.8,epochs<50",
    hints: ["Step 4 has a condition: Stop when."],
    solution: "stop=val_accuracy>0.8",
    note: {
      aim: "Early stopping as a condition on what is not trained on.",
      minutes: 10,
      expect: "It ends after about eight epochs.",
      answers: "Why val_accuracy, and not accuracy?",
    },
  },
];
