// Keeps what was ticked while the list is narrowed: what is not in the list any more stands in a
// list of its own below it. Without this the ticks go with the page, as the page says.
const kept = document.getElementById("pick-kept");
const results = () => document.getElementById("catalogue-results");
const boxes = (place) => [...place.querySelectorAll("input[name=sources]")];

if (kept) {
  const ticked = new Map(); // key → what it is called

  const keep = (value, name) => {
    const row = document.createElement("div");
    row.className = "pick";
    const box = Object.assign(document.createElement("input"), {
      className: "form-check-input", type: "checkbox", name: "sources", value, id: `kept-${value}`, checked: true,
    });
    const label = Object.assign(document.createElement("label"), { htmlFor: box.id, textContent: name });
    row.append(box, " ", label);
    kept.append(row);
  };

  document.body.addEventListener("htmx:beforeSwap", () => {
    for (const place of [results(), kept]) {
      for (const box of boxes(place)) {
        if (box.checked) ticked.set(box.value, box.labels[0]?.textContent ?? "");
        else ticked.delete(box.value);
      }
    }
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const row of kept.querySelectorAll(".pick")) row.remove();
    const shown = new Map(boxes(results()).map((box) => [box.value, box]));
    for (const [value, name] of ticked) {
      const box = shown.get(value);
      if (box) box.checked = true;
      else keep(value, name);
    }
    kept.hidden = !kept.querySelector(".pick");
  });
}
