/** Defines every view's element, so that importing this file brings the whole page. */
import "./shared/header.js";
import "./shared/notices.js";
import "./lab/load.js";
import "./lab/define.js";
import "./lab/summary.js";
import "./lab/compile.js";
import "./lab/fit.js";
import "./lab/progress.js";
import "./lab/curves.js";
import "./lab/network.js";
import "./lab/evaluate.js";
import "./lab/predict.js";
import "./lab/runs.js";
import "./lab/log.js";
import "./code/code.js";
import "./code/code-settings.js";
import "./lessons/lessons.js";
