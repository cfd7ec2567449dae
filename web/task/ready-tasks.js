/**
 * Tasks to give out as they are, with what a teacher wants to know. Data only; a test trains each as it
 * starts, which does not meet it, and by its solution, which does.
 *
 * `start` are the settings that a pupil finds, with `lock`; `solution` changes some of them. A task
 * without `goal` hands in what came out. `note` is for teachers: what it is for, how long it takes, what
 * to expect and what pupils typically answer.
 * @typedef {{aim: string, minutes: number, expect: string, answers: string}} Note
 * @typedef {{name: string, part: "lessons" | "experiments" | "first" | "further" | "hard", title: string,
 *   start: string, ask: string, goal?: string, hints: string[], tries?: number, predict?: boolean,
 *   solution: string, note: Note}} ReadyTask
 */

/** The parts in their order, in words. @type {[part: ReadyTask["part"], title: string, about: string][]} */
export const PARTS = [
  ["lessons", "To the lessons", "one for each, to see whether it has come across"],
  ["experiments", "To the eight experiments", "one for each of lesson 5"],
  ["first", "First steps", "one setting is enough"],
  ["further", "Further", "two or three settings, and some thought"],
  ["hard", "Hard", "there is more than one way, and none is obvious"],
];

const TEN = "classes=10&samples=600&layers=32&epochs=10&batch=10&split=0.2";

/** @type {ReadyTask[]} */
export const READY_TASKS = [
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

/**
 * Return a ready task's fragment. @param {ReadyTask} task
 */
export function fragmentOf({ start, ask, goal, hints, tries, predict }) {
  const entries = [
    ["ask", ask],
    ["goal", goal],
    ...(hints.length > 0 ? [["hint", hints.join("|")]] : []),
    ["tries", tries],
    ["predict", predict ? 1 : undefined],
  ].filter(([, value]) => value !== undefined);
  const words = entries.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  return ["v=1", start.replaceAll(">", "%3E"), ...words].join("&");
}
