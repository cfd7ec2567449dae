/**
 * The files of a SCORM package: a page around the hosted one, and its manifest. The script that goes with
 * them is the site's scorm.js. A full package holds the page as well, in a folder of its own.
 *
 * @import {EmbedSpec} from "../text/embed-code.js"
 * @import {Version} from "./api.js"
 */
import { readTask } from "../recipe/task.js";
import { embedTitle, escapeHtml, frameLink } from "../text/embed-code.js";
import { FOLDER } from "./page-files.js";

export const SCRIPT = "scorm.js";
const PAGE = "index.html";
/** The most characters of a title in a course's list. */
const TITLE_LENGTH = 80;

const MANIFESTS = {
  1.2: {
    schemaversion: "1.2",
    namespaces:
      'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    type: "adlcp:scormtype",
    sequencing: "",
  },
  2004: {
    schemaversion: "2004 4th Edition",
    namespaces:
      'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"',
    type: "adlcp:scormType",
    // The package says itself what is completed and passed.
    sequencing:
      '\n        <imsss:sequencing><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing>',
  },
};

/**
 * Return the texts of a package by their names, without its script.
 * @param {EmbedSpec} spec @param {Version} version
 * @param {string[]} own The names of the page's own files, where the package holds them.
 */
export function packageFiles(spec, version, own = []) {
  const title = titleOf(spec);
  const link = frameLink(spec);
  const src = own.length > 0 ? `${FOLDER}${PAGE}${new URL(link).hash}` : link;
  return {
    "imsmanifest.xml": manifest(title, version, [PAGE, SCRIPT, ...own]),
    [PAGE]: page(title, src, version),
  };
}

/** Return what is asked, in short, on one line. @param {EmbedSpec} spec */
function titleOf(spec) {
  const asked = readTask(spec.task ?? {}).task.ask.replaceAll(/\s+/g, " ");
  const signs = [...asked];
  const short =
    signs.length > TITLE_LENGTH ? `${signs.slice(0, TITLE_LENGTH - 1).join("")}…` : asked;
  return spec.title || short || embedTitle(spec);
}

/** @param {string} title @param {Version} version @param {string[]} names */
function manifest(title, version, names) {
  const { schemaversion, namespaces, type, sequencing } = MANIFESTS[version];
  const files = names.map((name) => `      <file href="${escapeHtml(name)}"/>`).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="fitting-room" version="1" ${namespaces}>
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>${schemaversion}</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${escapeHtml(title)}</title>
      <item identifier="item" identifierref="resource">
        <title>${escapeHtml(title)}</title>${sequencing}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" ${type}="sco" href="${PAGE}">
${files}
    </resource>
  </resources>
</manifest>
`;
}

/** @param {string} title @param {string} src @param {Version} version */
function page(title, src, version) {
  return `<!doctype html>
<html lang="en" data-version="${version}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; }
iframe { display: block; width: 100%; height: 900px; border: 0; }
[data-note]:empty { display: none; }
[data-note] { margin: 0; padding: 8px 20px; border-bottom: 1px solid; }
</style>
</head>
<body>
<p data-note role="status"></p>
<iframe data-src="${escapeHtml(src)}" title="${escapeHtml(title)}" allow="clipboard-write"></iframe>
<script src="${SCRIPT}"></script>
</body>
</html>
`;
}
