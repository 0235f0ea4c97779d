// One key presses what carries it: <button data-key="a">. In lists j and k go from
// row to row, and x chooses one. Not while somebody writes.
const rows = () => [...document.querySelectorAll("tr[data-row]")];
const row = () => document.activeElement.closest("tr[data-row]");
const lists = {
  j: () => (rows()[rows().indexOf(row()) + 1] ?? row())?.querySelector("a").focus(),
  k: () => (rows()[rows().indexOf(row()) - 1] ?? row())?.querySelector("a").focus(),
  x: () => row()?.querySelector("[name=id]")?.click(),
};
document.addEventListener("keydown", (e) => {
  if (document.documentElement.dataset.keys === "off" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input:not([type=checkbox]), select, textarea")) return;
  if (rows().length && lists[e.key]) lists[e.key]();
  const what = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
  if (!what) return;
  e.preventDefault();
  what.click();
  what.parentElement.querySelector("details[open] select, details[open] input:not([type=hidden])")?.focus();
});
