/**
 * A SCORM platform in one way for both versions. Whatever it does (throws, answers nonsense, lacks a
 * function) is an answer of "no", never an error of the page.
 *
 * What a task has come to. `score` is a share, null where nothing is to be scored.
 * @typedef {{tried: boolean, over: boolean, met: boolean, score: number | null, code: string | null}} Outcome
 *
 * @import {Version} from "./api.js"
 */

const FUNCTIONS = {
  1.2: {
    begin: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    save: "LMSCommit",
    end: "LMSFinish",
  },
  2004: { begin: "Initialize", get: "GetValue", set: "SetValue", save: "Commit", end: "Terminate" },
};
const NAMES = {
  1.2: {
    mode: "cmi.core.lesson_mode",
    learner: "cmi.core.student_id",
    status: "cmi.core.lesson_status",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    score: "cmi.core.score",
    answer: "student_response",
    comment: "cmi.comments",
    wrong: "wrong",
  },
  2004: {
    mode: "cmi.mode",
    learner: "cmi.learner_id",
    status: "cmi.completion_status",
    exit: "cmi.exit",
    time: "cmi.session_time",
    score: "cmi.score",
    answer: "learner_response",
    comment: "cmi.comments_from_learner.0.comment",
    wrong: "incorrect",
  },
};
const SUSPEND_DATA = "cmi.suspend_data";
/** What SCORM 1.2 holds of it, in characters, and what it holds of an answer in both versions. */
const MOST_DATA = 4096;
const MOST_ANSWER = 250;

export class Platform {
  #api;
  #version;
  #names;
  #ended = false;
  /** What was kept last. */
  #kept = "";
  /** Whether the platform has something that it was not told to save yet. */
  #unsaved = false;
  /** What was reported last. */
  #reported = "";
  /** Whether what is done counts: not in browse and review modes. Known once `open` was called. */
  counts = false;
  /** Whether it was passed before: what is done after that does not take it back. */
  settled = false;

  /** @param {Record<string, unknown>} api @param {Version} version */
  constructor(api, version) {
    this.#api = api;
    this.#version = version;
    this.#names = NAMES[version];
    this.begun = this.#call("begin", "") === "true";
    // A platform of another origin answers from a copy that it only begins to fetch now.
    this.#look();
  }

  /** Take over what the platform knows. To be called when the page is there, which takes its time. */
  open() {
    const { mode, status } = this.#look();
    this.counts = this.begun && mode !== "browse" && mode !== "review";
    this.settled = ["completed", "passed"].includes(status);
    // A page that is only opened is not complete.
    if (this.counts && !["incomplete", "completed", "passed", "failed"].includes(status))
      this.#set(this.#names.status, "incomplete");
  }

  #look() {
    const { learner, best, kept } = this;
    const mode = this.#get(this.#names.mode);
    return { mode, status: this.#get(this.#names.status), learner, best, kept };
  }

  /** What the platform calls the learner, or nothing. */
  get learner() {
    return this.#get(this.#names.learner);
  }

  /** The share that an earlier sitting has scored. */
  get best() {
    const points = Number(this.#get(`${this.#names.score}.raw`));
    return points > 0 && points <= 100 ? points / 100 : 0;
  }

  /** What was kept of an earlier sitting, or null. @returns {unknown} */
  get kept() {
    try {
      return JSON.parse(this.#get(SUSPEND_DATA) || "null");
    } catch {
      return null;
    }
  }

  /** Keep a task for the next sitting; what is too long is not kept. @param {unknown} kept */
  keep(kept) {
    const text = JSON.stringify(kept);
    if (!this.counts || text.length > MOST_DATA || text === this.#kept) return;
    this.#kept = text;
    this.#unsaved = true;
    this.#set(SUSPEND_DATA, text);
  }

  /** Report what a task has come to; nothing before the first try. @param {Outcome} outcome */
  report(outcome) {
    const text = JSON.stringify(outcome);
    if (!this.counts || !outcome.tried || text === this.#reported) return;
    if (this.settled && !outcome.met) return;
    this.#reported = text;
    this.#unsaved = true;
    const { score, code } = outcome;
    if (score !== null) this.#score(score);
    this.#status(outcome);
    if (code) this.#answer(code, outcome.met);
  }

  /**
   * Have the platform save what is new, as it should stand if no end is reported: a tab may crash.
   * @param {number} seconds The sitting has taken. @param {boolean} over Whether the task is.
   */
  save(seconds, over) {
    if (!this.begun || this.#ended || !this.#unsaved) return;
    this.#unsaved = false;
    this.#leave(seconds, over);
    this.#call("save", "");
  }

  /** End the sitting. @param {number} seconds It has taken. @param {boolean} over Whether the task is. */
  end(seconds, over) {
    if (!this.begun || this.#ended) return;
    if (this.counts) this.#leave(seconds, over);
    this.#call("save", "");
    this.#call("end", "");
    this.#ended = true;
  }

  /** Set how long the sitting was, and whether it goes on. @param {number} seconds @param {boolean} over */
  #leave(seconds, over) {
    this.#set(this.#names.time, this.#version === "1.2" ? clock(seconds) : duration(seconds));
    const whole = this.#version === "1.2" ? "" : "normal";
    this.#set(this.#names.exit, over ? whole : "suspend");
  }

  /** @param {number} share */
  #score(share) {
    const { score } = this.#names;
    const points = String(Math.round(share * 10_000) / 100);
    this.#set(`${score}.min`, "0");
    this.#set(`${score}.max`, "100");
    this.#set(`${score}.raw`, points);
    if (this.#version === "2004")
      this.#set(`${score}.scaled`, String(Math.round(share * 1e4) / 1e4));
  }

  /** @param {Outcome} outcome */
  #status({ met, over, score }) {
    const passed = met ? "passed" : "failed";
    if (this.#version === "1.2") {
      const ended = score === null ? "completed" : passed;
      return this.#set(this.#names.status, over ? ended : "incomplete");
    }
    this.#set(this.#names.status, over ? "completed" : "incomplete");
    if (over && score !== null) this.#set("cmi.success_status", passed);
  }

  /** The code, where a teacher finds what learners have answered. @param {string} code @param {boolean} met */
  #answer(code, met) {
    // An answer holds less than a comment.
    if (code.length > MOST_ANSWER) return this.#set(this.#names.comment, code);
    const interaction = "cmi.interactions.0";
    this.#set(`${interaction}.id`, "code");
    this.#set(`${interaction}.type`, "fill-in");
    this.#set(`${interaction}.${this.#names.answer}`, code);
    this.#set(`${interaction}.result`, met ? "correct" : this.#names.wrong);
  }

  /** @param {string} name */
  #get(name) {
    return this.begun ? this.#call("get", name) : "";
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    this.#call("set", name, value);
  }

  /** @param {keyof typeof FUNCTIONS["1.2"]} what @param {string[]} values @returns {string} */
  #call(what, ...values) {
    try {
      const call = this.#api[FUNCTIONS[this.#version][what]];
      return typeof call === "function" ? String(call.apply(this.#api, values) ?? "") : "";
    } catch {
      return "";
    }
  }
}

/** "0001:02:03.45". @param {number} seconds */
export function clock(seconds) {
  const whole = Math.min(9999 * 3600, Math.max(0, seconds));
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, "0");
  const rest = (whole % 60).toFixed(2).padStart(5, "0");
  // 59.996 would round up to a minute of 60 seconds.
  const shown = rest === "60.00" ? "59.99" : rest;
  return `${String(Math.floor(whole / 3600)).padStart(4, "0")}:${two((whole / 60) % 60)}:${shown}`;
}

/** "PT3723.45S". @param {number} seconds */
export function duration(seconds) {
  return `PT${Math.max(0, seconds).toFixed(2)}S`;
}
