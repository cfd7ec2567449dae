/**
 * What a learning platform gives the page when it launches it, by the convention that xAPI's activity
 * providers share: `endpoint`, `auth`, `actor`, `activity_id` and `registration` in the address. Rustici's
 * document of it: https://github.com/RusticiSoftware/launch/blob/master/lms_lrs.md
 *
 * @import {Statement} from "./xapi.js"
 *
 * An agent of xAPI 1.0: a person known by one of these.
 * @typedef {{objectType: "Agent", name?: string, mbox?: string, mbox_sha1sum?: string, openid?: string,
 *   account?: {homePage: string, name: string}}} Actor
 * `endpoint` ends in a slash; `activity` is what statements are about, null for the task's own address.
 * @typedef {{endpoint: string, auth: string, actor: Actor, activity: string | null,
 *   registration: string | null}} Launch
 */

const LONGEST = 8000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const IRI = /^[a-z][a-z0-9+.-]*:\S+$/i;
/** What a header may hold. */
const AUTH = /^[\x21-\x7e][\x20-\x7e]*$/;

/**
 * Read launch parameters: those of an address's query, or what stands behind its fragment, where launchers
 * put them that know no fragments. Null without any.
 * @param {string} text @returns {{launch: Launch, problem: null} | {launch: null, problem: string} | null}
 */
export function readLaunch(text) {
  const given = new URLSearchParams(text.slice(0, LONGEST));
  const wanted = ["endpoint", "auth", "actor"].map((key) => given.get(key) ?? "");
  if (!wanted[0]) return null;
  const [endpoint, auth, actor] = [
    readEndpoint(wanted[0]),
    authOf(wanted[1]),
    readActor(wanted[2]),
  ];
  const refused = !endpoint ? "endpoint" : !AUTH.test(auth) ? "auth" : "actor";
  if (!endpoint || !AUTH.test(auth) || !actor) return { launch: null, problem: problemOf(refused) };
  const [activity, registration] = [given.get("activity_id"), given.get("registration")];
  const launch = {
    endpoint,
    auth,
    actor,
    activity: activity && IRI.test(activity) ? activity : null,
    registration: registration && UUID.test(registration) ? registration : null,
  };
  return { launch, problem: null };
}

/** Return a name that the learner is known by. @param {Actor} actor */
export function nameOf({ name, account, mbox }) {
  return name ?? account?.name ?? mbox?.replace(/^mailto:/, "") ?? "";
}

/**
 * Return a statement as the record store takes it. @param {Statement} statement @param {Launch} launch
 * @param {string} id A UUID, by which the store knows it when it comes twice.
 */
export function completed(statement, { actor, activity, registration }, id) {
  const { object, ...rest } = statement;
  return {
    id,
    actor,
    ...rest,
    object: activity ? { ...object, id: activity } : object,
    ...(registration && { context: { registration } }),
  };
}

/** The document's own example leaves out the scheme. @param {string} auth */
function authOf(auth) {
  return /^[\w+/]+=*$/.test(auth) ? `Basic ${auth}` : auth;
}

/** @param {string} parameter */
function problemOf(parameter) {
  return `The address has no usable ${parameter}, so nothing is reported. Open the task anew from your course.`;
}

/** @param {string} text */
function readEndpoint(text) {
  try {
    const url = new URL(text);
    if (!["http:", "https:"].includes(url.protocol) || url.username || url.password) return null;
    url.hash = "";
    url.search = "";
    return url.href.endsWith("/") ? url.href : `${url.href}/`;
  } catch {
    return null;
  }
}

/** Return the one who learns. Older launchers write lists of one. @param {string} text @returns {Actor | null} */
function readActor(text) {
  const given = parse(text);
  const name = first(given.name);
  const account = readAccount(first(given.account));
  const known = {
    mbox: match(first(given.mbox), /^mailto:\S+@\S+$/),
    mbox_sha1sum: match(first(given.mbox_sha1sum), /^[0-9a-f]{40}$/i),
    openid: match(first(given.openid), /^https?:\S+$/),
    account,
  };
  // A statement has exactly one of them.
  const found = Object.entries(known).find(([, value]) => value);
  if (!found) return null;
  const named = typeof name === "string" && name ? { name: name.slice(0, 200) } : {};
  return { objectType: "Agent", ...named, [found[0]]: found[1] };
}

/** @param {unknown} account */
function readAccount(account) {
  if (typeof account !== "object" || !account) return null;
  const { homePage, name, accountServiceHomePage, accountName } =
    /** @type {Record<string, unknown>} */ (account);
  const [page, own] = [homePage ?? accountServiceHomePage, name ?? accountName];
  const whole = typeof page === "string" && IRI.test(page) && typeof own === "string" && own;
  return whole ? { homePage: page, name: own } : null;
}

/** @param {string} text @returns {Record<string, unknown>} */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value ? value : {};
  } catch {
    return {};
  }
}

/** @param {unknown} value */
function first(value) {
  return Array.isArray(value) ? value[0] : value;
}

/** @param {unknown} value @param {RegExp} form */
function match(value, form) {
  return typeof value === "string" && value.length < 500 && form.test(value) ? value : null;
}
