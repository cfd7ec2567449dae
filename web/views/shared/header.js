/**
 * <fr-header>: the name, the routes, Python's status, Share and the theme.
 *
 * @import {State} from "../../page/state.js"
 */
import { html, nothing } from "lit";
import { bytesProgress } from "../../text/format.js";
import { choice } from "./controls.js";
import * as icons from "./icons.js";
import { toResults, View } from "./view.js";

/** The parts of the page. */
const ROUTES = /** @type {const} */ ([
  { route: "lab", text: "Lab" },
  { route: "code", text: "Code" },
  { route: "lessons", text: "Lessons" },
  { route: "embed", text: "Embed" },
  { route: "teach", text: "Teach" },
]);
const THEMES = /** @type {const} */ ([
  { value: "auto", text: icons.auto, label: "Theme as on this device" },
  { value: "light", text: icons.sun, label: "Light theme" },
  { value: "dark", text: icons.moon, label: "Dark theme" },
]);

class FrHeader extends View {
  /** @param {State} state */
  view(state) {
    return html`<header>
      <button class="skip" @click=${toResults}>${state.route === "lessons" ? "Skip to the lesson" : "Skip the settings"}</button>
      <h1 translate="no">Fitting<span class="dot" aria-hidden="true">·</span><span class="visually-hidden"> </span>Room</h1>
      <nav class="routes" aria-label="Parts of this page">${ROUTES.filter(({ route }) => isOffered(state, route)).map(({ route, text }) => this.routeLink(state, route, text))}</nav>
      <p class="status" data-python=${python(state)}><span class="lamp" aria-hidden="true"></span><span>${this.status(state)}</span></p>
      <div class="header-tools">${state.embed ? this.openInTab() : this.tools(state)}</div>
    </header>`;
  }

  /** A link out of the frame; a sandbox without an origin opens no tabs either. */
  openInTab() {
    if (self.origin === "null") return nothing;
    return html`<a class="button" href=${this.link({ embed: false })} target="_blank" rel="noopener">Open in a tab</a>`;
  }

  /** @param {State} state */
  tools({ theme }) {
    return html`<button class="button" @click=${() => this.act({ type: "share" })}>Share</button>
      ${choice({
        name: "theme",
        label: "Theme",
        value: theme,
        options: THEMES,
        report: (value) => this.act({ type: "theme", value }),
      })}`;
  }

  /** @param {State} state @param {State["route"]} route @param {string} text */
  routeLink(state, route, text) {
    return html`<a href=${this.link({ route })} class=${route === "embed" ? "apart" : nothing} aria-current=${state.route === route ? "page" : nothing} @click=${(
      /** @type {MouseEvent} */ event,
    ) => this.leave(event, { type: "show", route })}>${text}</a>`;
  }

  /** @param {State} state */
  status({ phase, boot, fault }) {
    if (phase === "booting") {
      const bytes = boot.total > 0 ? `, ${bytesProgress(boot)}` : "";
      return html`${boot.stage} · step ${Math.max(1, boot.step)} of ${boot.steps}<span class="num">${bytes}</span>`;
    }
    if (python({ phase, fault }) === "down") return "Python did not start";
    return html`Python is ready<span class="status-more"> · nothing leaves this device</span>`;
  }
}

/** Whether a part is for who is here: the teachers' second one beside their first. @param {State} state @param {State["route"]} route */
function isOffered({ route: here, lock }, route) {
  if (route === "teach") return here === "teach" || (here === "embed" && lock.length === 0);
  return route !== "embed" || lock.length === 0;
}

/** @param {Pick<State, "phase" | "fault">} state @returns {"starting" | "ready" | "down"} */
function python({ phase, fault }) {
  if (phase === "booting") return "starting";
  const down = ["boot-failed", "version-mismatch", "worker-died"];
  return phase === "failed" && fault && down.includes(fault.code) ? "down" : "ready";
}

customElements.define("fr-header", FrHeader);
