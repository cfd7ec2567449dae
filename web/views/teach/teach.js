/**
 * <fr-teach>: what a teacher does with tasks: give them out, and check the codes of a class. A lazy
 * view.
 *
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { READY_TASKS } from "../../task/ready-tasks.js";
import { pluralize } from "../../text/format.js";
import { panelHeading } from "../shared/headings.js";
import { View } from "../shared/view.js";
import "./check-class.js";
import "./ready-tasks.js";
import "./styles/teach.late.css";

class FrTeach extends View {
  /** @param {State} state */
  view(state) {
    if (state.route !== "teach") return nothing;
    const link = state.link.task ? new URL(this.link({ route: "lab" }), document.baseURI).href : "";
    const embed = this.link({ route: "embed" });
    return html`<div class="teach-head">
        ${panelHeading(null, "ready", "Tasks to give out", pluralize(READY_TASKS.length, "task"))}
        <p>Open one to see what it is for. Each is a link: give it out as it is, or put it into your course, as a frame or as a SCORM package that reports a score. <a href=${embed} @click=${(/** @type {MouseEvent} */ event) => this.leave(event, { type: "show", route: "embed" })}>Write your own</a> in the Embed room.</p>
      </div>
      <fr-ready-tasks></fr-ready-tasks>
      <div class="teach-head">
        ${panelHeading(null, "check", "Check a class", "are the codes what they say?")}
        <p>Paste the codes your students handed in. Each one is trained again here, and you see whether it comes to what it says.</p>
      </div>
      <fr-check-class .link=${link}></fr-check-class>`;
  }
}

customElements.define("fr-teach", FrTeach);
