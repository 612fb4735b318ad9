/* The entry grid: the inputs of the table moved through, selected, filled and pasted as in a spreadsheet, and saved while
   one types. The script never reads a number: raw text goes up, the server answers with what stands there. Two modes:
   select (the whole text is selected, arrows move, typing replaces) and edit (F2 or a double click, arrows stay inside).
   What is typed goes to saving.js. Without these files the page is a form that posts as a whole. */
(function () {
  "use strict";
  const form = document.getElementById("bieu");
  if (!form || !form.dataset.cells) return;
  form.removeAttribute("data-guard"); // what was typed is kept on the device, so leaving is safe

  const $ = (id) => document.getElementById(id);
  const DEPTH = 200;
  const NUMBER = /^(?:(?:≈|ước)\s*)?(?:\d{1,3}(?:[. \u00a0\u202f]\d{3})+|\d+)(?:,\d+)?$/i;
  const WORDS = /^(?:-|không phát sinh|không áp dụng|chưa có số liệu)?$/i;
  const rows = [...form.querySelectorAll("tr[data-row]")];
  const cells = rows.map((row) => [...row.querySelectorAll("td.in")].map((td) => td.querySelector("input[name^='v:']")));
  const place = new Map(), byKey = new Map(), rowOf = new Map(rows.map((row) => [row.dataset.row, row]));
  cells.forEach((line, r) => line.forEach((input, c) => {
    if (!input) return;
    place.set(input, [r, c]);
    byKey.set(keyOf(input), input);
    if (input.dataset.s) input.readOnly = false; // a wide form is opened by scripts only
  }));
  let active = null, head = null, corner = null, editing = false, before = null, turned = false, drag = "", painted = [];
  const undo = [], redo = [], chosen = new Map();
  let panelTimer = 0;

  function keyOf(input) { return input.name.slice(2); }
  function say(text) { $("bao").textContent = text; }
  function vn(n) { return n < 10 ? `0${n}` : n.toLocaleString("vi-VN"); } // a count, as foundation.vietnamese.padded
  const sides = new Map(); // where a choice of kinds stands beside the number: its select and its reason
  rows.forEach((row, r) => {
    const k = row.querySelector("select[name^='k:']");
    if (k) sides.set(cells[r].find(Boolean), { k, r: row.querySelector("input[name^='r:']") });
  });
  const beside = (input, part) => { const side = sides.get(input); return side && side[part]; };
  const isOpen = (input) => Boolean(input && input.dataset.s);

  /* ---- one cell: its text, what kind of answer it is, why ---- */
  function get(input) {
    const kind = beside(input, "k"), why = beside(input, "r"), said = chosen.get(input) || {};
    return { t: input.value, k: kind ? kind.value : said.k, w: why ? why.value : said.w };
  }
  function put(input, value) {
    const kind = beside(input, "k"), why = beside(input, "r");
    input.value = value.t;
    if (kind && value.k) kind.value = value.k;
    if (why && value.w !== undefined) why.value = value.w;
    if (!kind && (value.k || chosen.has(input))) chosen.set(input, { k: value.k, w: value.w });
  }
  function typed(input, text) { // a number typed where "không phát sinh" stood is a number
    const now = get(input), words = !["reported", "estimate"].includes(now.k);
    return { t: text, k: now.k && (words || !text.trim()) ? "reported" : now.k, w: words && text.trim() ? "" : now.w };
  }
  function retyped() { // a new number over an estimate is a number, unless it says "ước" or its kind is chosen again
    const kind = active && before && beside(active, "k");
    if (!kind || kind.value !== "estimate" || !before.t || !/^\s*\d/.test(active.value)) return;
    kind.value = "reported";
    turned = true;
    say("Số thực hiện. Số ước thực hiện thì ghi chữ “ước” trước số.");
  }
  const same = (a, b) => a.t === b.t && a.k === b.k && a.w === b.w;

  /* ---- changes: a list of one or of ten thousand, undone and made again as new changes ---- */
  function apply(list, again) {
    list = list.filter(({ input, from, to }) => isOpen(input) && !same(from, to));
    for (const { input, to } of list) { put(input, to); grid.queue(input); }
    if (list.some(({ input }) => input === active)) { before = get(active); if (document.activeElement === active) active.select(); }
    if (list.length > 1) grid.soon(); // a block is whole: no further key is waited for
    if (again || !list.length) return list.length;
    undo.push(list);
    redo.length = 0;
    if (undo.length > DEPTH) undo.shift();
    return list.length;
  }
  function step(from, to) {
    commit();
    const list = from.pop(), back = from === undo;
    if (!list) { say(back ? "Không còn gì để hoàn tác." : "Không còn gì để làm lại."); return; }
    apply(back ? list.map((one) => ({ input: one.input, from: one.to, to: one.from })) : list, true);
    to.push(list);
    select(list[0].input);
    say(`${back ? "Đã hoàn tác" : "Đã làm lại"} ${vn(list.length)} chỉ tiêu.`);
    $("hoan-tac").hidden = true;
  }
  function commit() {
    editing = false;
    if (!active || !before || (active.value === before.t && !turned)) return;
    const to = typed(active, active.value), input = active, from = before;
    before = to; turned = false;
    apply([{ input, from, to }]);
  }
  function offerUndo(text) {
    say(text);
    $("hoan-tac").querySelector("span").textContent = text;
    $("hoan-tac").hidden = false;
  }

  /* ---- where one is: the active cell and a range from it to the head; of the whole table from its first corner ---- */
  function select(input, extend) {
    if (!input) return;
    if (extend) { head = input; corner = null; paint(); return; }
    input.focus({ preventScroll: true });
    input.scrollIntoView({ block: "nearest", inline: "nearest" });
    input.select();
  }
  function box() {
    if (!active) return [0, 0, -1, -1];
    const [r1, c1] = place.get(corner || active), [r2, c2] = place.get(head || active);
    return [Math.min(r1, r2), Math.min(c1, c2), Math.max(r1, r2), Math.max(c1, c2)];
  }
  function inBox() {
    const [top, left, bottom, right] = box();
    return cells.slice(top, bottom + 1).map((line) => line.slice(left, right + 1));
  }
  function paint() {
    painted.forEach((input) => input.parentNode.classList.remove("is-in"));
    const [top, left, bottom, right] = box();
    painted = top === bottom && left === right ? [] : inBox().flat().filter(Boolean);
    painted.forEach((input) => input.parentNode.classList.add("is-in"));
    if (painted.length) say(`Đã chọn ${vn(bottom - top + 1)} hàng, ${vn(right - left + 1)} cột.`);
    const last = cells[bottom] && cells[bottom][right];
    if (last) last.parentNode.append(handle);
  }
  const handle = document.createElement("i");
  handle.className = "fill";
  function near(r, c) { // the cell there, or the next one to the left where the row is shorter
    const line = cells[Math.max(0, Math.min(cells.length - 1, r))];
    for (let at = Math.min(c, line.length - 1); at >= 0; at -= 1) if (line[at]) return line[at];
    return line.find(Boolean);
  }
  function onward(r, c, dr) { // the next cell below or above that takes figures; where there is none one stays
    for (let y = r + dr; cells[y]; y += dr) { const input = near(y, c); if (isOpen(input)) return input; }
    return active;
  }
  function edge(from, dr, dc) { // as Ctrl with an arrow: to the end of what is filled, or to what is filled next
    let [r, c] = place.get(from);
    const at = (y, x) => cells[y] && cells[y][x];
    const filled = (input) => Boolean(input && input.value);
    const run = filled(at(r, c)) && filled(at(r + dr, c + dc));
    while (at(r + dr, c + dc)) {
      if (run && !filled(at(r + dr, c + dc))) break;
      r += dr; c += dc;
      if (!run && filled(at(r, c))) break;
    }
    return at(r, c);
  }
  form.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!place.has(input)) { if (!handle.contains(input)) $("loai").hidden = true; return; }
    active = input; head = corner = null; editing = false; before = get(input); turned = false;
    input.select();
    paint();
    $("loai").hidden = !(isOpen(input) && matchMedia("(max-width:760px)").matches);
    const { p, y } = input.dataset;
    if (p || y) say(`Kỳ trước: ${p || "không có"}; cùng kỳ: ${y || "không có"}.`);
    if (!$("chi-tieu").hidden) { clearTimeout(panelTimer); panelTimer = setTimeout(openPanel, 250); }
  });
  form.addEventListener("focusout", (event) => {
    const input = event.target;
    if (!place.has(input)) return;
    if (input === active) commit();
    grid.left(input);
  });
  form.addEventListener("input", (event) => { if (event.target === active) retyped(); });

  /* ---- keys ---- */
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || !place.has(event.target)) return;
    const ctrl = event.ctrlKey || event.metaKey, name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const done = keys(name, ctrl, event.shiftKey);
    if (done) event.preventDefault();
  });
  function keys(name, ctrl, shift) {
    const from = shift && head ? head : active, [r, c] = place.get(from);
    const go = (input, extend) => { if (!extend) commit(); select(input, extend); return true; };
    if (name === "Enter" && ctrl) { commit(); openPanel(); return true; }
    if (name === "Enter") { commit(); const [y, x] = place.get(active); return go(onward(y, x, shift ? -1 : 1)); }
    if (name === "Escape") return escape();
    if (name === "F2") { editing = !editing; if (editing) active.setSelectionRange(active.value.length, active.value.length); else active.select(); return true; }
    if (!isOpen(active) && !ctrl && (/^(?:Delete|Backspace)$/.test(name) || (name.length === 1 && name !== "?"))) locked();
    if (editing) return false;
    if (ARROWS[name]) { const [dr, dc] = ARROWS[name]; return go(ctrl ? edge(from, dr, dc) : near(r + dr, Math.max(0, c + dc)), shift); }
    if (name === "Home") return go(ctrl ? cells[0].find(Boolean) : cells[r].find(Boolean), shift);
    if (name === "End") return go(ctrl ? near(cells.length - 1, Infinity) : near(r, Infinity), shift);
    if (name === "Delete") { clear("Đã xóa"); return true; }
    if (name === "?" && !ctrl) { $("phim-tat").showModal(); return true; }
    if (!ctrl) return false;
    if (name === "a") { commit(); active.select(); corner = near(0, 0); head = near(cells.length - 1, Infinity); paint(); return true; }
    if (name === "d") { fill(); return true; }
    if (name === "y" || (name === "z" && shift)) { step(redo, undo); return true; }
    if (name === "z") { step(undo, redo); return true; }
    return false;
  }
  function locked() {
    const why = active.dataset.lock;
    say(why ? `Không sửa ở đây: ${why}.` : "Không sửa được chỉ tiêu này.");
  }
  function escape() {
    if (active.value !== before.t || turned) { put(active, before); turned = false; if (isOpen(active)) grid.queue(active); }
    else if (!editing && head) { head = corner = null; paint(); }
    else if (!$("chi-tieu").hidden) closePanel();
    editing = false;
    active.select();
    return true;
  }
  function clear(said) {
    active.value = before.t;
    const list = inBox().flat().filter(isOpen).map((input) => ({ input, from: get(input), to: typed(input, "") }));
    const n = apply(list);
    if (n > 1) offerUndo(`${said} ${vn(n)} chỉ tiêu.`);
  }
  function fill() { // down from the top of the range, to the right where it is one row high; one cell: from the cell above
    commit();
    let [top, left, bottom, right] = box();
    if (top === bottom && left === right) top = Math.max(0, top - 1);
    const list = [];
    for (let r = top; r <= bottom; r += 1) for (let c = left; c <= right; c += 1) {
      const source = top === bottom ? cells[top][left] : cells[top][c], input = cells[r][c];
      if (source && isOpen(input) && source !== input) list.push({ input, from: get(input), to: get(source) });
    }
    const n = apply(list);
    if (n) offerUndo(`Đã điền ${vn(n)} chỉ tiêu.`);
  }

  /* ---- mouse: a click selects, a drag selects a range, the small square fills ---- */
  let pointer = "mouse";
  form.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
  const cellAt = (event) => { const td = event.target.closest && event.target.closest("td.in"); return td && td.querySelector("input[name^='v:']"); };
  form.addEventListener("mousedown", (event) => {
    const input = cellAt(event);
    if (!input || event.button || pointer === "touch" || !place.has(input)) return;
    if (event.target === handle) drag = "fill";
    else if (editing && input === active) return;
    else { drag = "range"; if (!event.shiftKey || !active) { commit(); select(input); } else select(input, true); }
    event.preventDefault();
  });
  form.addEventListener("mouseover", (event) => { const input = cellAt(event); if (drag && place.has(input)) select(input, true); });
  document.addEventListener("mouseup", () => { if (drag === "fill" && head) fill(); drag = ""; });
  form.addEventListener("dblclick", (event) => { if (cellAt(event) === active && active) { editing = true; active.setSelectionRange(active.value.length, active.value.length); } });

  /* ---- clipboard: events only, so no permission is asked ---- */
  function written(input) {
    if (!input) return "";
    const { t, k } = get(input);
    return t ? (k === "estimate" ? `≈ ${t}` : t) : (k === "nothing_arose" ? "-" : "");
  }
  function read(text) { // tab-separated values as spreadsheets write them: quotes, CRLF, one final line break
    const block = [[""]];
    let quoted = false;
    text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < text.length; at += 1) {
      const sign = text[at], line = block[block.length - 1];
      if (quoted && sign === '"' && text[at + 1] === '"') { line[line.length - 1] += '"'; at += 1; }
      else if (sign === '"' && (quoted || line[line.length - 1] === "")) quoted = !quoted;
      else if (sign === "\t" && !quoted) line.push("");
      else if (sign === "\n" && !quoted) block.push([""]);
      else line[line.length - 1] += sign;
    }
    return block;
  }
  function onClipboard(event, act) {
    if (!active || document.activeElement !== active || editing) return;
    event.preventDefault();
    act(event.clipboardData);
  }
  const copy = (board) => board.setData("text/plain", inBox().map((line) => line.map(written).join("\t")).join("\r\n"));
  document.addEventListener("copy", (event) => onClipboard(event, (board) => { copy(board); say("Đã sao chép."); }));
  document.addEventListener("cut", (event) => onClipboard(event, (board) => { copy(board); clear("Đã cắt"); }));
  document.addEventListener("paste", (event) => onClipboard(event, (board) => paste(read(board.getData("text/plain")))));
  function paste(block) {
    active.value = before.t;
    let [top, left, bottom, right] = box();
    if (block.length > 1 || block[0].length > 1) { bottom = top + block.length - 1; right = left + Math.max(...block.map((line) => line.length)) - 1; }
    const list = [], wrong = [];
    let locked = 0, outside = 0;
    for (let r = top; r <= bottom; r += 1) for (let c = left; c <= right; c += 1) {
      const line = block[(r - top) % block.length], text = line[block.length === 1 && line.length === 1 ? 0 : c - left];
      const input = cells[r] && cells[r][c];
      if (text === undefined) continue;
      const number = text.trim();
      if (!input) outside += 1;
      else if (!isOpen(input)) locked += 1;
      else if (!NUMBER.test(number) && !WORDS.test(number)) wrong.push(number);
      else list.push({ input, from: get(input), to: pasted(input, number) });
    }
    const run = () => { const n = apply(list); if (n) offerUndo(`Đã dán ${vn(n)} chỉ tiêu.`); else say("Không có gì thay đổi."); };
    if (!locked && !outside && !wrong.length) { run(); return; }
    const parts = [`${vn(list.length)} chỉ tiêu sẽ được ghi`];
    if (locked) parts.push(`${vn(locked)} chỉ tiêu khóa, bỏ qua`);
    if (outside) parts.push(`${vn(outside)} ô ngoài biểu, bỏ qua`);
    if (wrong.length) parts.push(`${vn(wrong.length)} ô không đọc được, bỏ qua`);
    $("dan-noi-dung").textContent = `${parts.join("; ")}.`;
    $("dan-loi").replaceChildren(...wrong.slice(0, 5).map((text) => Object.assign(document.createElement("li"), { textContent: `“${text.slice(0, 60)}”` })));
    const back = active;
    $("dan").onclose = () => { select(back); if ($("dan").returnValue === "ok") run(); else say("Không dán."); };
    $("dan").returnValue = "";
    $("dan").showModal();
  }
  function pasted(input, text) { // beside a choice of kinds the sign of an estimate and the words become the choice
    const to = typed(input, text), about = /^(?:≈|ước)\s*/i;
    if (!beside(input, "k")) return to;
    if (about.test(text)) return { t: text.replace(about, ""), k: "estimate", w: "" };
    return { ...to, k: "reported" };
  }

  /* ---- the panel beside the report: one line with its history, its readers, the periods before ---- */
  const panel = $("chi-tieu");
  function openPanel(key) {
    key = key || (active && keyOf(active));
    if (!key) return;
    panel.hidden = false;
    $("loai").hidden = true;
    document.querySelector(".gridpage").classList.add("has-panel");
    htmx.ajax("GET", form.dataset.line.replace("KEY", encodeURIComponent(key)), { target: "#chi-tieu-noi-dung", swap: "innerHTML" });
  }
  function closePanel() {
    panel.hidden = true;
    document.querySelector(".gridpage").classList.remove("has-panel");
    if (active) active.focus();
  }
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") closePanel(); });
  panel.querySelector("[data-close]").addEventListener("click", closePanel);
  function fromPanel(line) {
    const input = byKey.get(line.dataset.line), part = (name) => line.elements[`${name}:${line.dataset.line}`];
    if (!input) return;
    const to = { t: part("v").value, k: part("k").value, w: part("r").value };
    if (!["reported", "estimate"].includes(to.k)) to.t = "";
    if (to.k === "not_applicable" && !to.w.trim()) { part("r").focus(); say("Ghi lý do không áp dụng."); return; }
    if (apply([{ input, from: get(input), to }])) say("Đã ghi tình trạng số liệu.");
  }
  panel.addEventListener("change", (event) => { if (event.target.form) fromPanel(event.target.form); });
  panel.addEventListener("submit", (event) => { event.preventDefault(); fromPanel(event.target); });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a.of-line");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    select(byKey.get(link.closest("tr").dataset.row));
    openPanel();
  });
  form.addEventListener("change", (event) => { // the choice of kind and the reason beside a number
    const row = event.target.closest("tr[data-row]"), input = row && byKey.get(row.dataset.row);
    if (input && /^[kr]:/.test(event.target.name)) grid.queue(input);
  });

  /* ---- a telephone's number pad has no words: buttons for them ---- */
  $("loai").addEventListener("pointerdown", (event) => event.preventDefault()); // the cell keeps the focus
  $("loai").addEventListener("click", (event) => {
    const button = event.target.closest("button"), kind = button && button.dataset.kind;
    if (!button || !active) return;
    if (!kind) { commit(); openPanel(); return; }
    commit();
    const now = get(active), number = now.t.replace(/^≈\s*/, "");
    const side = beside(active, "k") ? { t: kind === "nothing_arose" ? "" : number, k: kind, w: "" }
      : { t: { nothing_arose: "-", estimate: number && `≈ ${number}`, reported: number }[kind], k: undefined, w: undefined };
    apply([{ input: active, from: now, to: side }]);
    say(button.textContent);
  });
  $("hoan-tac").querySelector("button").addEventListener("click", () => step(undo, redo));

  const grid = { form, rows, rowOf, byKey, place, keyOf, get, put, say, vn, commit, select, isOpen, beside, active: () => active, queue() {}, left() {}, soon() {} };
  form.grid = grid;
})();
