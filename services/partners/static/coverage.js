// The selection as it grows, in the panel of whom the seats reach: each change is told as "chosen" with the parts of all.
const panel = document.querySelector("[data-coverage]");
const numbers = new Intl.NumberFormat(document.documentElement.lang);

function counted(all) {
  const tally = new Map();
  all.forEach((parts) => parts.split(" ").forEach((key) => tally.set(key, (tally.get(key) || 0) + 1)));
  return tally;
}

function showRow(row, tally, whole) {
  const chosen = tally.get(row.dataset.key) || 0;
  const [given, share] = [row.dataset.given, chosen].map((count) => ((100 * count) / Math.max(whole, 1)).toFixed(1));
  row.querySelector("[data-chosen]").textContent = numbers.format(chosen);
  row.querySelector("rect.given").setAttribute("width", given);
  row.querySelector("rect.chosen").setAttribute("x", given);
  row.querySelector("rect.chosen").setAttribute("width", share);
}

function taken(table, tally) {
  return [...table.rows]
    .filter((row) => row.dataset.key)
    .map((row) => [row.dataset.key, Number(row.dataset.given) + (tally.get(row.dataset.key) || 0)]);
}

function showMap(counts) {
  const highest = Math.max(...counts.values());
  panel.querySelectorAll("[data-code]").forEach((cell) => {
    const value = counts.get(`kecamatan:${cell.dataset.code}`) || 0;
    cell.setAttribute("class", `hex hex-${value ? Math.max(1, Math.ceil((5 * value) / highest)) : 0}`);
    cell.querySelector(".hex-count").textContent = numbers.format(value);
    const title = cell.querySelector("title");
    title.textContent = title.textContent.replace(/: \S+/, `: ${numbers.format(value)}`);
  });
}

if (panel) {
  document.addEventListener("chosen", (event) => {
    const tally = counted(event.detail);
    panel.querySelectorAll("table").forEach((table) => {
      const counts = new Map(taken(table, tally));
      const whole = [...counts.values()].reduce((sum, count) => sum + count, 0);
      table.querySelectorAll("[data-key]").forEach((row) => showRow(row, tally, whole));
      if ([...counts.keys()].some((key) => key.startsWith("kecamatan:"))) showMap(counts);
    });
  });
}
