/* Small comforts of every page: theme, keyboard, unsaved changes, spoken status. Every page works without this file. */
(function () {
  "use strict";

  const THEMES = { auto: "theo thiết bị", light: "sáng", dark: "tối" };
  const UNSAVED = "data-guard"; // on a form: ask before leaving with changes that were not sent

  /* ---- theme: set before the first paint, so this file is not deferred ---- */
  function storedTheme() {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto"; // storage may be switched off
    }
  }

  function applyTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }

  function wireTheme(button) {
    const names = Object.keys(THEMES);
    let theme = names.includes(storedTheme()) ? storedTheme() : "auto";
    const label = button.querySelector("span");
    const show = () => { label.textContent = "Giao diện: " + THEMES[theme]; };
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      theme = names[(names.indexOf(theme) + 1) % names.length];
      applyTheme(theme);
      try {
        localStorage.setItem("theme", theme);
      } catch {
        /* the choice then lasts for this page only */
      }
      show();
      say(label.textContent);
    });
  }

  /* ---- status: one sentence for readers of the screen ---- */
  function say(sentence) {
    const line = document.getElementById("thong-bao");
    if (line) line.textContent = sentence;
  }

  /* ---- keyboard ---- */
  function isTyping(target) {
    return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  }

  function wireKeys() {
    const help = document.getElementById("phim-tat");
    const search = document.querySelector("[data-search]");
    const open = () => { if (help && !help.open) help.showModal(); };
    document.querySelectorAll("[data-keys]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", open);
    });
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search && search.offsetParent) {
        event.preventDefault();
        search.focus();
        search.select();
      } else if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
        event.preventDefault();
        open();
      } else if (event.key === "Escape") {
        closeMenu(event.target);
      }
    });
  }

  /* ---- menus made of <details>: closed by Escape and by a click elsewhere ---- */
  function closeMenu(target) {
    document.querySelectorAll("details.who[open]").forEach((menu) => {
      if (target instanceof Node && menu.contains(target)) menu.querySelector("summary").focus();
      menu.open = false;
    });
  }

  function wireMenus() {
    document.addEventListener("click", (event) => {
      document.querySelectorAll("details.who[open]").forEach((menu) => {
        if (!menu.contains(event.target)) menu.open = false;
      });
    });
  }

  /* ---- the search: arrows walk through what was found, Escape closes it ---- */
  function wireFind() {
    const found = document.querySelector("[data-found]");
    if (!found) return;
    const form = found.closest("form");
    const box = form.querySelector("[data-search]");
    form.addEventListener("keydown", (event) => {
      const links = Array.from(found.querySelectorAll("a"));
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape") {
        found.replaceChildren();
        box.focus();
      } else if (event.key === "ArrowDown" && at + 1 < links.length) {
        event.preventDefault();
        links[at + 1].focus();
      } else if (event.key === "ArrowUp" && at >= 0) {
        event.preventDefault();
        (at ? links[at - 1] : box).focus();
      }
    });
  }

  /* ---- leaving with unsaved changes ---- */
  function snapshot(form) {
    return JSON.stringify(Array.from(new FormData(form), ([name, value]) => [name, typeof value === "string" ? value : value.name]));
  }

  function wireGuard() {
    const before = new Map();
    document.querySelectorAll("form[" + UNSAVED + "]").forEach((form) => {
      before.set(form, snapshot(form));
      form.addEventListener("submit", () => before.delete(form));
    });
    if (!before.size) return;
    window.addEventListener("beforeunload", (event) => {
      for (const [form, saved] of before) {
        if (form.isConnected && snapshot(form) !== saved) event.preventDefault();
      }
    });
  }

  /* ---- fragments: say what is happening, and say it plainly when the server did not answer ---- */
  function wireFragments() {
    document.addEventListener("htmx:beforeRequest", () => say("đang cập nhật"));
    document.addEventListener("htmx:afterSettle", () => say("đã cập nhật"));
    document.addEventListener("htmx:beforeSwap", keepPagesWhole);
    document.addEventListener("htmx:sendError", () => warn("Không kết nối được máy chủ. Việc vừa làm chưa được lưu; kiểm tra mạng rồi thực hiện lại."));
    document.addEventListener("htmx:responseError", () => warn("Máy chủ không thực hiện được. Việc vừa làm chưa được lưu; tải lại trang rồi thực hiện lại."));
  }

  /* a whole page where a fragment was asked for: signed out meanwhile, or a redirect; open it instead of nesting it */
  function keepPagesWhole(event) {
    const answer = event.detail.xhr;
    if (!/^\s*<!doctype/i.test(answer.responseText)) return;
    event.detail.shouldSwap = false;
    if (answer.status < 400) location.assign(answer.responseURL);
    else if (answer.status < 500) warn("Phiên làm việc có thể đã hết hạn. Việc vừa làm chưa được lưu; tải lại trang rồi thực hiện lại.");
  }

  function warn(sentence) {
    const main = document.getElementById("noi-dung");
    if (!main) return;
    const box = document.createElement("div");
    box.className = "say say-err";
    box.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = sentence;
    box.append(text);
    main.querySelectorAll(":scope > [data-failed]").forEach((old) => old.remove());
    box.dataset.failed = "";
    main.prepend(box);
  }

  applyTheme(storedTheme());
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-theme-toggle]").forEach(wireTheme);
    wireKeys();
    wireMenus();
    wireFind();
    wireGuard();
    wireFragments();
    const problems = document.querySelector("[data-focus]");
    if (problems) problems.focus();
  });
})();
