// What is noted stays in this browser until the server has it. Each entry has a number of its own and counts once.
const STATES = { "-": "pending", H: "present", I: "excused", S: "sick", A: "absent" };
const NONE = "-";
const MOST = 100;
const AGAIN_AFTER = 5000;
const REFUSED = [409, 422, 404];

const form = document.querySelector("[data-attendance]");
const line = document.querySelector("[data-attendance-status]");
// By account and offer: what one person noted is never sent in the name of another.
const store = `attendance:${form?.dataset.attendance}:`;
let sending = false;
let size = MOST;
let waiting = 0;

// Also where the page is not served by https, where there is no crypto.randomUUID.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function kept() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(store));
  return keys.map((key) => JSON.parse(localStorage.getItem(key))).sort((a, b) => a.at - b.at);
}

function say(what, count = 0, text = "") {
  line.hidden = false;
  line.textContent = text || line.dataset[what].replace("#", count);
  line.dataset.said = what;
}

// A key an entry: two tabs never write over each other.
let last = 0;
function keep(person, session, letter, seen) {
  last = Math.max(Date.now(), last + 1);
  const entry = { entry_id: newId(), enrolment_id: person, session_id: session, state: STATES[letter], seen: STATES[seen], at: last };
  localStorage.setItem(store + entry.entry_id, JSON.stringify(entry));
  say("kept", kept().length);
  send();
}

function body(entries) {
  const sent = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  entries.forEach(({ at, ...entry }, number) => Object.entries(entry).forEach(([name, value]) => sent.append(`entries-${number}-${name}`, value)));
  return sent;
}

async function post(entries) {
  const answer = await fetch(form.dataset.send, { method: "POST", body: body(entries), redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 500 || answer.status === 429) return { later: true };
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (!said && !REFUSED.includes(answer.status)) return { again: true };
  return { taken: answer.ok, refused: said?.refused || [], overtaken: said?.overtaken || [] };
}

async function send() {
  if (sending) return;
  sending = true;
  let told = "";
  for (let entries = kept().slice(0, size); entries.length; entries = kept().slice(0, size)) {
    const { later, again, taken, refused, overtaken } = await post(entries);
    if (later || again) {
      say(again ? "again" : "kept", kept().length);
      clearTimeout(waiting);
      if (later) waiting = setTimeout(send, AGAIN_AFTER);
      sending = false;
      return;
    }
    if (!taken && entries.length > 1) {
      size = 1; // which one it is shows when each goes alone
      continue;
    }
    entries.forEach((entry) => localStorage.removeItem(store + entry.entry_id));
    if (!taken) told = refused.join(" ") || line.dataset.overtaken;
    if (overtaken?.length) told = line.dataset.overtaken;
  }
  size = MOST;
  sending = false;
  say("done", 0, told);
}

function cells() {
  const [people, sessions, letters] = ["people", "sessions", "letters"].map((name) => form.elements[name].value.split(" "));
  const places = new Map();
  form.querySelectorAll("td select").forEach((select) => {
    const [row, column] = select.name.split(".").map(Number);
    const cell = { person: people[row], session: sessions[column], seen: letters[row][column], row, column, select };
    places.set(`${cell.person} ${cell.session}`, { show: (letter) => { select.value = cell.seen = letter; } });
    select.addEventListener("change", () => {
      keep(cell.person, cell.session, select.value, cell.seen);
      cell.seen = select.value;
    });
    select.addEventListener("keydown", (event) => {
      const letter = event.key.toUpperCase();
      if (!(letter in STATES) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      if (select.value !== letter) {
        select.value = letter;
        select.dispatchEvent(new Event("change"));
      }
      form.elements[`${row + 1}.${column}`]?.focus();
    });
  });
  form.querySelectorAll("[data-all]").forEach((button) => button.addEventListener("click", (event) => {
    event.preventDefault();
    people.forEach((_, row) => {
      const select = form.elements[`${row}.${button.dataset.all}`];
      if (select.value !== NONE) return;
      select.value = "H";
      select.dispatchEvent(new Event("change"));
    });
  }));
  return places;
}

function buttons() {
  const places = new Map();
  const rows = [...form.querySelectorAll("[data-person]")];
  rows.forEach((row) => {
    const show = (letter) => {
      row.dataset.seen = letter;
      row.querySelectorAll("[data-letter]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.letter === letter)));
    };
    const note = (letter) => {
      keep(row.dataset.person, form.dataset.session, letter, row.dataset.seen);
      show(letter);
    };
    places.set(`${row.dataset.person} ${form.dataset.session}`, { show });
    row.querySelectorAll("[data-letter]").forEach((button) => button.addEventListener("click", (event) => {
      event.preventDefault();
      note(row.dataset.seen === button.dataset.letter ? NONE : button.dataset.letter);
    }));
    row.note = note;
  });
  form.querySelector("[data-all]").addEventListener("click", (event) => {
    event.preventDefault();
    rows.filter((row) => row.dataset.seen === NONE).forEach((row) => row.note("H"));
  });
  return places;
}

if (form) {
  const places = form.dataset.session ? buttons() : cells();
  const letterOf = Object.fromEntries(Object.entries(STATES).map(([letter, state]) => [state, letter]));
  kept().forEach((entry) => places.get(`${entry.enrolment_id} ${entry.session_id}`)?.show(letterOf[entry.state]));
  form.querySelectorAll("[data-without-script]").forEach((part) => { part.hidden = true; });
  say("none");
  addEventListener("online", send);
  if (kept().length) send();
}
