/**
 * <fr-teach>: what a teacher does with tasks: check the codes of a class. A lazy view.
 *
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { View } from "../shared/view.js";
import "./check-class.js";
import styles from "./styles/teach.late.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

class FrTeach extends View {
  /** @param {State} state */
  view(state) {
    if (state.route !== "teach") return nothing;
    const link = state.link.task ? new URL(this.link({ route: "lab" }), document.baseURI).href : "";
    return html`<div class="teach-head">
        <h2>Check a class</h2>
        <p>Paste the codes your students handed in. Each one is trained again here, and you see whether it comes to what it says.</p>
      </div>
      <fr-check-class .link=${link}></fr-check-class>`;
  }
}

customElements.define("fr-teach", FrTeach);
