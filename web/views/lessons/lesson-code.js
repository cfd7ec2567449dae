/** What a lesson's code is written and shown with: fetched when the first is made. */
import "../task/code.js";
import "../task/styles/task.late.css";

export { writeLessonCode } from "../../task/lesson-code.js";
