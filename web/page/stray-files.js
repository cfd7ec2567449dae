/** Files that are dropped where nothing takes them: a browser would open them in place of the page. */

/** @param {DragEvent} event */
function refuse(event) {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

addEventListener("dragover", refuse);
addEventListener("drop", refuse);
