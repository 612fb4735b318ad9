/* "Sao chép": puts the text of a field on the clipboard. Without this file the text is selected by hand. */
(function () {
  "use strict";

  function told(button, sentence) {
    const line = document.getElementById("thong-bao");
    if (line) line.textContent = sentence;
    const note = document.getElementById(button.dataset.copy + "-xong");
    if (note) note.textContent = sentence;
  }

  function byHand(field) {
    field.focus();
    field.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }

  async function copy(button) {
    const field = document.getElementById(button.dataset.copy);
    if (!(field instanceof HTMLTextAreaElement)) return;
    let done;
    try {
      await navigator.clipboard.writeText(field.value);
      done = true;
    } catch {
      done = byHand(field); // no permission, or a page without https
    }
    told(button, done ? "Đã sao chép nội dung." : "Đã chọn nội dung; nhấn Ctrl+C để sao chép.");
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("button[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => copy(button));
    });
  });
})();
