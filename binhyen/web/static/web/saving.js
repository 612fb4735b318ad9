/* Saving while one types: half a second after the last key, one request at a time, later changes wait. What was not
   answered yet is kept on the device under the report's own name and sent again when the page is opened next; the server
   compares, and where another person changed the same cell both values are shown and one chooses. */
(function () {
  "use strict";
  const form = document.getElementById("bieu"), grid = form && form.grid;
  if (!grid) return;
  const { byKey, rowOf, keyOf, say, vn } = grid;
  const $ = (id) => document.getElementById(id);
  const WAIT = 500, SOON = 50, AGAIN = 5000, AT_ONCE = 3500000, KEEPALIVE = 60000;
  const box = form.dataset.outbox;
  const waiting = new Map(), kept = new Map(), late = new Map(), reasons = new Map(), toned = new Set(), printed = new Map();
  let sending = null, busy = false, stopped = false, offline = false, timer = 0, leaving = false, saved = "", told = null;

  /* ---- what goes up ---- */
  function cellOf(input) {
    const { t, k, w } = grid.get(input), earlier = waiting.get(keyOf(input));
    const cell = { text: t.trim().slice(0, 300), seen: earlier ? earlier.seen : parseInt(input.dataset.s, 10) || 0 };
    if (k) cell.kind = k;
    if (w) cell.reason = w.slice(0, 300);
    return cell;
  }
  function queue(input) {
    waiting.set(keyOf(input), cellOf(input));
    input.parentNode.classList.add("is-waiting");
    later(WAIT);
  }
  function later(after) {
    clearTimeout(timer);
    timer = setTimeout(flush, after);
    stand();
  }
  function keep() { // written outside the handlers of keys
    try {
      if (sending || waiting.size || kept.size) localStorage.setItem(box, JSON.stringify({ sending, waiting: [...waiting], kept: [...kept].map(([key, own]) => [key, own.cell]) }));
      else localStorage.removeItem(box);
    } catch {
      /* storage is full or switched off: the page itself still holds everything */
    }
  }
  function stand() {
    const n = waiting.size + (sending ? Object.keys(sending.cells).length : 0);
    if (stopped) return;
    if (offline) $("da-luu").textContent = `Mất kết nối: ${vn(n)} chỉ tiêu chờ gửi`;
    else if (n) $("da-luu").textContent = "Đang lưu…";
    else if (kept.size) $("da-luu").textContent = `Còn ${vn(kept.size)} chỉ tiêu chưa lưu`;
    else if (saved) $("da-luu").textContent = `Đã lưu ${saved}`;
  }
  function first(room) { // as many waiting cells as fit into one body (4 MB): forty thousand figures, fewer long reasons
    const some = [];
    for (const [key, cell] of waiting) {
      room -= 8 + key.length + JSON.stringify(cell).length + 2 * (cell.text.length + (cell.reason || "").length);
      if (room < 0 && some.length) break;
      some.push([key, cell]);
    }
    return some;
  }
  async function flush(bye) {
    clearTimeout(timer);
    if (busy || stopped) { keep(); return; }
    if (!sending && !waiting.size && !reasons.size) { keep(); stand(); return; }
    if (!sending) {
      const some = first(AT_ONCE);
      some.forEach(([key]) => waiting.delete(key));
      sending = { request_id: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()), cells: Object.fromEntries(some), reasons: Object.fromEntries(reasons) };
      reasons.clear();
    }
    const body = JSON.stringify(sending);
    busy = true;
    stand();
    const answer = post(body, bye === true && body.length < KEEPALIVE);
    keep();
    const found = await answer;
    busy = false;
    if (found) take(found);
    keep();
    stand();
    if (offline) { clearTimeout(timer); timer = setTimeout(flush, AGAIN); } else if (found && (waiting.size || reasons.size)) later(0);
  }
  async function post(body, keepalive) {
    try {
      const token = form.elements.csrfmiddlewaretoken.value;
      const answer = await fetch(form.dataset.cells, { method: "POST", body, keepalive, redirect: "manual", headers: { "Content-Type": "application/json", "X-CSRFToken": token } });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (answer.status >= 500 || answer.status === 429 || answer.status === 408) throw new Error("later");
      if (offline) say("Đã kết nối lại.");
      offline = false;
      if (answer.ok && isJson) return await answer.json();
      stop(isJson ? (await answer.json()).error : "Phiên làm việc đã hết hạn. Số đã nhập được giữ trên máy này; tải lại trang và đăng nhập để gửi tiếp.");
    } catch {
      if (!offline) say("Mất kết nối. Số đã nhập được giữ trên máy này và tự gửi khi có mạng.");
      offline = true;
    }
    return null;
  }
  function stop(why) { // the report as a whole takes nothing more: say so once, keep everything
    stopped = true;
    const note = document.createElement("div");
    note.className = "say say-err";
    note.setAttribute("role", "alert");
    note.textContent = why;
    $("noi-dung").prepend(note);
    $("da-luu").textContent = "Chưa lưu";
  }

  /* ---- what came back ---- */
  function take(found) {
    const cells = sending.cells;
    sending = null;
    saved = found.saved_at;
    for (const [key, answer] of Object.entries(found.cells)) {
      const input = byKey.get(key);
      if (!input) continue;
      if (!waiting.has(key)) input.parentNode.classList.remove("is-waiting");
      if (answer.error) refuse(key, input, cells[key], answer); else settle(key, input, cells[key], answer);
    }
    if (found.rows) rowsAre(found);
  }
  function settle(key, input, sent, answer) {
    drop(key);
    input.dataset.s = answer.stamp;
    const next = waiting.get(key);
    if (next) { next.seen = answer.seen; return; }
    const value = { t: answer.text, k: answer.kind, w: answer.reason };
    if (sent && sent.kind === "not_reported" && !answer.text) value.k = sent.kind; // chosen; its reason is still to be typed
    if (input === document.activeElement) late.set(input, { sent: input.value, value });
    else if (sent && input.value.trim() === sent.text) grid.put(input, value);
    if (answer.change !== undefined) grid.rows[grid.place.get(input)[0]].querySelector("td.diff").textContent = answer.change;
  }
  function refuse(key, input, cell, answer) {
    kept.set(key, { cell, row: answer.row, theirs: answer.theirs });
    if (input === document.activeElement && !answer.theirs) return; // perhaps still being typed
    showOwn(input, answer.row);
    told = { key, text: answer.error };
    say(answer.error);
  }
  function showOwn(input, html) {
    const key = keyOf(input), old = $(`own-${key}`);
    if (old) old.remove();
    input.parentNode.classList.add("is-refused");
    input.setAttribute("aria-invalid", "true");
    describe(input, `own-${key}`);
    if (html) grid.rows[grid.place.get(input)[0]].after(node(html));
  }
  function drop(key) {
    if (told && told.key === key) { if ($("bao").textContent === told.text) say(""); told = null; } // what was wrong is put right
    const input = byKey.get(key);
    if (kept.has(key) && $(`own-${key}`)) $(`own-${key}`).remove();
    if (kept.delete(key) && input) { input.parentNode.classList.remove("is-refused"); input.removeAttribute("aria-invalid"); describe(input, ""); }
  }
  function describe(input, id) { // what is told after the value: what is wrong with it, then what kind of answer it is
    const kind = grid.beside(input, "k"), ids = [id, kind && kind.id].filter(Boolean).join(" ");
    if (ids) input.setAttribute("aria-describedby", ids); else input.removeAttribute("aria-describedby");
  }
  function node(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }
  function rowsAre(found) { // the findings of all rows as they stand, each row as the server prints it; then the counts
    const here = document.activeElement, at = here.getBoundingClientRect();
    const inSight = here.dataset.s !== undefined && at.top > 0 && at.bottom < innerHeight;
    for (const old of form.querySelectorAll("tr[data-why]")) {
      const key = old.dataset.why;
      if (found.rows[key] === printed.get(key) && printed.has(key)) { delete found.rows[key]; continue; }
      if (old.contains(document.activeElement)) { delete found.rows[key]; continue; } // a reason is being typed here
      if (found.rows[key]) { old.replaceWith(withReasons(node(found.rows[key]), old)); printed.set(key, found.rows[key]); delete found.rows[key]; continue; }
      old.remove();
      printed.delete(key);
      rowOf.get(key).classList.remove("has-why");
    }
    for (const [key, html] of Object.entries(found.rows)) {
      if (!rowOf.has(key)) continue;
      rowOf.get(key).after(node(html));
      rowOf.get(key).classList.add("has-why");
      printed.set(key, html);
    }
    tonesAre(found.tones);
    for (const [number, text] of Object.entries(found.groups)) form.querySelectorAll(`[data-group="${number}"]`).forEach((span) => { span.textContent = text; });
    emptyAre();
    if ($("cac-nhom")) $("cac-nhom").innerHTML = found.nav;
    $("dem").innerHTML = found.dock;
    document.querySelector("#noi-dung h1").textContent = found.headline;
    document.querySelectorAll("[data-state]").forEach((place) => { place.innerHTML = found.state; });
    if (inSight) here.scrollIntoView({ block: "nearest", inline: "nearest" }); // a finding above may have pushed it under the bar
  }
  function emptyAre() { // "còn trống: không phát sinh" stands only where a cell is empty
    for (const button of form.querySelectorAll("[data-empty]")) {
      const inputs = [...form.querySelectorAll(`tbody[data-of="${button.dataset.empty}"] input[data-s]`)];
      button.hidden = !inputs.some((input) => !input.value.trim() && (grid.get(input).k || "reported") === "reported");
    }
  }
  function withReasons(fresh, old) {
    old.querySelectorAll("textarea").forEach((area) => {
      const now = fresh.querySelector(`[name="${CSS.escape(area.name)}"]`);
      if (now) now.value = area.value;
    });
    return fresh;
  }
  const marks = { "cell-err": $("dau-sai"), "cell-warn": $("dau-luu-y"), "cell-back": $("dau-tra-lai") };
  function tonesAre(tones) {
    for (const input of toned) tone(input, "");
    toned.clear();
    for (const [key, name] of Object.entries(tones)) if (byKey.has(key)) { tone(byKey.get(key), name); toned.add(byKey.get(key)); }
  }
  function tone(input, name) {
    const cell = input.parentNode, row = grid.rows[grid.place.get(input)[0]].dataset.row;
    if (cell.classList.contains("cell-lock")) return;
    cell.classList.remove("cell-err", "cell-warn");
    cell.querySelectorAll(":scope > .i").forEach((icon) => icon.remove());
    if (name) {
      cell.classList.add(name);
      const came = name === "cell-warn" && cell.classList.contains("cell-back") ? "cell-back" : name;
      input.before(marks[came].content.cloneNode(true));
    }
    if (kept.has(keyOf(input))) return;
    if (name === "cell-err") input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
    describe(input, name && `why-${row}`);
  }

  /* ---- two people on one cell: both values stand there, one of them is chosen ---- */
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const key = button.dataset.of, input = byKey.get(key), own = kept.get(key);
    if (!own) return;
    drop(key);
    input.dataset.s = own.theirs.stamp;
    waiting.delete(key);
    if (button.dataset.choose === "theirs") grid.put(input, { t: own.theirs.text, k: own.theirs.kind, w: own.theirs.reason });
    else { grid.put(input, { t: own.cell.text, k: own.cell.kind || grid.get(input).k, w: own.cell.reason || "" }); queue(input); }
    keep();
    stand();
    grid.select(input);
  });

  /* ---- wiring ---- */
  grid.queue = queue;
  grid.soon = () => later(SOON);
  grid.left = (input) => {
    const settled = late.get(input), own = kept.get(keyOf(input));
    if (settled && settled.sent === input.value) grid.put(input, settled.value);
    late.delete(input);
    if (resting === input) { resting = null; if (grid.isOpen(input)) queue(input); }
    if (own && !$(`own-${keyOf(input)}`)) showOwn(input, own.row);
  };
  let resting = null, restTimer = 0; // the cell that is still being typed in is saved after a rest; the change is undone as one
  function rest() {
    const input = resting, { k } = input ? grid.get(input) : {};
    if (!input || !grid.isOpen(input) || (k && k !== "reported" && k !== "estimate")) return;
    resting = null;
    queue(input);
  }
  function onTyped(event) {
    const input = event.target;
    if (/^reason:/.test(input.name)) { reasons.set(input.name.slice(7), input.value.slice(0, 500)); later(WAIT); }
    if (!grid.place.has(input) || (event.isComposing && event.type === "input")) return;
    late.delete(input);
    resting = input;
    clearTimeout(restTimer);
    restTimer = setTimeout(rest, WAIT);
  }
  form.addEventListener("input", onTyped);
  form.addEventListener("compositionend", onTyped);
  document.querySelectorAll("[data-next-error]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const wrong = [...byKey.values()].filter((input) => input.parentNode.matches(".cell-err,.cell-warn,.is-refused"));
      const from = grid.active() ? grid.place.get(grid.active()) : [-1, -1];
      const after = (input) => { const [r, c] = grid.place.get(input); return r > from[0] || (r === from[0] && c > from[1]); };
      const stops = wrong.filter((input) => input.parentNode.matches(".cell-err,.is-refused")), first = stops.length ? stops : wrong;
      const next = first.find(after) || first[0];
      if (next) grid.select(next); else say("Không còn lỗi.");
    });
  });
  document.querySelectorAll("[data-scripted]").forEach((one) => { one.hidden = false; });
  document.querySelectorAll("[data-save]").forEach((one) => { one.hidden = true; });
  byKey.forEach((input) => { if (input.parentNode.matches(".cell-err,.cell-warn")) toned.add(input); });

  form.addEventListener("submit", async (event) => { // everything is saved first; then only the button goes up
    if (leaving) return;
    event.preventDefault();
    const button = event.submitter;
    grid.commit();
    await new Promise((done) => { setTimeout(done); }); // a form cannot be sent again while it says that it is being sent
    for (let tries = 0; tries < 100 && (busy || sending || waiting.size) && !offline && !stopped; tries += 1) {
      if (busy) await new Promise((done) => { setTimeout(done, 50); }); else await flush();
    }
    if (offline || stopped) { say("Chưa gửi được: còn số liệu chờ lưu."); return; }
    if (kept.size) {
      say(`Còn ${vn(kept.size)} chỉ tiêu chưa lưu. Đề nghị chỉnh lý trước.`);
      grid.select(byKey.get([...kept.keys()][0]));
      return;
    }
    leaving = true;
    form.querySelectorAll("input,select").forEach((field) => { if (/^[svkr]:/.test(field.name)) field.disabled = true; });
    form.requestSubmit(button);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  window.addEventListener("pagehide", () => { grid.commit(); if (!leaving) flush(true); keep(); });
  window.addEventListener("online", () => flush());

  /* ---- what an earlier visit could not send: put it back, send it, let the server compare ---- */
  function replay() {
    let old = null;
    try {
      old = JSON.parse(localStorage.getItem(box));
    } catch {
      return;
    }
    if (!old) return;
    sending = old.sending;
    const again = [...(old.kept || []), ...(old.waiting || [])].filter(([key]) => byKey.has(key) && grid.isOpen(byKey.get(key)));
    const shown = [...Object.entries(sending ? sending.cells : {}), ...again];
    for (const [key, cell] of shown) {
      const input = byKey.get(key);
      if (!input) continue;
      grid.put(input, { t: cell.text, k: cell.kind, w: cell.reason || "" });
      input.parentNode.classList.add("is-waiting");
    }
    again.forEach(([key, cell]) => waiting.set(key, cell));
    say(`Đang gửi ${vn(shown.length)} chỉ tiêu đã nhập lần trước.`);
    flush();
  }
  replay();
})();
