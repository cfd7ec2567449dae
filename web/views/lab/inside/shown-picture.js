/**
 * The picture that is looked at, in words.
 *
 * @import {Trace} from "../../../protocol.js"
 */
import { html } from "lit";

/** @param {Trace} trace */
export function shownPicture({ part, picture }) {
  if (part === "own") return "Your own picture.";
  return html`${part === "test" ? "Test" : "Training"} picture <span class="num">${picture.index}</span>: ${picture.name}`;
}
