// Puts words that are chosen in the text of a report, and the byte they begin at,
// into the form that has them read.
const text = document.querySelector(".report .text");
const form = document.querySelector("form.choosing");

// before is the text of the report up to a point, without the numbers of claims.
function before(node, offset) {
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const ref of part.querySelectorAll("a.ref")) ref.remove();
  return part.textContent;
}

if (text && form) document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  if (chosen.rangeCount === 0 || chosen.isCollapsed || !text.contains(chosen.getRangeAt(0).commonAncestorContainer)) return;
  const range = chosen.getRangeAt(0);
  const start = before(range.startContainer, range.startOffset);
  const words = before(range.endContainer, range.endOffset).slice(start.length);
  const lead = words.length - words.trimStart().length;
  form.elements.words.value = words.trim();
  form.elements.from.value = new TextEncoder().encode(start + words.slice(0, lead)).length;
  form.classList.add("near");
});
