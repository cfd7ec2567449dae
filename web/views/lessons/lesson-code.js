/** What a lesson's code is written and shown with: fetched when the first is made. */
import "../task/code.js";
import styles from "../task/styles/task.late.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

export { writeLessonCode } from "../../task/lesson-code.js";
