"use strict";
// Walks through the findings by keyboard, shows which sentence each is about, and chooses a sentence to correct.
(function () {
  const findings = Array.from(document.querySelectorAll(".finding"));
  const text = document.getElementById("text");
  const start = document.getElementById("start");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let here = null;

  function mark(finding) {
    if (here) here.classList.remove("here");
    here = finding ? document.getElementById(finding.dataset.sentence) : null;
    if (here) here.classList.add("here");
  }

  function go(step) {
    const now = findings.indexOf(document.activeElement.closest(".finding"));
    const next = findings[now < 0 ? (step > 0 ? 0 : findings.length - 1) : Math.min(findings.length - 1, Math.max(0, now + step))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  for (const finding of findings) finding.addEventListener("focus", () => mark(finding));
  if (findings.length) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
      const inside = event.target.closest(".finding");
      const step = event.key === "j" || (inside && event.key === "ArrowDown") ? 1 : event.key === "k" || (inside && event.key === "ArrowUp") ? -1 : 0;
      if (!step) return;
      event.preventDefault();
      go(step);
    });
    document.getElementById("walk").addEventListener("click", (event) => { event.preventDefault(); findings[0].focus({ preventScroll: true }); findings[0].scrollIntoView({ block: "center" }); });
  }
  if (text && start) {
    text.classList.add("selectable");
    text.addEventListener("click", (event) => {
      const chosen = event.target.closest("mark");
      if (!chosen || String(window.getSelection())) return;
      start.value = chosen.dataset.start;
      if (here) here.classList.remove("here");
      here = chosen;
      here.classList.add("here");
    });
  }
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
})();
