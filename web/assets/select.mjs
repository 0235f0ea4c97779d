// Puts words that are chosen in the text of a report, and the byte they begin at,
// into a form that has them read: into the field that was chosen last, if it has several.
const text = document.querySelector(".report .text");
const form = document.querySelector("form.choosing");
const fields = form ? [...form.querySelectorAll("[data-from]")] : [];
let into = fields.find((field) => !field.value) ?? fields[0];

// before is the text of the report up to a point, without the numbers of claims.
function before(node, offset) {
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const ref of part.querySelectorAll("a.ref")) ref.remove();
  return part.textContent;
}

// choose says into which field words go.
function choose(field) {
  into = field;
  if (fields.length > 1) for (const f of fields) f.classList.toggle("into", f === field);
}

if (text && into) {
  choose(into);
  form.addEventListener("focusin", (e) => { if (fields.includes(e.target)) choose(e.target); });
  form.addEventListener("input", (e) => { // written by hand, they may stand anywhere
    if (fields.includes(e.target)) form.elements[e.target.dataset.from].value = "";
  });
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (chosen.rangeCount === 0 || chosen.isCollapsed || !text.contains(chosen.getRangeAt(0).commonAncestorContainer)) return;
    const range = chosen.getRangeAt(0);
    const start = before(range.startContainer, range.startOffset);
    const words = before(range.endContainer, range.endOffset).slice(start.length);
    const lead = words.length - words.trimStart().length;
    into.value = words.trim();
    form.elements[into.dataset.from].value = new TextEncoder().encode(start + words.slice(0, lead)).length;
    form.classList.add("near");
  });
}
