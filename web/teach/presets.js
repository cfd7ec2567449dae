/**
 * Experiments and lessons with a page of their own: cards need one, since a URL's fragment is not sent
 * to the server.
 *
 * `name` is the page's folder; `fragment` is where it leads; `embeds` tells whether it is a recipe,
 * which can be framed.
 * @typedef {{name: string, title: string, description: string, fragment: string, embeds: boolean}} Preset
 */
import { LESSONS } from "../lessons/index.js";

/** @type {[name: string, title: string, description: string, fragment: string][]} */
const EXPERIMENTS = [
  [
    "fifty-pictures",
    "Fifty pictures are enough to begin",
    "A first network on fifty pictures of shoes, dresses and t-shirts. It trains in a blink: what does it get wrong?",
    "classes=3&samples=50&layers=10&epochs=10&batch=10&split=0.2",
  ],
  [
    "three-kinds",
    "Shoe, dress or t-shirt?",
    "Two layers of ten units learn three kinds of clothes from 600 pictures, ten times over.",
    "classes=3&samples=600&layers=10,10&epochs=10&batch=10&split=0.2",
  ],
  [
    "ten-kinds",
    "All ten kinds of Fashion-MNIST",
    "60,000 pictures, 128 units, five epochs: the network of many a first Keras tutorial.",
    "classes=10&samples=60000&layers=128&epochs=5&batch=32&split=0",
  ],
  [
    "overfitting",
    "Watch a network learn by heart",
    "Few pictures, many units, sixty epochs: training accuracy climbs on while validation stands still.",
    "classes=10&samples=600&layers=128,64&epochs=60&batch=10&split=0.4",
  ],
  [
    "no-hidden-layer",
    "How far without a hidden layer?",
    "The pixels lead straight to the answers. It works better than you may think; find out where it fails.",
    "classes=10&samples=6000&layers=&epochs=10&batch=32&split=0.2",
  ],
  [
    "raw-pixels",
    "What if nobody normalises?",
    "The same network, but pixels from 0 to 255. Switch the division on and compare.",
    "classes=3&samples=600&normalize=0&layers=10,10&epochs=10&batch=10&split=0.2",
  ],
  [
    "too-fast",
    "A learning rate that is too large",
    "Steps a hundred times as large do not bring it there a hundred times sooner. Turn the rate down until it learns.",
    "classes=3&samples=600&layers=10,10&lr=0.1&epochs=10&batch=10&split=0.2",
  ],
  [
    "stop-in-time",
    "Stop when it is good enough",
    "Up to a hundred epochs, but no more than it takes for 83 % on pictures kept aside.",
    "classes=10&samples=6000&layers=128&epochs=100&batch=32&split=0.2&stop=val_accuracy%3E0.83",
  ],
];

/** @type {Preset[]} */
export const PRESETS = [
  ...EXPERIMENTS.map(([name, title, description, fragment]) => ({
    name,
    title,
    description,
    fragment: `v=1&${fragment}`,
    embeds: true,
  })),
  ...LESSONS.map(({ title, lead }, i) => ({
    name: `lesson-${i + 1}`,
    title: `Lesson ${i + 1}: ${title}`,
    description: lead,
    fragment: `v=1&view=lessons&lesson=${i + 1}`,
    embeds: false,
  })),
];
