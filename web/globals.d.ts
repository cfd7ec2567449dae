// Put in by the bundler.
declare const __BUILD_ID__: string;
declare const __WORKER_URL__: string;
declare const __START__: Record<
  string,
  { path: string; bytes: number; size: number; check: number }
>;
declare const __LATER__: Record<
  "stdlib" | "numpy" | "fittingroom" | "docstrings",
  { path: string; sha256: string }
>;
declare const __PRECACHE__: {
  url: string;
  revision: string | null;
  integrity: string;
  size: number;
}[];
/** The worker that preload-worker.js has started, until the client takes it over. */
declare var preloadedWorker: Worker | undefined;
interface TrustedPolicy {
  // Strings to TypeScript, which does not know trusted types yet.
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}
declare var trustedTypes:
  | { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy }
  | undefined;
/** The page's policy, which client/trusted-types.js makes. */
declare var trustedPolicy: TrustedPolicy | undefined;
interface WindowEventMap {
  "fr-action": CustomEvent<import("./page/actions.js").Action>;
}
/** Attributes of <fitting-room>: the type in JavaScript, and the usual text. */
declare const __ATTRIBUTES__: Record<string, [type: string, usual?: string]>;
/** The titles of the lessons. */
declare const __LESSONS__: string[];
/** The attributes that make a task. */
declare const __TASK_KEYS__: string[];
/** What a first start fetches, rounded up. */
declare const __MEGABYTES__: number;
/** What training has added to units, as poster_units.py writes it. */
declare const __UNITS__: string;
declare module "*.css" {
  const text: string;
  export default text;
}

// As text, when the site is built.
declare module "*.html" {
  const text: string;
  export default text;
}
