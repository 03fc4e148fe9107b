// Ticks stay over the pages, filters and searches of one offer's list, in this window alone, until they are acted upon.
const form = document.getElementById("selection");
const boxes = [...document.querySelectorAll("input[form=selection][type=checkbox]")];
const nameOf = (offer) => `ticked-${offer}`;

function read(name) {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(name) || "[]"));
  } catch {
    return new Map();
  }
}

function write(name, kept) {
  try {
    sessionStorage.setItem(name, JSON.stringify([...kept]));
  } catch {
    // Without storage the ticks of this page count.
  }
}

function begin() {
  const name = nameOf(form.dataset.offer);
  const kept = read(name);
  const count = form.querySelector("[data-chosen-count]");
  const untick = form.querySelector("[data-untick]");
  const note = (box) => (box.checked ? kept.set(box.value, box.dataset.parts) : kept.delete(box.value));
  const show = () => {
    write(name, kept);
    count.hidden = untick.hidden = kept.size === 0;
    count.querySelector("output").value = kept.size;
    document.dispatchEvent(new CustomEvent("chosen", { detail: [...kept.values()] }));
  };
  boxes.forEach((box) => {
    box.checked = box.checked || kept.has(box.value);
    note(box);
    box.addEventListener("change", () => { note(box); show(); });
  });
  untick.addEventListener("click", () => {
    kept.clear();
    boxes.forEach((box) => { box.checked = false; });
    show();
    boxes[0].focus();
  });
  form.addEventListener("formdata", (event) => {
    const here = new Set(boxes.map((box) => box.value));
    [...kept.keys()].filter((id) => !here.has(id)).forEach((id) => event.formData.append("id", id));
  });
  show();
}

document.addEventListener("submit", (event) => {
  const ends = event.submitter?.closest("[data-ends-choice]");
  if (ends) sessionStorage.removeItem(nameOf(event.target.dataset.offer));
});

if (form && boxes.length) begin();
