/** Defines every view's element, so that importing this file brings the whole page. */
import "./header.js";
import "./notices.js";
import "./load.js";
import "./define.js";
import "./summary.js";
import "./compile.js";
import "./fit.js";
import "./progress.js";
import "./curves.js";
import "./network.js";
import "./evaluate.js";
import "./predict.js";
import "./runs.js";
import "./log.js";
import "./code.js";
import "./code-settings.js";
import "./lessons.js";
