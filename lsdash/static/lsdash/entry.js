/* The grid of disbursement: moves by keyboard, pastes a column or a block, shows the rate as one
   types and guards what is not yet saved. Saving is the plain form's. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  const table = form && form.querySelector("table.entry");
  if (!table) return;

  const status = form.querySelector("[data-entry-status]");
  const rows = [...table.querySelectorAll("tbody tr")]
    .map((row) => [...row.querySelectorAll("input:not([type=hidden])")])
    .filter((row) => row.length);
  const inputs = rows.flat();
  const place = new Map(rows.flatMap((row, r) => row.map((input, c) => [input, [r, c]])));
  const shown = new Map(inputs.map((input) => [input, input.value]));
  let isSaving = false;

  /* Vietnamese numbers only: 1.234,5; "-" is 0 */
  function numberOf(text) {
    const plain = text.trim();
    if (plain === "-") return 0;
    if (!/^(\d+|\d{1,3}(\.\d{3})+)(,\d{1,3})?$/.test(plain)) return NaN;
    return Number(plain.replaceAll(".", "").replace(",", "."));
  }

  function isAmount(input) { return input.name.startsWith("o-"); }

  function typed(input) {
    const cell = input.closest("td");
    cell.classList.toggle("is-changed", input.value !== shown.get(input));
    if (isAmount(input)) {
      const value = numberOf(input.value);
      const base = Number(input.dataset.base);
      const rate = value / base * 100;
      cell.classList.toggle("is-wrong", Boolean(input.value.trim()) && Number.isNaN(value));
      input.closest("tr").querySelector("[data-rate]").textContent = base && Number.isFinite(rate)
        ? `${rate.toLocaleString("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} %` : "";
    }
    const changed = inputs.filter((one) => one.value !== shown.get(one)).length;
    status.textContent = changed ? `${changed} ô chưa lưu.` : "";
  }

  function go(input, down, right) {
    const [r, c] = place.get(input);
    const next = rows[r + down] && rows[r + down][c + right];
    if (!next) return;
    next.focus();
    next.select();
  }

  function atEdge(input, right) {
    const { selectionStart: start, selectionEnd: end, value } = input;
    if (start !== end) return end - start === value.length;
    return right > 0 ? end === value.length : start === 0;
  }

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  table.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!place.has(input) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      go(input, event.shiftKey ? -1 : 1, 0);
    } else if (event.key === "Escape") {
      input.value = shown.get(input);
      typed(input);
      input.select();
    } else if (event.key in MOVES && !event.shiftKey) {
      const [down, right] = MOVES[event.key];
      if (!down && !atEdge(input, right)) return;
      event.preventDefault();
      go(input, down, right);
    }
  });

  table.addEventListener("input", (event) => { if (place.has(event.target)) typed(event.target); });

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!place.has(event.target) || !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const [r0, c0] = place.get(event.target);
    let outside = 0;
    lines.forEach((line, r) => line.forEach((value, c) => {
      const input = rows[r0 + r] && rows[r0 + r][c0 + c];
      if (!input) { outside += 1; return; }
      input.value = value.trim();
      typed(input);
    }));
    if (outside) status.textContent += ` ${outside} ô của khối dán nằm ngoài bảng nên bị bỏ qua.`;
  });

  form.addEventListener("submit", () => { isSaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!isSaving && inputs.some((input) => input.value !== shown.get(input))) event.preventDefault();
  });

  // What a refused page brought back is not saved either; its rates are those of the text.
  inputs.forEach(typed);
})();
