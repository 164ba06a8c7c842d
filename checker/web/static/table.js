"use strict";
// Filters and sorting for a table. Without it the page shows all of it, in its first order.
(function () {
  const table = document.getElementById("materials");
  const filter = document.getElementById("filter");
  if (!table || !filter) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const search = filter.querySelector("input[type=search]");
  const review = filter.querySelector("input[type=checkbox]");
  const buttons = Array.from(filter.querySelectorAll("button[data-verdict]"));
  const shown = document.getElementById("shown");

  function apply() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const pressed = buttons.find((button) => button.getAttribute("aria-pressed") === "true");
    const verdict = pressed ? pressed.dataset.verdict : "";
    let count = 0;
    for (const row of rows) {
      const fits = (!verdict || row.dataset.verdict === verdict)
        && (!review || !review.checked || row.dataset.review === "1") && wanted.every((word) => words.get(row).includes(word));
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = "显示 " + count + " / " + rows.length;
  }

  function press(button) {
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    apply();
  }

  function sort(head, column) {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (row) => row.cells[column].dataset.key;
    const text = new Intl.Collator("zh-CN", { numeric: true });
    const order = head.dataset.sort === "number" ? (a, b) => key(a) - key(b) : (a, b) => text.compare(key(a), key(b));
    rows.sort((a, b) => (up ? order(a, b) : order(b, a)));
    body.append(...rows);
  }

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    if (!head.dataset.sort) return;
    // No real button: browsers leave those out where a head is repeated on the next sheet of paper.
    const button = document.createElement("span");
    button.setAttribute("role", "button");
    button.tabIndex = 0;
    button.title = "点击排序";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head, column));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      sort(head, column);
    });
  });
  for (const button of buttons) button.addEventListener("click", () => press(button));
  for (const field of [search, review].filter(Boolean)) field.addEventListener("input", apply);
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
  filter.hidden = false;
  apply();
})();
