// Lets what a voice says be dragged onto another incident: the form that moves a claim
// is filled in, and wants a reason. Without this script the form is filled in by hand.
const form = document.querySelector("form.moving");
const grip = document.getElementById("grip");

if (form && grip) {
  const targets = [...form.querySelectorAll(".drops [data-to]")];
  let carried = "";
  for (const saying of document.querySelectorAll("[data-move]")) {
    if (![...form.elements.claim.options].some((o) => o.value === saying.dataset.move)) continue; // another's, a part's
    const handle = grip.content.firstElementChild.cloneNode(true);
    saying.prepend(handle);
    handle.addEventListener("dragstart", (e) => {
      carried = saying.dataset.move;
      e.dataTransfer.effectAllowed = "move";
      e.dataTransfer.setData("text/plain", carried);
      form.closest("details").open = true;
      form.classList.add("waiting");
      setTimeout(() => form.scrollIntoView({ block: "nearest" })); // a drag that moves at once ends at once
    });
    handle.addEventListener("dragend", () => { carried = ""; form.classList.remove("waiting"); });
  }
  for (const target of targets) {
    const over = (on) => (e) => {
      if (!carried) return;
      e.preventDefault();
      target.classList.toggle("over", on);
    };
    target.addEventListener("dragenter", over(true));
    target.addEventListener("dragover", over(true));
    target.addEventListener("dragleave", over(false));
    target.addEventListener("drop", (e) => {
      over(false)(e);
      form.elements.claim.value = carried;
      form.elements.object.value = target.dataset.to;
      form.elements.why.focus();
    });
  }
}
