/**
 * Further tasks in three levels. Data only.
 *
 * @import {ReadyTask} from "../ready-tasks.js"
 */

const TEN = "classes=10&samples=600&layers=32&epochs=10&batch=10&split=0.2";

/** @type {ReadyTask[]} */
export const LEVEL_TASKS = [
  {
    name: "by-heart",
    part: "first",
    title: "Make it learn by heart",
    start: "classes=10&samples=600&layers=32&epochs=3&batch=10&split=0.2&lock=classes,seed",
    ask: "For once, do it wrong: make training accuracy lie more than 20 points above validation accuracy.",
    goal: "gap>0.2",
    hints: ["Few pictures, many units, many epochs."],
    solution: "layers=128&epochs=80",
    note: {
      aim: "What over-fitting is made of.",
      minutes: 10,
      expect: "128 units and 80 epochs know all training pictures: a gap of some 22 points.",
      answers: "Training accuracy is 100 % at the end: what is it worth?",
    },
  },
  {
    name: "asleep",
    part: "first",
    title: "Fast asleep",
    start: `${TEN}&lr=0.000001&lock=classes,samples,layers,epochs,seed`,
    ask: "The curves are flat. Find out why, and bring the network above 70 %.",
    goal: "test_accuracy>0.7",
    hints: ["How large is each nudge?", "Step 3: the learning rate."],
    tries: 5,
    solution: "lr=0.001",
    note: {
      aim: "The learning rate is the size of a step.",
      minutes: 10,
      expect: "0.001 is Adam’s usual one; 0.002 and 0.005 work as well.",
      answers: "“The learning rate was too small.”",
    },
  },
  {
    name: "too-large",
    part: "first",
    title: "Which learning rate is too large?",
    start: `${TEN}&lr=1&lock=classes,samples,layers,epochs,optimizer,seed`,
    ask: "With steps this large it jumps about. Find the largest learning rate with which it still gets more than 70 %.",
    goal: "test_accuracy>0.7",
    hints: ["Divide by ten until it learns, then go up again."],
    solution: "lr=0.005",
    note: {
      aim: "Too large does not learn, too small learns slowly.",
      minutes: 15,
      expect: "0.005 reaches 75 %, 0.03 just fails, at 1 it guesses.",
      answers: "Compare the rates in class: the winner is the largest that works.",
    },
  },
  {
    name: "in-three-epochs",
    part: "first",
    title: "Three epochs, no more",
    start:
      "classes=10&samples=3000&layers=32&epochs=3&batch=256&split=0.2&lock=classes,samples,epochs,seed",
    ask: "Three epochs are all you have. Get above 75 %.",
    goal: "test_accuracy>0.75,epochs<=3",
    hints: ["How many nudges are there in an epoch?", "Smaller batches make more of them."],
    solution: "batch=10",
    note: {
      aim: "Batch size decides how many steps an epoch has.",
      minutes: 15,
      expect: "Batch 256 makes 10 nudges an epoch, batch 10 makes 240.",
      answers: "Batches of 5 to 32; a larger learning rate also helps.",
    },
  },
  {
    name: "two-units",
    part: "further",
    title: "Two units for ten kinds",
    start:
      "classes=10&samples=3000&layers=2&epochs=10&batch=32&split=0.2&lock=classes,samples,epochs,seed",
    ask: "Everything has to pass through two units here. Why is that bad? Bring the network above 78 %.",
    goal: "test_accuracy>0.78",
    hints: ["Ten kinds in two numbers: what gets lost?", "Give it more units in step 2."],
    solution: "layers=64",
    note: {
      aim: "A bottleneck, and how to see one.",
      minutes: 10,
      expect: "Two units stay below 30 %; 64 come to about 84 %.",
      answers: "“More units.” Have them look at Inside, at what the two units look at.",
    },
  },
  {
    name: "not-a-number",
    part: "further",
    title: "Not a number",
    start: `${TEN}&optimizer=sgd&lr=10&lock=classes,samples,layers,epochs,seed`,
    ask: "This run ends at once, or never learns. Keep SGD, and bring it above 65 %.",
    goal: "test_accuracy>0.65",
    hints: ["SGD takes each step as large as you say.", "Try 0.01, then a little more."],
    solution: "lr=0.05",
    note: {
      aim: "Divergence: numbers that grow beyond all bounds.",
      minutes: 10,
      expect: "With SGD, rates from 0.01 to 0.1 pass 65 % in ten epochs.",
      answers: "“A smaller learning rate.” Changing to Adam alone does not mend it.",
    },
  },
  {
    name: "all-linear",
    part: "further",
    title: "Deep, and yet flat",
    start:
      "classes=10&samples=3000&layers=2,32,32&activation=linear&epochs=10&batch=32&split=0.2&lock=classes,samples,epochs,seed",
    ask: "Three hidden layers, and no better than a small one. Where does it get lost? Get above 78 %, with two hidden layers or more.",
    goal: "test_accuracy>0.78,layers>=2",
    hints: [
      "Look at the first layer: how much comes through it?",
      "A row of linear layers is as good as one of them.",
    ],
    solution: "layers=32,32&activation=relu",
    note: {
      aim: "A bottleneck cannot be undone by later layers.",
      minutes: 20,
      expect:
        "The two units in front are to blame: relu alone makes it worse (38 %). With 32 in front it comes to 81 to 83 %, linear or not.",
      answers:
        "“More units in the first layer.” Then: what are bends good for, if linear does as well here?",
    },
  },
  {
    name: "small-gap",
    part: "further",
    title: "Good, and honest",
    start: "classes=10&samples=600&layers=128&epochs=30&batch=10&split=0.2&lock=classes,seed",
    ask: "This network does far better on what it has seen. Bring training and validation accuracy within 5 points, both good: validation above 80 %.",
    goal: "gap<0.05,val_accuracy>0.8",
    hints: ["What helps most against learning by heart?", "More pictures, fewer epochs."],
    solution: "samples=6000&layers=64&epochs=5&batch=32",
    note: {
      aim: "More data is the best cure for over-fitting.",
      minutes: 20,
      expect: "6,000 pictures and five epochs: a gap of four points at about 82 %.",
      answers: "“More pictures.” Fewer epochs alone shrinks the gap, but stays below 80 %.",
    },
  },
  {
    name: "small-network",
    part: "further",
    title: "Fewer than 2,000 numbers",
    start:
      "classes=3&samples=600&layers=10,10&epochs=10&batch=10&split=0.2&lock=classes,samples,seed",
    ask: "Tell t-shirt, shoe and dress apart with a network of fewer than 2,000 numbers, and get more than 90 %.",
    goal: "params<2000,test_accuracy>0.9",
    hints: ["One unit in the first layer costs 785 numbers.", "Give it more epochs for that."],
    solution: "layers=2&epochs=30&activation=tanh",
    note: {
      aim: "Small networks have their place: on a watch, in a toy.",
      minutes: 15,
      expect: "Two units with tanh, 1,579 numbers, about 93 %; with relu just 90 %.",
      answers: "“Two units.” Some find tanh, or more epochs.",
    },
  },
  {
    name: "ten-thousand-numbers",
    part: "hard",
    title: "85 % with fewer than 10,000 numbers",
    start: "classes=10&samples=600&layers=128&epochs=10&batch=32&split=0.2&lock=classes,seed",
    ask: "Reach 85 % of ten kinds with a network of fewer than 10,000 numbers.",
    goal: "test_accuracy>=0.85,params<10000",
    hints: [
      "How many units fit in? 785 numbers each.",
      "What is left to you are the pictures and the epochs.",
    ],
    solution: "samples=30000&layers=12&epochs=20&split=0.1",
    note: {
      aim: "What a small network lacks in units, pictures and time can give.",
      minutes: 30,
      expect: "12 units are 9,550 numbers; with 30,000 pictures and twenty epochs they pass 85 %.",
      answers: "Let them compare the cost: pictures seen in all.",
    },
  },
  {
    name: "best-of-fifty",
    part: "hard",
    title: "The best that fifty pictures can do",
    start:
      "classes=10&samples=50&layers=10&epochs=10&batch=10&split=0&lock=classes,samples,split,seed",
    ask: "Fifty pictures of ten kinds, five of each or so. Make of them what you can: every setting but the pictures is yours. Hand in your best run.",
    hints: ["A larger network is not always a worse one.", "Watch the loss, not the accuracy."],
    solution: "layers=128&epochs=30",
    note: {
      aim: "A competition without an end, and a lesson on luck: so few test pictures.",
      minutes: 30,
      expect: "60 to 80 % on a handful of test pictures: chance decides between the best.",
      answers: "Discuss why a ranking by ten test pictures is no ranking.",
    },
  },
  {
    name: "raw-and-slow",
    part: "hard",
    title: "Four faults at once",
    start:
      "classes=10&samples=600&normalize=0&layers=16&activation=sigmoid&optimizer=sgd&lr=0.0001&epochs=10&batch=100&split=0.2&lock=classes,samples,epochs,seed",
    ask: "Whoever made this network chose badly four times. Bring it above 75 % in ten epochs.",
    goal: "test_accuracy>0.75,epochs<=10",
    hints: ["What goes in?", "How large are the steps, and how many are there?", "How many units?"],
    solution: "normalize=1&layers=64&activation=relu&optimizer=adam&lr=0.001&batch=10",
    note: {
      aim: "To look for faults one by one, and to change one thing at a time.",
      minutes: 30,
      expect: "Normalise, relu, Adam at 0.001, batch 10 and some 64 units reach about 76 %.",
      answers: "Ask for a log: what was changed, what came of it.",
    },
  },
];
