"use strict";
// Says how far a round is, and shows the page anew when it is done.
(function () {
  const told = document.getElementById("summary-state");
  if (!told || told.dataset.running !== "1") return;
  async function look() {
    try {
      const answer = await fetch(told.dataset.address);
      if (answer.ok) {
        const state = await answer.json();
        if (state.state !== "waiting" && state.state !== "running") { location.reload(); return; }
        told.textContent = state.state === "waiting" ? "正在排队…" : "正在办：" + state.told;
      }
    } catch { told.textContent = "暂时连不上，稍后自动再看。"; }
    setTimeout(look, 1500);
  }
  look();
})();
