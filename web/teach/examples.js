/**
 * The code on the instruction pages, by name: the embed code in the form each platform expects.
 * `base` is the URL of the site being read.
 */
import { parseFragment } from "../recipe/recipe.js";
import { element, frameLink, iframe, link, markdown, myst, notebook } from "../text/embed-code.js";
import { PRESETS } from "./presets.js";

const { recipe } = parseFragment("classes=3&samples=600&layers=10,10&epochs=10&batch=10&split=0.2");

/** @type {Record<string, (base: string) => string>} */
export const EXAMPLES = {
  element: (base) => element({ recipe, base }),
  tag: (base) => parts(base).tag,
  iframe: (base) => iframe({ recipe, base }),
  link: (base) => link({ recipe, base }),
  "frame-link": (base) => frameLink({ recipe, base }),
  markdown: (base) => markdown({ recipe, base }),
  preset: (base) => new URL(`preset/${PRESETS[0].name}/`, base).href,
  notebook: (base) => notebook({ recipe, base }),
  "pip-anywidget": () => "pip install anywidget",
  listen: () => `<script type="module">
  const room = document.querySelector("fitting-room");
  room.addEventListener("done", ({ detail }) => {
    console.log(detail.evaluation.accuracy, detail.history.loss);
  });
</script>`,

  "mkdocs-yml": (base) => `extra_javascript:
  - path: ${parts(base).script}
    defer: true`,
  "mkdocs-page": (base) => `<div>\n  ${parts(base).tag}\n</div>`,

  "sphinx-conf": (base) => `html_js_files = [
    ("${parts(base).script}", {"defer": "defer"}),
]`,
  "sphinx-page": (base) => `.. raw:: html

   ${parts(base).tag}`,
  "myst-page": (base) => `\`\`\`{raw} html
${parts(base).tag}
\`\`\``,
  "jupyter-book-1": (base) => `sphinx:
  config:
    html_js_files:
      - - ${parts(base).script}
        - defer: defer`,
  myst: (base) => myst({ recipe, base }),
  "myst-frame": (base) => `:::{iframe} ${frameLink({ recipe, base })}
:width: 100%
:title: Fitting Room
:::`,

  "quarto-page": (base) => `\`\`\`{=html}
${element({ recipe, base })}
\`\`\``,

  "hugo-shortcode": (base) => `{{ if not (.Page.Store.Get "fitting-room") }}
  {{ .Page.Store.Set "fitting-room" true }}
  <script src="${parts(base).script}" defer></script>
{{ end }}
<fitting-room{{ range $key, $value := .Params }} {{ printf "%s=%q" $key $value | safeHTMLAttr }}{{ end }}></fitting-room>`,
  "hugo-page": (base) => {
    const attributes = parts(base).tag.replace("<fitting-room ", "").split(">")[0];
    return `{{< fitting-room ${attributes} >}}`;
  },

  "reveal-slide": (base) => `<section>
  <h2>Your turn</h2>
  ${parts(base).tag}
</section>`,
  "reveal-script": (base) => element({ recipe, base }).split("\n")[0],

  "github-url": () => `git remote add mine https://github.com/YOU/fitting-room.git
git push mine main`,
  unpack: () => `unzip fitting-room-*.zip -d /var/www/html/fitting-room`,
  nginx: () => `location /fitting-room/ {
    add_header Access-Control-Allow-Origin "*";
    include mime.types;
    types {
        text/javascript mjs;
    }
}`,
  serve: () => `cd fitting-room
python3 -m http.server 8000`,
};

/** Return the URL of the element's script and its tag. @param {string} base */
function parts(base) {
  const [, tag] = element({ recipe, base }).split("\n");
  return { script: new URL("embed.js", base).href, tag };
}
