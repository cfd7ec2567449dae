/**
 * The form of everything that is handed in as text: a kind with its version, a text in base64url and its
 * check sum, with dots between. It survives mail, forms and spreadsheets.
 */
import { shortHash } from "./identity.js";

/** A code that cannot be read; the message says why. */
export class CodeError extends Error {}

/**
 * What is written: "FR" for a task, "FRL" for a lesson.
 * @typedef {{kind: string, version: number, longest: number}} Envelope `longest` in characters.
 */

/** @param {Envelope} envelope @param {string} text */
export function writeEnvelope({ kind, version }, text) {
  return `${kind}${version}.${toBase64(text)}.${shortHash(text)}`;
}

/** Return the text of a code. @param {Envelope} envelope @param {string} code */
export function readEnvelope({ kind, version, longest }, code) {
  if (code.length > longest) throw new CodeError("This is too long for a code.");
  const [, found, body, check] = CODES[kind].exec(code) ?? [];
  if (isOfOneCase(code))
    throw new CodeError("Its capital and small letters were made the same. Copy it anew.");
  if (!found) throw new CodeError("A part of the code is missing. Copy all of it.");
  if (Number(found) !== version)
    throw new CodeError(`This code is of version ${found}; this page reads version ${version}.`);
  const text = fromBase64(body);
  if (text === null || shortHash(text) !== check)
    throw new CodeError("A character of the code was changed or lost. Copy it anew.");
  return text;
}

/** Return whether a code has gone through something that makes all letters small, or large. @param {string} code */
function isOfOneCase(code) {
  const coded = code.slice(code.indexOf(".") + 1, code.lastIndexOf("."));
  return coded.length > 40 && (coded === coded.toLowerCase() || coded === coded.toUpperCase());
}

/** @type {Record<string, RegExp>} */
const CODES = {
  FR: /^FR(\d{1,3})\.([\w-]+)\.([0-9a-f]{8})$/,
  FRL: /^FRL(\d{1,3})\.([\w-]+)\.([0-9a-f]{8})$/,
};

/** What may be a code of a kind, whatever stands around it. @type {Record<string, RegExp>} */
const CANDIDATES = {
  FR: /\bFR\d{1,3}\.[\w-]+(?:\.[\w-]+)*/g,
  FRL: /\bFRL\d{1,3}\.[\w-]+(?:\.[\w-]+)*/g,
};

/** Return what may be codes in a text, in order. @param {string} kind @param {string} text */
export function findEnvelopes(kind, text) {
  return text.match(CANDIDATES[kind]) ?? [];
}

/** @param {string} text */
function toBase64(text) {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} coded @returns {string | null} */
function fromBase64(coded) {
  try {
    const binary = atob(coded.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
