// One key presses what carries it: <button data-key="a">. Not while somebody writes.
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea")) return;
  const what = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
  if (!what) return;
  e.preventDefault();
  what.click();
  what.parentElement.querySelector("details[open] select, details[open] input:not([type=hidden])")?.focus();
});
