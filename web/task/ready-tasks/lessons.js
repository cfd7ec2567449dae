/**
 * Tasks to the lessons, one for each. Data only.
 *
 * @import {ReadyTask} from "../ready-tasks.js"
 */

/** @type {ReadyTask[]} */
export const LESSON_TASKS = [
  {
    name: "fifty-pictures",
    part: "lessons",
    title: "Fifty pictures, and not one more",
    start: "classes=3&samples=50&layers=10&epochs=1&batch=10&split=0.2&lock=classes,samples,seed",
    ask: "One epoch over fifty pictures is not enough. Bring the network to 8 of 10 test pictures, without more pictures.",
    goal: "test_accuracy>=0.8,samples<=50",
    hints: ["How often does it see each picture?", "Raise Epochs in step 4."],
    solution: "epochs=20",
    note: {
      aim: "An epoch is one pass over the pictures; a network needs several.",
      minutes: 10,
      expect: "10 to 30 epochs do it. With ten test pictures the accuracy moves in steps of 10 %.",
      answers: "“More epochs.” Good follow-up: why can ten test pictures say so little?",
    },
  },
  {
    name: "count-the-numbers",
    part: "lessons",
    title: "Count the numbers",
    start: "classes=3&samples=600&layers=10&epochs=5&batch=10&split=0.2&lock=classes,samples,seed",
    ask: "Build a network with one hidden layer that has between 15,000 and 16,000 numbers to learn. Work out the units on paper before you try.",
    goal: "params>15000,params<16000,layers<=1",
    hints: [
      "Each unit of the hidden layer has 784 weights and one bias.",
      "Each of the three outputs has one weight for each unit, and one bias.",
    ],
    tries: 3,
    solution: "layers=20",
    note: {
      aim: "Where each number of a network comes from.",
      minutes: 15,
      expect:
        "785 · units + 3 · (units + 1) = 788 · units + 3. Twenty units make 15,763; 20 is the only answer.",
      answers:
        "“20.” A forgotten bias leads to nearly the same number: let them say what it is for.",
    },
  },
  {
    name: "three-kinds",
    part: "lessons",
    title: "T-shirt, shoe or dress, nearly always",
    start:
      "classes=3&samples=600&layers=10,10&epochs=2&batch=10&split=0.2&lock=classes,samples,seed",
    ask: "Get more than 93 % of the test pictures right. Then look at the pictures it still gets wrong: would you have known them?",
    goal: "test_accuracy>0.93",
    hints: ["Two epochs are few.", "More units see more."],
    solution: "epochs=20",
    note: {
      aim: "Training longer helps, and what is left are pictures that are hard for us, too.",
      minutes: 15,
      expect:
        "Twenty epochs come to 94 %; many more units do no better. Long t-shirts and short dresses are mixed up.",
      answers: "“20 epochs.” Ask what the last six in a hundred look like.",
    },
  },
  {
    name: "five-words",
    part: "lessons",
    title: "Load, define, compile, fit, evaluate",
    start: "classes=10&samples=600&layers=&epochs=1&batch=10&split=0.2&lr=0.0001&lock=classes,seed",
    ask: "Each of the first four steps holds something that keeps this network bad. Change all four, and bring it above 78 %.",
    goal: "test_accuracy>0.78,samples>=2000,layers>=1,epochs>=5",
    hints: [
      "Load: more pictures. Define: a hidden layer.",
      "Compile: the learning rate. Fit: the epochs.",
    ],
    solution: "samples=3000&layers=32&lr=0.001&epochs=10",
    note: {
      aim: "What is set in which of the five steps.",
      minutes: 15,
      expect:
        "3,000 pictures, a layer of 32 units, Adam’s usual rate of 0.001 and ten epochs reach about 85 %.",
      answers: "Any of the four alone is not enough; let them say which one brought most.",
    },
  },
  {
    name: "ten-kinds",
    part: "lessons",
    title: "Ten kinds, four in five",
    start:
      "classes=10&samples=6000&layers=16&epochs=1&batch=64&split=0.2&lock=classes,samples,seed",
    ask: "Bring the network above 82 % of ten kinds, with these 6,000 pictures.",
    goal: "test_accuracy>0.82",
    hints: ["It sees every picture once only.", "64 pictures before each nudge make few nudges."],
    solution: "layers=128&epochs=15&batch=32",
    note: {
      aim: "Epochs, batch size and units together.",
      minutes: 20,
      expect: "128 units, batch 32 and fifteen epochs reach about 83 %.",
      answers:
        "“More epochs” comes first. Shirts, pullovers and coats stay mixed up: show the matrix.",
    },
  },
  {
    name: "a-garment-of-your-own",
    part: "lessons",
    title: "A garment of your own",
    start:
      "classes=3&samples=600&layers=32&epochs=10&batch=10&split=0.2&draw=1&lock=classes,samples,layers,seed",
    ask: "Train the network. Then draw or photograph a t-shirt that it takes for something else. Change it until the network says t-shirt: what was it that it did not know?",
    hints: [
      "Make it very small, put it into a corner, or exchange light and dark.",
      "Fit and centre prepares a drawing as the set was prepared.",
    ],
    solution: "",
    note: {
      aim: "A network knows pictures that are like those it was trained on, and no others.",
      minutes: 15,
      expect:
        "The code shows the training alone, with about 93 % right: pictures of their own leave no device. Have them describe or show theirs.",
      answers: "“It was too small”, “it was dark on light”, “it had a pattern”.",
    },
  },
];
