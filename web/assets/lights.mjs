// Lights the words a claim was read from, and the claim a word belongs to.
const marks = [...document.querySelectorAll("[data-claims]")];
const cards = new Map([...document.querySelectorAll("[data-claim]")].map((c) => [c.dataset.claim, c]));
const claimsOf = (m) => m.dataset.claims.split(" ");

function light(ids) {
  for (const m of marks) m.classList.toggle("lit", claimsOf(m).some((id) => ids.has(id)));
  for (const [id, card] of cards) card.classList.toggle("lit", ids.has(id));
}

for (const [id, card] of cards) {
  const one = new Set([id]);
  card.addEventListener("mouseenter", () => light(one));
  card.addEventListener("focusin", () => light(one));
  card.addEventListener("mouseleave", () => light(new Set()));
}
if (cards.size > 0) {
  for (const m of marks) {
    m.addEventListener("mouseenter", () => light(new Set(claimsOf(m))));
    m.addEventListener("mouseleave", () => light(new Set()));
    m.addEventListener("click", () => {
      const card = cards.get(claimsOf(m).at(-1));
      if (card) card.focus();
    });
  }
}
function fromAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (cards.has(id)) {
    light(new Set([id]));
    marks.find((m) => claimsOf(m).includes(id))?.scrollIntoView({ block: "center" });
  }
}
addEventListener("hashchange", fromAddress);
fromAddress();
