"use strict";
// Everything works without this file but dragging, live progress, copying, finds while typing and keys.
document.documentElement.classList.add("scripted");
const all = (what, where = document) => [...where.querySelectorAll(what)];
const one = (what, where = document) => where.querySelector(what);
const say = (text) => { const place = one("#said"); if (place) place.textContent = text; };
for (const each of all("[data-script]")) each.hidden = false;

// --- copying
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const before = button.textContent;
  button.textContent = "✓ 已复制";
  button.classList.add("copied");
  say("已复制");
  setTimeout(() => { button.textContent = before; button.classList.remove("copied"); }, 4000);
}
for (const button of all("[data-copy]")) button.addEventListener("click", () => copy(one(button.dataset.copy).value, button));
for (const button of all("[data-fetch]")) {
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.fetch);
    if (answer.ok) copy(await answer.text(), button);
  });
}

// --- small helps
for (const select of all("[data-submit]")) select.addEventListener("change", () => select.form.submit());
for (const button of all("[data-print]")) button.addEventListener("click", () => print());
for (const button of all("[data-print-frame]")) button.addEventListener("click", () => one("iframe").contentWindow.print());
for (const field of all("[data-remember]")) {
  const key = `xxgk ${field.dataset.remember}`;
  field.value ||= localStorage.getItem(key) ?? "";
  field.addEventListener("change", () => localStorage.setItem(key, field.value));
}
for (const field of all("[data-draft]")) {
  const key = `xxgk draft ${field.dataset.draft}`;
  field.value ||= sessionStorage.getItem(key) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  field.form.addEventListener("submit", () => sessionStorage.removeItem(key));
}
for (const form of all("form[method=post]")) {  // a button pressed twice acts once
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => { for (const form of all("form[data-sent]")) delete form.dataset.sent; });

for (const field of all("[data-send]")) field.addEventListener("change", () => field.form.submit());
for (const form of all("form[data-guard]")) {  // what was typed is not lost by leaving
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}

// --- ticks
for (const form of all("[data-ticks]")) {
  const ticks = all("input[name='单位']", form), number = one("[data-number]", form), bar = one("[data-ticked]", form);
  const every = one("[data-all]", form);
  const shown = () => {
    const count = ticks.filter((tick) => tick.checked).length;
    if (number) number.textContent = bar || number.tagName === "SPAN" ? `已选 ${count} 个` : `选中 ${count} 份`;
    if (bar) bar.hidden = count === 0;
    if (every) { every.checked = count > 0 && count === ticks.length; every.indeterminate = count > 0 && count < ticks.length; }
  };
  every?.addEventListener("change", () => { for (const tick of ticks) tick.checked = every.checked; shown(); });
  form.addEventListener("change", shown);
  addEventListener("pageshow", shown);
  shown();
}

// --- a cell and its problems
function light(numbers) {
  for (const each of all(".lit")) each.classList.remove("lit");
  for (const number of numbers) {
    for (const cell of all("[data-problems]")) if (cell.dataset.problems.split(" ").includes(number)) cell.classList.add("lit");
    one(`[data-problem="${number}"]`)?.classList.add("lit");
  }
}
for (const cell of all("[data-problems]")) {
  cell.addEventListener("click", () => {
    const numbers = cell.dataset.problems.split(" ");
    light(numbers);
    one(`[data-problem="${numbers[0]}"]`)?.scrollIntoView({ block: "nearest" });
  });
}
for (const problem of all("[data-problem]")) problem.addEventListener("click", () => light([problem.dataset.problem]));

// --- keys
const keys = one("#keys"), keysOn = one("[data-keys-on]");
const useKeys = () => localStorage.getItem("xxgk keys") !== "off";
if (keys) {
  keysOn.checked = useKeys();
  keysOn.addEventListener("change", () => localStorage.setItem("xxgk keys", keysOn.checked ? "on" : "off"));
  one("[data-keys]").addEventListener("click", () => keys.showModal());
}
let problemAt = -1;
addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "k") { event.preventDefault(); one(".search input")?.focus(); return; }
  if (event.target.closest("input, textarea, select, dialog, .finds") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (!useKeys()) return;
  if (event.key === "?") { keys?.showModal(); return; }
  if (event.key === "/") { event.preventDefault(); one(".search input")?.focus(); return; }
  if (event.key === "n" || event.key === "p") {
    const problems = all("[data-problem]");
    if (!problems.length) return;
    problemAt = (problemAt + (event.key === "n" ? 1 : -1) + problems.length) % problems.length;
    light([problems[problemAt].dataset.problem]);
    problems[problemAt].focus();
    return;
  }
  one(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

// --- finds under the search field, while somebody types
const search = one("form.search");
if (search) {
  const field = one("input", search), finds = one("#finds"), words = () => field.value.trim();
  let timer = 0, wanted = "", shown = "", isAsking = false;
  const close = () => { clearTimeout(timer); wanted = shown = ""; finds.hidden = true; };
  const isFresh = () => shown !== "" && shown === words();  // not those of what stood there before
  const show = (found) => {
    for (const name of ["id", "aria-labelledby", "autofocus"]) {  // they are of the page that was fetched
      for (const each of all(`[${name}]`, found)) each.removeAttribute(name);
    }
    if (finds.contains(document.activeElement)) field.focus();
    finds.replaceChildren(...found.children);
    finds.scrollTop = 0;
    finds.hidden = false;
    shown = wanted;
    say(found.dataset.found === "0" ? "没有找到" : `找到 ${found.dataset.found} 条，按 Enter 打开第一条`);
  };
  const ask = async () => {
    if (isAsking || !wanted) return;
    const asked = wanted;
    let found = null;
    isAsking = true;
    try {
      const answer = await fetch(`${search.action}?${new URLSearchParams({ [field.name]: asked })}`);
      found = one("[data-found]", new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* Enter still asks for the page of its own */ }
    isAsking = false;
    if (asked !== wanted) ask();
    else if (found) show(found);
    else close();
  };
  const typed = (event) => {
    clearTimeout(timer);
    wanted = "";
    if (!words()) close();
    else if (!event.isComposing) timer = setTimeout(() => { wanted = words(); ask(); }, 200);
  };
  field.addEventListener("input", typed);
  field.addEventListener("compositionend", typed);
  search.addEventListener("submit", (event) => {
    const first = isFresh() && one("a", finds);
    if (first) { event.preventDefault(); first.click(); }
  });
  search.addEventListener("keydown", (event) => {
    if (finds.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { field.focus(); close(); }
    else if (step && isFresh()) {
      const stops = [field, ...all("a", finds)], to = stops.indexOf(document.activeElement) + step;
      stops[Math.max(0, Math.min(to, stops.length - 1))].focus();
    } else return;
    event.preventDefault();
  });
  search.addEventListener("focusout", (event) => { if (!search.contains(event.relatedTarget)) close(); });
  finds.addEventListener("click", (event) => { if (event.target.closest("a")) close(); });
}

// --- files put in
const drop = one("[data-drop]");
async function filesOf(items) {
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) found.push(await new Promise((done, failed) => entry.file(done, failed)));
    else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (!some.length) break;
        for (const each of some) await walk(each);
      }
    }
  };
  const given = items.filter((item) => item.kind === "file").map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
  for (const [entry, file] of given) {
    if (entry) await walk(entry);
    else if (file) found.push(file);
  }
  return found;
}
async function putIn(files) {
  const told = one("[data-told]") ?? one("#dropped");
  told.hidden = false;
  files = files.filter((file) => !file.name.startsWith(".") && !file.name.startsWith("~$"));
  if (!files.length) return;
  let done = 0;
  const failed = [], queue = [...files];
  const send = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const form = new FormData();
      form.append("files", file, file.name);
      try {
        const answer = await fetch("/收件/放入", { method: "POST", body: form, headers: { accept: "application/json" } });
        if (!answer.ok) failed.push(file.name);
      } catch { failed.push(file.name); }
      done += 1;
      told.textContent = `正在收下 ${done} / ${files.length}`;
    }
  };
  await Promise.all([send(), send(), send()]);
  if (failed.length) {
    told.textContent = `${failed.length} 个文件没有收下：${failed.slice(0, 5).join("、")}。请再放一次。`;
    if (failed.length === files.length) return;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/核对";
  document.body.append(form);
  form.submit();
}
function hand(form, files) {  // to a form's own field, so that all go in one request
  const transfer = new DataTransfer(), field = one("input[type=file]", form);
  for (const file of files) transfer.items.add(file);
  field.files = transfer.files;
  if (files.length) form.requestSubmit();
}
if (drop || "intake" in document.body.dataset) {
  const lit = drop ?? document.body;
  const isFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => { if (isFiles(event)) { event.preventDefault(); lit.classList.add("over"); } });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) lit.classList.remove("over"); });
  addEventListener("drop", async (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    lit.classList.remove("over");
    const files = await filesOf([...event.dataTransfer.items]);
    if (drop?.dataset.drop === "form") hand(drop, files);
    else putIn(files);
  });
}
if (drop) {
  for (const field of all("[data-files]")) field.addEventListener("change", () => putIn([...field.files]));
}

// --- progress
if (one("[data-progress], [data-follow]")) {
  const events = new EventSource("/进度");
  let lastSaid = 0;
  events.onmessage = (event) => {
    const work = JSON.parse(event.data);
    for (const place of all("[data-count]")) place.textContent = `${work.done} / ${work.total || "…"}`;
    const bar = one("[data-bar]");
    if (bar) { bar.max = work.total || 1; bar.value = work.done; }
    const file = one("[data-file]");
    if (file) file.textContent = work.file;
    const rows = one("[data-rows]");
    if (rows) {
      for (const [name, status, word, mark] of work.rows) {
        const row = rows.insertRow();
        row.insertCell().textContent = name;
        const badge = document.createElement("span");
        badge.className = `status ${status}`;
        badge.textContent = `${mark} ${word}`;
        row.insertCell().append(badge);
      }
    }
    if (Date.now() - lastSaid > 2000) { lastSaid = Date.now(); say(`正在核对 ${work.done} / ${work.total}`); }
  };
  events.addEventListener("end", () => { events.close(); location.reload(); });
}
