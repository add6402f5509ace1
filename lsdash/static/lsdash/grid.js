/* The grid of one report: moves by keyboard, pastes blocks, saves as one goes, and keeps what was
   typed in the browser until the server has it. Without this script the page is a plain form. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-grid]");
  if (!form) return;

  const PAUSE = 500; // ms of quiet before typed cells are sent
  const RETRY = 5000; // ms until a lost connection is tried again
  const MOST_AT_ONCE = 5000;
  const STORE = `lsdash-grid-${form.dataset.key}`;

  const table = form.querySelector("table.grid");
  const status = document.querySelector("[data-grid-status]");
  const bar = document.querySelector("[data-cell-bar]");
  const part = (name) => bar.querySelector(`[data-bar="${name}"]`);
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
  const heads = new Map([...table.querySelectorAll("th[id^='c-']")].map((th) => [th.id.slice(2), th]));
  const inputs = rows.flat();
  const byId = new Map(inputs.map((input) => [idOf(input), input]));
  const place = new Map(rows.flatMap((row, r) => row.map((input, c) => [input, [r, c]])));

  // id → {text, note, version}: typed and not yet stored, also kept in the browser's own storage.
  const pending = new Map();
  const versions = new Map();
  let version = Number(form.dataset.version);
  let current = null;
  let anchor = null;
  let timer = 0;
  let isSending = false;

  function idOf(input) { return input.name.slice(2); }
  function measureOf(input) { return idOf(input).split("-")[1]; }
  function cellOf(input) { return input.closest("td"); }
  function saved(input) { return input.defaultValue; }

  /* what is kept in the browser */

  function keep() {
    try {
      if (pending.size) localStorage.setItem(STORE, JSON.stringify([...pending]));
      else localStorage.removeItem(STORE);
    } catch { /* private window or full storage: the page itself still holds the text */ }
  }

  function recover() {
    let kept = [];
    try { kept = JSON.parse(localStorage.getItem(STORE) || "[]"); } catch { kept = []; }
    for (const [id, typed] of kept) {
      const input = byId.get(id);
      if (!input) continue;
      input.value = typed.text;
      if (typed.note !== null) setNote(input, typed.note);
      pending.set(id, typed);
      mark(input, "waiting", "Đã nhập trước khi mất kết nối, chưa lưu.");
    }
    if (pending.size) say(`Khôi phục ${pending.size} ô đã nhập mà chưa lưu được.`);
  }

  /* states */

  const STATES = ["waiting", "saving", "saved", "refused", "conflict"];

  function mark(input, state, message) {
    const cell = cellOf(input);
    STATES.forEach((name) => cell.classList.toggle(`cell--${name}`, name === state));
    input.toggleAttribute("aria-invalid", state === "refused" || state === "conflict");
    if (message) input.dataset.message = message; else delete input.dataset.message;
    if (input === current) describe(input);
  }

  function setFinding(input, message) {
    cellOf(input).classList.toggle("cell--warning", Boolean(message));
    if (message) input.dataset.finding = message; else delete input.dataset.finding;
    if (input === current) describe(input);
  }

  function setNote(input, note) {
    cellOf(input).classList.toggle("cell--noted", Boolean(note));
    input.dataset.note = note;
    const field = form.elements[`g-${idOf(input)}`];
    if (field && field !== document.activeElement) field.value = note;
  }

  function say(text) { status.textContent = text; }

  function tell() {
    const stuck = [...pending.values()].filter((typed) => typed.stuck).length;
    const waiting = pending.size - stuck;
    if (isSending) say(`Đang lưu ${waiting} ô…`);
    else if (stuck) say(`${stuck} ô chưa lưu được: xem ô có viền đỏ.`);
    else if (!waiting) say(`Đã lưu lúc ${new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}.`);
    progress();
  }

  function progress() {
    const owed = inputs.filter((input) => !cellOf(input).classList.contains("cell--free") && heads.get(measureOf(input)).dataset.kind !== "rate");
    const filled = owed.filter((input) => input.value.trim()).length;
    const number = (n) => n.toLocaleString("vi-VN");
    document.querySelector("[data-progress]").textContent = `Đã có ${number(filled)}/${number(owed.length)} ô.`;
  }

  /* typing and saving */

  function typed(input, note = null) {
    const id = idOf(input);
    const before = pending.get(id);
    if (input.value.trim() === saved(input).trim() && note === null && !before) return;
    pending.set(id, {
      text: input.value,
      note: note ?? before?.note ?? null,
      version: before?.version ?? versions.get(id) ?? version,
    });
    mark(input, "waiting");
    computeRates(place.get(input)[0]);
    // What the server refused may be right together with this: its row goes along.
    for (const other of rows[place.get(input)[0]]) {
      const stuck = pending.get(idOf(other));
      if (stuck?.stuck === "refused") stuck.stuck = "";
    }
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  // After signing in again in another window only the cookie's token is good.
  function token() {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
  }

  async function send() {
    clearTimeout(timer);
    if (isSending) return;
    const batch = [...pending].filter(([, cell]) => !cell.stuck).slice(0, MOST_AT_ONCE);
    if (!batch.length) { tell(); return; }
    isSending = true;
    for (const [id] of batch) mark(byId.get(id), "saving");
    tell();
    try {
      const answer = await fetch(form.dataset.grid, {
        method: "POST",
        credentials: "same-origin",
        headers: {
          "Accept": "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": token(),
          "X-Requested-With": "XMLHttpRequest",
        },
        body: JSON.stringify({ cells: batch.map(([id, cell]) => ({ id, text: cell.text, note: cell.note, version: cell.version })) }),
      });
      isSending = false;
      await received(answer, batch);
    } catch {
      isSending = false;
      lost(batch, `Mất kết nối: ${pending.size} ô đang giữ trong trình duyệt này, sẽ tự gửi khi có mạng.`);
    }
  }

  async function received(answer, batch) {
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.ok && isJson) { took(await answer.json(), batch); return; }
    if (answer.status === 409 && isJson) {
      const refused = await answer.json();
      for (const [id, cell] of batch) { cell.stuck = "closed"; mark(byId.get(id), "refused", refused.message); }
      keep();
      say(refused.message);
      return;
    }
    if (answer.status === 401 || answer.status === 403 || answer.redirected) {
      lost(batch, `Phiên làm việc đã hết: ${pending.size} ô đang giữ trong trình duyệt này. Hãy mở trang đăng nhập ở thẻ khác, đăng nhập lại rồi tải lại trang này.`, true);
      return;
    }
    lost(batch, `Máy chủ chưa nhận được: ${pending.size} ô đang giữ trong trình duyệt này, sẽ tự gửi lại.`);
  }

  function lost(batch, message, forGood = false) {
    for (const [id] of batch) mark(byId.get(id), "waiting");
    keep();
    say(message);
    clearTimeout(timer);
    if (!forGood) timer = setTimeout(send, RETRY);
  }

  function took(answer, batch) {
    version = Math.max(version, answer.version);
    for (const [id, sent] of batch) {
      const input = byId.get(id);
      const outcome = answer.cells[id];
      const now = pending.get(id);
      versions.set(id, answer.version);
      if (outcome.state === "saved") {
        input.defaultValue = outcome.text;
        setNote(input, outcome.note);
        if (now === sent) {
          pending.delete(id);
          if (input !== document.activeElement) input.value = outcome.text;
          mark(input, "saved");
        } else now.version = answer.version;
      } else {
        if (now === sent) { now.stuck = outcome.state; now.version = outcome.state === "conflict" ? sent.version : answer.version; }
        if (outcome.state === "conflict") input.dataset.stored = outcome.stored;
        mark(input, outcome.state, outcome.message);
      }
    }
    for (const [id, message] of Object.entries(answer.findings)) {
      const input = byId.get(id);
      if (input) setFinding(input, message);
    }
    keep();
    if ([...pending.values()].some((cell) => !cell.stuck)) send(); else tell();
  }

  function settle(input, mine) {
    const id = idOf(input);
    const stored = input.dataset.stored || "";
    input.defaultValue = stored;
    pending.delete(id);
    if (mine) typed(input); else { input.value = stored; mark(input, "saved"); keep(); tell(); }
    input.focus();
  }

  /* rates as one types: Vietnamese numbers only, otherwise no rate */

  function numberOf(text) {
    const plain = text.replace(/\s*(\(ước\)|ước|ư)$/, "").trim();
    if (plain === "-") return 0;
    if (!/^(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(plain)) return NaN;
    return Number(plain.replaceAll(".", "").replace(",", "."));
  }

  function computeRates(r) {
    for (const input of rows[r]) {
      const head = heads.get(measureOf(input));
      const cell = cellOf(input);
      const area = idOf(input).split("-")[0];
      const other = (measure) => byId.get(`${area}-${measure}`);
      if (head.dataset.rate) {
        const [top, bottom] = head.dataset.rate.split("/").map((measure) => numberOf(other(measure).value));
        const rate = top / bottom * numberOf(head.dataset.factor);
        cell.querySelector("output").textContent = Number.isFinite(rate)
          ? `= ${rate.toLocaleString("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}` : "";
      }
      if (head.dataset.partOf) {
        const over = numberOf(input.value) > numberOf(other(head.dataset.partOf).value);
        cell.classList.toggle("cell--over", over);
      }
    }
  }

  /* the bar that tells of the cell one is in */

  function describe(input) {
    bar.hidden = false;
    const head = heads.get(measureOf(input));
    const row = input.closest("tr").querySelector("th");
    const before = cellOf(input).querySelector(".cell__before");
    const plan = head.querySelector(".grid__plan");
    part("name").textContent = `${row.textContent} – ${head.dataset.name}`;
    part("facts").textContent = [
      before ? `Kỳ trước: ${before.textContent}` : "Kỳ trước: chưa có số",
      plan ? plan.textContent : "",
      cellOf(input).classList.contains("cell--imported") ? "Nhập từ Excel" : "",
    ].filter(Boolean).join(" · ");
    const over = cellOf(input).classList.contains("cell--over") ? `Lớn hơn “${heads.get(head.dataset.partOf).dataset.name}”.` : "";
    part("message").textContent = [input.dataset.message, input.dataset.remark, over, input.dataset.finding].filter(Boolean).join(" ");
    const isConflict = cellOf(input).classList.contains("cell--conflict");
    part("choice").hidden = !isConflict;
    if (isConflict) {
      part("mine").textContent = `Giữ số của tôi: ${input.value || "chưa báo cáo"}`;
      part("theirs").textContent = `Lấy số đã lưu: ${input.dataset.stored || "chưa báo cáo"}`;
    }
    if (document.activeElement !== part("note")) part("note").value = input.dataset.note || "";
    part("estimate").checked = /(\(ước\)|ước|ư)\s*$/.test(input.value);
    const history = part("history");
    if (history) history.href = history.dataset.address.replace("/0/0/", `/${idOf(input).replace("-", "/")}/`);
  }

  function toggleEstimate(input) {
    const plain = input.value.replace(/\s*(\(ước\)|ước|ư)\s*$/, "");
    if (!plain.trim()) return;
    input.value = plain === input.value ? `${plain.trim()} ư` : plain;
    typed(input);
    describe(input);
  }

  /* moving, choosing, copying, pasting */

  function at(r, c) { return rows[r] && rows[r][c]; }

  function go(input, down, right) {
    const [r, c] = place.get(input);
    const next = at(r + down, c + right);
    if (!next) return false;
    next.focus();
    next.select();
    return true;
  }

  function chosen() {
    if (!anchor || !current || anchor === current) return current ? [[current]] : [];
    const [r1, c1] = place.get(anchor);
    const [r2, c2] = place.get(current);
    return rows.slice(Math.min(r1, r2), Math.max(r1, r2) + 1)
      .map((row) => row.slice(Math.min(c1, c2), Math.max(c1, c2) + 1));
  }

  function show() {
    const block = new Set(anchor && anchor !== current ? chosen().flat() : []);
    for (const input of inputs) cellOf(input).classList.toggle("cell--chosen", block.has(input));
  }

  function paste(text) {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const [r0, c0] = place.get(current);
    let outside = 0;
    lines.forEach((line, r) => line.forEach((value, c) => {
      const input = at(r0 + r, c0 + c);
      if (!input) { outside += 1; return; }
      input.value = value.trim();
      typed(input);
    }));
    describe(current);
    if (outside) say(`${outside} ô của khối dán nằm ngoài bảng nên bị bỏ qua.`);
  }

  table.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!place.has(input)) return;
    current = input;
    if (!event.target.dataset.extending) anchor = input;
    show();
    describe(input);
  });

  // A block of cells is no more than a look; "change" fires only for what the person typed.
  table.addEventListener("change", (event) => { if (place.has(event.target)) typed(event.target); });
  table.addEventListener("input", (event) => {
    if (!place.has(event.target)) return;
    computeRates(place.get(event.target)[0]);
    describe(event.target);
  });

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  table.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!place.has(input) || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!go(input, event.shiftKey ? -1 : 1, 0)) typed(input);
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = saved(input);
      pending.delete(idOf(input));
      keep();
      mark(input, "");
      computeRates(place.get(input)[0]);
      input.select();
      tell();
    } else if (event.key in MOVES && !event.ctrlKey && !event.metaKey) {
      const [down, right] = MOVES[event.key];
      if (event.shiftKey) {
        const [r, c] = place.get(input);
        const next = at(r + down, c + right);
        if (!next) return;
        event.preventDefault();
        next.dataset.extending = "1";
        next.focus();
        delete next.dataset.extending;
      } else if (down || atEdge(input, right)) {
        event.preventDefault();
        go(input, down, right);
      }
    } else if (event.key === "Delete" && anchor !== current) {
      event.preventDefault();
      for (const one of chosen().flat()) { one.value = ""; typed(one); }
    }
  });

  function atEdge(input, right) {
    if (input.selectionStart !== input.selectionEnd) return input.selectionEnd - input.selectionStart === input.value.length;
    return right > 0 ? input.selectionEnd === input.value.length : input.selectionStart === 0;
  }

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!place.has(event.target) || !/[\t\n\r]/.test(text.trim())) return;
    event.preventDefault();
    paste(text);
  });

  table.addEventListener("copy", (event) => {
    if (!current || anchor === current) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", chosen().map((row) => row.map((input) => input.value).join("\t")).join("\n"));
  });

  table.addEventListener("mousedown", (event) => {
    if (event.shiftKey && place.has(event.target)) event.target.dataset.extending = "1";
  });
  table.addEventListener("mouseup", (event) => { delete event.target.dataset.extending; });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !current) return;
    const key = event.key.toLowerCase();
    if (key === "g") { event.preventDefault(); part("note").focus(); }
    if (key === "u") { event.preventDefault(); toggleEstimate(current); }
    if (key === "l" && part("history")) { event.preventDefault(); openHistory(); }
  });

  /* the cell's history, in a window of its own above the grid */

  const dialog = document.querySelector("[data-grid-history]");

  async function openHistory() {
    const link = part("history");
    try {
      const answer = await fetch(`${link.href}?manh=1`, { headers: { "X-Requested-With": "XMLHttpRequest", "Accept": "text/html" } });
      if (!answer.ok) throw new Error(answer.status);
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      dialog.querySelector("[data-history-body]").replaceChildren(...parsed.body.childNodes);
      dialog.showModal();
    } catch { window.location.assign(link.href); }
  }

  if (part("history")) part("history").addEventListener("click", (event) => { event.preventDefault(); openHistory(); });
  if (dialog) dialog.addEventListener("close", () => current && current.focus());

  part("note").addEventListener("change", () => { if (current) { setNote(current, part("note").value); typed(current, part("note").value); } });
  part("note").addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); current.focus(); }
  });
  part("estimate").addEventListener("change", () => { if (current) toggleEstimate(current); });
  part("mine").addEventListener("click", () => settle(current, true));
  part("theirs").addEventListener("click", () => settle(current, false));
  form.addEventListener("change", (event) => {
    if (!event.target.name || !event.target.name.startsWith("g-")) return;
    const input = byId.get(event.target.name.slice(2));
    if (!input) return;
    setNote(input, event.target.value);
    typed(input, event.target.value);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.name && event.target.name.startsWith("g-")) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (current && current.value !== saved(current)) typed(current);
    send();
  });

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (current && current.value.trim() !== saved(current).trim()) typed(current);
    if (pending.size) event.preventDefault();
  });

  recover();
  rows.forEach((_, r) => computeRates(r));
  if (pending.size) send();
})();
