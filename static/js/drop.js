// Files dropped on a page with a drop zone go into its form; the zone lists what was chosen.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const zone = document.querySelector("[data-drop]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  let depth = 0;

  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const mark = (on) => zone.classList.toggle("over", on);
  const show = () => {
    const files = [...input.files];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    list.textContent = files.map((file) => file.name).join(", ");
    input.setCustomValidity(bytes > Number(zone.dataset.most) ? zone.dataset.tooMuch : "");
    input.reportValidity();
  };

  input.addEventListener("change", show);
  document.addEventListener("dragenter", (event) => {
    if (carriesFiles(event)) {
      depth += 1;
      mark(true);
    }
  });
  document.addEventListener("dragleave", (event) => {
    if (carriesFiles(event)) {
      depth = Math.max(0, depth - 1);
      mark(depth > 0);
    }
  });
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark(false);
    input.files = event.dataTransfer.files;
    show();
  });
});
