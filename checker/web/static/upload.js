"use strict";
// Takes files that are dropped or chosen and hands them in one after the other; the table fills itself. Without it the form does.
(function () {
  document.documentElement.classList.add("scripted");
  const form = document.getElementById("upload");
  const table = document.getElementById("uploads");
  const pending = document.getElementById("pending");
  const LIMIT = 50 * 2 ** 20, ARCHIVE_LIMIT = 500 * 2 ** 20, AT_ONCE = 2, EVERY = 1200;
  const ARCHIVE = /\.(zip|7z|rar|tar|tgz|gz|tbz2|bz2|txz|xz|eml)$/i;
  let queue = [], busy = 0, done = 0, total = 0, timer = 0;

  function problem(name, message) {
    const list = document.getElementById("problems"), item = document.createElement("li");
    item.textContent = (name ? name + "：" : "") + message;
    list.append(item);
    list.hidden = false;
  }

  function show() {
    const progress = document.getElementById("progress");
    if (!total) return;
    progress.textContent = done < total ? "正在上传 " + done + " / " + total + " 份…" : "已上传" + total + "份。";
    if (done === total) { done = 0; total = 0; }
  }

  async function send(item) {
    const body = new FormData();
    const round = form.querySelector("#round").value;
    if (round) body.append("round", round);
    if (item.folder) body.append("folder", "1");
    body.append("file", item.file, item.name);
    try {
      const answer = await fetch("/api/uploads", { method: "POST", body, headers: { "X-CSRF-Token": form.dataset.token } });
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) problem(item.name, told.error ? told.error.message : "没有收下，请再试一次。");
    } catch {
      problem(item.name, "没有传上去：连不上服务，或者文件太大。请检查后再试。");
    }
  }

  async function work() {
    busy += 1;
    for (let item = queue.shift(); item; item = queue.shift()) {
      await send(item);
      done += 1;
      show();
      refresh();
    }
    busy -= 1;
  }

  function add(items) {
    document.getElementById("problems").replaceChildren();
    document.getElementById("problems").hidden = true;
    for (const item of items) {
      const most = ARCHIVE.test(item.name) ? ARCHIVE_LIMIT : LIMIT;
      if (item.file.size > most) problem(item.name, "超过" + most / 2 ** 20 + "MB，没有上传；请压缩图片或拆分后再传。");
      else { queue.push(item); total += 1; }
    }
    show();
    while (busy < AT_ONCE && queue.length > busy) work();
  }

  function chosen(input, folder) {
    add(Array.from(input.files, (file) => ({ file, name: file.webkitRelativePath || file.name, folder })));
    input.value = "";
  }

  function entries(reader) {
    return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  }

  // What was dropped, with the files of folders; a folder tells its files a hundred at a time.
  async function collect(entry, path, folder, found) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ file, name: path + file.name, folder });
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      for (let more = await entries(reader); more.length; more = await entries(reader))
        for (const inner of more) await collect(inner, path + entry.name + "/", true, found);
    }
  }

  async function dropped(event) {
    event.preventDefault();
    document.getElementById("drop").classList.remove("over");
    const items = Array.from(event.dataTransfer.items || [], (item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const found = [];
    if (items.length) {
      try { for (const entry of items) await collect(entry, "", false, found); } catch { problem("", "有文件读不出，没有上传。"); }
    } else {
      for (const file of event.dataTransfer.files) found.push({ file, name: file.name, folder: false });
    }
    add(found);
  }

  // Rows that did not change stay, so that whoever is on a link there stays on it.
  async function refresh() {
    clearTimeout(timer);
    let left = 1;
    try {
      const answer = await fetch("/uploads/table" + location.search);
      if (answer.status === 401 || answer.redirected) { location.reload(); return; }
      if (answer.ok) {
        left = Number(answer.headers.get("X-Pending"));
        const fresh = new DOMParser().parseFromString("<table>" + await answer.text() + "</table>", "text/html").querySelector("tbody");
        merge(table.tBodies[0], fresh);
        const empty = document.getElementById("empty");
        if (empty && fresh.rows.length) empty.remove();
        pending.textContent = left ? "还有" + left + "份正在检查…" : "";
      }
    } catch { pending.textContent = "暂时连不上，稍后自动再试。"; }
    if (left || queue.length || busy) timer = setTimeout(refresh, EVERY);
  }

  function merge(old, fresh) {
    const known = new Map(Array.from(old.rows, (row) => [row.id, row]));
    const rows = Array.from(fresh.rows, (row) => {
      const same = known.get(row.id);
      if (same && same.dataset.said === row.outerHTML) return same;
      const made = document.importNode(row, true);
      made.dataset.said = row.outerHTML;
      if (known.size && !same) made.classList.add("fresh");
      if (same && same.contains(document.activeElement)) setTimeout(() => { const link = made.querySelector("a"); if (link) link.focus(); });
      return made;
    });
    rows.forEach((row, index) => { if (old.rows[index] !== row) old.insertBefore(row, old.rows[index] || null); });
    while (old.rows.length > rows.length) old.deleteRow(-1);
  }

  if (form) {
    const drop = document.getElementById("drop"), files = document.getElementById("files"), folder = document.getElementById("folder");
    document.getElementById("folder-pick").hidden = !("webkitdirectory" in folder);
    document.getElementById("send").hidden = true;
    files.addEventListener("change", () => chosen(files, false));
    folder.addEventListener("change", () => chosen(folder, true));
    form.addEventListener("submit", (event) => event.preventDefault());
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", dropped);
    // A file dropped beside the field must not open in the place of the page.
    for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
  }
  if (Number(table.dataset.pending)) refresh();
})();
