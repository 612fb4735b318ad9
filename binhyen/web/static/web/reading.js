/* The reading page by keyboard: move along the proposals, decide, take back. Every button works without this file. */
(function () {
  "use strict";

  const SWITCH = "single-keys"; // single letters can be switched off: they would disturb who speaks to the machine
  const OPEN = ["waiting", "conflict"];
  const CLASSES = { accepted: "is-used", corrected: "is-used", rejected: "is-off" };
  let at = 0; // number of the row that the person is on
  let busy = false; // a decision is on its way: what is typed meanwhile waits, or it would meet the row that was just decided
  let waiting = [];

  function rows() {
    return Array.from(document.querySelectorAll("[data-row]"));
  }

  function numberOf(row) {
    return Number(row.dataset.row);
  }

  function current() {
    return document.activeElement.closest("[data-row]") || rows().find((row) => numberOf(row) === at);
  }

  /* ---- where the person is: the row, and the words in the text beside it ---- */
  function show(row, focus) {
    if (!row) return;
    at = numberOf(row);
    if (focus) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
    document.querySelectorAll(".hit.is-here").forEach((mark) => mark.classList.remove("is-here"));
    const marks = document.querySelectorAll('.hit[data-number="' + at + '"]');
    marks.forEach((mark) => mark.classList.add("is-here"));
    bringIntoView(marks[0]);
  }

  /* the text scrolls inside its own box on wide screens; the page itself must not jump */
  function bringIntoView(mark) {
    const box = document.querySelector("[data-text]");
    if (!mark || !box || box.scrollHeight <= box.clientHeight) return;
    const place = mark.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (place.top < frame.top + 24 || place.bottom > frame.bottom - 24) {
      box.scrollTop += place.top - frame.top - box.clientHeight / 3;
    }
  }

  function move(step) {
    const all = rows(), here = all.indexOf(current());
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
    show(all[next], true);
  }

  function nextOpen(after) {
    const open = rows().filter((row) => OPEN.includes(row.dataset.state));
    return open.find((row) => numberOf(row) > after) || open[0];
  }

  function press(value) {
    const row = current();
    const button = row && row.querySelector('.btns button[name="act"][value="' + value + '"]');
    if (button) button.click();
    else if (row) say("số liệu " + numberOf(row) + " không có thao tác này");
  }

  function edit() {
    const row = current();
    const link = row && row.querySelector("a.ibtn");
    if (link) link.click();
  }

  function undoLast() {
    const button = document.querySelector("[data-undo-last]");
    if (button) button.click();
    else say("không có lựa chọn nào để hoàn tác");
  }

  function say(sentence) {
    const line = document.getElementById("thong-bao");
    if (line) line.textContent = sentence;
  }

  const KEYS = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    n: () => show(nextOpen(at), true),
    a: () => press("accept"), s: edit, x: () => press("reject"), u: () => press("undo"), z: undoLast,
  };

  function allowed() {
    try {
      return localStorage.getItem(SWITCH) !== "off";
    } catch {
      return true; // storage may be switched off
    }
  }

  function onKey(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !allowed()) return;
    if (document.querySelector("dialog[open]") || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const arrow = event.key.startsWith("Arrow");
    if (arrow && !event.target.closest("[data-proposals]")) return; // elsewhere arrows scroll
    const act = KEYS[arrow ? event.key : event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    if (busy) waiting.push(act);
    else act();
  }

  /* Esc closes the form of a row, unless something was typed into it. */
  function closeForm(event) {
    const form = document.querySelector(".row-form");
    if (event.key !== "Escape" || !form || document.querySelector("dialog[open]")) return;
    const typed = Array.from(form.elements).some((one) => {
      if (one.type === "checkbox") return one.checked !== one.defaultChecked;
      if (one.options) return one.selectedIndex > 0 && !one.options[one.selectedIndex].defaultSelected;
      return one.defaultValue !== undefined && one.value !== one.defaultValue;
    });
    if (!typed) form.querySelector(".btns a").click();
  }

  function goOn() {
    busy = false;
    while (waiting.length && !busy) waiting.shift()();
  }

  function stop() {
    busy = false;
    waiting = [];
  }

  function wireSwitch() {
    const box = document.querySelector("[data-single-keys]");
    if (!box) return;
    box.checked = allowed();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem(SWITCH, box.checked ? "on" : "off");
      } catch {
        /* the choice then lasts for this page only */
      }
      showHints();
    });
  }

  function showHints() {
    document.querySelectorAll("[data-hints], .hint").forEach((hint) => { hint.hidden = !allowed(); });
  }

  /* ---- after the side was renewed: the text shows what was decided, and the person is where the work goes on ---- */
  function markText() {
    for (const row of rows()) {
      document.querySelectorAll('.hit[data-number="' + row.dataset.row + '"]').forEach((mark) => {
        mark.classList.remove("is-used", "is-off");
        const name = CLASSES[row.dataset.state];
        if (name) mark.classList.add(name);
      });
    }
  }

  function moveOn(row, acted) {
    const open = row && OPEN.includes(row.dataset.state);
    const refused = row && row.querySelector("[role=alert]");
    if (refused) waiting = [];
    show(open || refused ? row : nextOpen(acted) || row, true);
    const progress = document.getElementById("tien-do");
    if (progress) say(progress.textContent);
  }

  function wireFragments() {
    let acted = 0;
    document.addEventListener("htmx:sendError", stop);
    document.addEventListener("htmx:responseError", stop);
    document.addEventListener("htmx:beforeRequest", (event) => {
      busy = true;
      const row = event.target.closest("[data-row]");
      acted = row ? numberOf(row) : 0;
    });
    document.addEventListener("htmx:afterSettle", () => {
      showHints();
      markText();
      if (acted) moveOn(document.getElementById("p" + acted), acted);
      goOn();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-proposals]")) return;
    document.addEventListener("keydown", onKey);
    document.addEventListener("keydown", closeForm);
    const first = document.querySelector(".row-form input:not([type=hidden]), .row-form select");
    if (first) first.focus();
    document.addEventListener("focusin", (event) => {
      const row = event.target.closest("[data-row]");
      if (row && numberOf(row) !== at) show(row, false);
    });
    wireSwitch();
    wireFragments();
    showHints();
    markText();
    const asked = /^#p\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (asked && asked.querySelector(".row-form") === null) show(asked, true);
  });
})();
