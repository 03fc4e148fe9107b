// Small comforts. Every page works without them.
"use strict";

const BUSY_FOR = 8000;

// One click is one submission.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  form.querySelectorAll("button[type=submit], button:not([type])").forEach((button) => button.setAttribute("aria-busy", "true"));
  // A download leaves the page as it is; then the form may be used again.
  setTimeout(() => release(form), BUSY_FOR);
});

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

// A question opens as a dialog instead of in place.
document.querySelectorAll("details[data-confirm]").forEach((details) => {
  const form = details.querySelector("form");
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const question = form.querySelector(".confirm-question");
  if (question) dialog.setAttribute("aria-label", question.textContent);
  details.classList.add("in-dialog");
  details.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  });
  const close = form.querySelector("[data-close]");
  close.hidden = false;
  close.addEventListener("click", () => dialog.close());
});

// Menus close when one looks elsewhere.
const menus = () => document.querySelectorAll("details.person[open], details.menu-narrow[open]");
document.addEventListener("click", (event) => menus().forEach((menu) => menu.contains(event.target) || (menu.open = false)));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

// A part that keeps itself fresh: <div id="answers" data-refresh="/this/page" data-every="5">; with data-gone="reload"
// the page begins anew once it no longer has the part.
document.querySelectorAll("[data-refresh]").forEach((part) => {
  const every = Number(part.dataset.every || 5) * 1000;
  const refresh = async () => {
    if (!document.hidden) {
      const answer = await fetch(part.dataset.refresh, { headers: { Accept: "text/html" } }).catch(() => null);
      if (answer && answer.ok && !answer.redirected) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
        if (!fresh) {
          if (part.dataset.gone === "reload") location.reload();
          return;
        }
        if (fresh.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
        if (!fresh.dataset.refresh) return;
      }
    }
    setTimeout(refresh, every);
  };
  setTimeout(refresh, every);
});

// A sum that follows its fields: <p data-sum="weights-" data-is="100">… <output>95</output> of 100</p>
document.querySelectorAll("[data-sum]").forEach((line) => {
  const output = line.querySelector("output");
  const fields = [...line.closest("form").querySelectorAll(`[name^="${line.dataset.sum}"]`)];
  const show = () => {
    output.value = fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0);
    line.classList.toggle("sum-off", output.value !== line.dataset.is);
  };
  fields.forEach((field) => field.addEventListener("input", show));
  show();
});

// Errors are read first, each with the name of its field.
document.querySelectorAll(".error-summary [data-for]").forEach((link) => {
  const field = document.getElementById(link.dataset.for);
  const label = field?.labels?.[0] || field?.querySelector("legend");
  if (label) link.textContent = `${label.firstChild.textContent.trim().replace(/[?:]$/, "")}: ${link.textContent}`;
});
document.querySelector("[data-focus]")?.focus();
