/** What the page reads in the programs of an experiment and in what they print. */

/** Runs before each program, so that its time does not count the download of the digits. */
export const PRELUDE = "import keras\nkeras.datasets.mnist.load_data()[0][0].shape";

/** Whether a program looks at other pictures after each epoch. @param {string} program */
export function checks(program) {
  return program.includes("validation_data");
}

/** Return the epoch that a program is in, by the epoch lines it has printed. @param {string} printed */
export function epochOf(printed) {
  const [, epoch, epochs] = [...printed.matchAll(/^Epoch (\d+)\/(\d+)/gm)].at(-1) ?? [];
  return epoch ? { epoch: Number(epoch), epochs: Number(epochs) } : null;
}

/** Mark the lines of each program that the others do not have. @param {string[]} programs @returns {boolean[][]} */
export function differingLines(programs) {
  const lines = programs.map((program) => program.split("\n"));
  return lines.map((own, i) =>
    own.map((line) => lines.some((other, j) => j !== i && !other.includes(line))),
  );
}
