// What htmx leaves to us: say when a request fails, move the focus where the eye goes, close open menus.
(() => {
  const trouble = (kind) => {
    const box = document.getElementById("trouble");
    if (!box) return;
    box.hidden = !kind;
    box.textContent = kind ? box.dataset[kind] : "";
  };

  // The region that an answer goes into; an answer may have named another one.
  const region = ({ detail: { ctx: { target } } }) => typeof target === "string" ? document.querySelector(target) : target;

  // Another page, or another content of the same one.
  const isPage = (target) => target === document.body || target?.id === "main";

  const focusFirst = (root) => {
    const wanted = root.querySelector("[data-focus]");
    if (wanted) wanted.focus();
    return Boolean(wanted);
  };

  document.addEventListener("DOMContentLoaded", () => focusFirst(document));

  document.addEventListener("htmx:before:request", () => trouble(null));
  document.addEventListener("htmx:error", () => trouble("offline"));
  document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status >= 500) trouble("fault");
  });

  // After a new page or another view of a list: the error summary, else the content. After a region: only an error summary
  // inside it. Of a list it is also said how many rows stand there now.
  document.addEventListener("htmx:after:swap", (event) => {
    const target = region(event), main = document.getElementById("main");
    const focused = focusFirst(target instanceof Element ? target : document);
    if (!focused && isPage(target)) main?.focus({ preventScroll: true });
    if (target !== main) return;
    if (!focused) scrollTo(0, 0);
    const words = [...main.querySelectorAll("h1, .pager > p:first-child, .empty p")].map((one) => one.textContent.trim());
    document.getElementById("told").textContent = words.join(". ").replace(/\s+/g, " ");
  });

  // Error links lead to a field; browsers scroll there, we also put the cursor in it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".error-summary a[href^='#']");
    if (link) {
      const field = document.getElementById(link.getAttribute("href").slice(1));
      if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: "center" }); }
    }
    for (const menu of document.querySelectorAll(".top details[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // On a phone only the first unanswered item of a long list stands open; an answer opens the next one.
  const answered = (item) => item.querySelector("input:checked:not([value=''])");
  const narrow = matchMedia("(max-width: 39.99rem)");
  const fold = () => {
    const items = narrow.matches ? [...document.querySelectorAll("details.level")] : [];
    const first = items.find((item) => !answered(item));
    for (const item of items) item.open = item === first || item.classList.contains("has-error");
  };
  document.addEventListener("DOMContentLoaded", fold);
  document.addEventListener("htmx:after:swap", (event) => { if (isPage(region(event))) fold(); });
  document.addEventListener("change", (event) => {
    const next = event.target.closest?.("details.level")?.nextElementSibling;
    if (narrow.matches && next?.matches("details.level") && !answered(next)) next.open = true;
  });

  // A phone's photo is several megabytes; over a slow link a smaller one arrives. What cannot be read is sent as it is.
  // The short side is bounded, so that a long screenshot stays legible; what a canvas cannot hold is left to the server.
  const SHORT_SIDE = 1200, SMALL_ENOUGH = 400 * 1024, MOST_PIXELS = 16e6;
  document.addEventListener("change", async (event) => {
    const field = event.target, photo = field.files?.[0];
    if (!field.closest?.("[data-shrink]") || !photo?.type.startsWith("image/") || photo.size <= SMALL_ENOUGH) return;
    try {
      const picture = await createImageBitmap(photo);
      const scale = Math.min(1, SHORT_SIDE / Math.min(picture.width, picture.height));
      const canvas = Object.assign(document.createElement("canvas"), {
        width: Math.round(picture.width * scale), height: Math.round(picture.height * scale),
      });
      if (canvas.width * canvas.height > MOST_PIXELS || Math.max(canvas.width, canvas.height) > 16000) return;
      const brush = canvas.getContext("2d");
      brush.fillStyle = "#fff";  // a transparent picture would turn black
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
      if (!smaller || smaller.size >= photo.size || field.files[0] !== photo) return;
      const files = new DataTransfer();
      files.items.add(new File([smaller], photo.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
      field.files = files.files;
    } catch { /* the photo stays as it is */ }
  });

  // A form that is left half filled in is kept by the server for whoever is signed in, and filled in again when they come
  // back to it. The tab itself remembers whose forms they are, where they go and under which key: nothing of the text.
  const STORE = "unsent";
  const here = () => location.pathname + location.search;
  const box = () => document.getElementById("unsent");
  const goal = (form) => {
    const to = new URL(form.getAttribute("action") || location.href, location.href);
    return to.pathname + to.search;
  };
  const recall = () => {
    const me = box()?.dataset.me;
    const known = JSON.parse(sessionStorage.getItem(STORE) || "{}");
    return me && known.me !== me ? { me, forms: {} } : known;
  };
  const remember = (known) => { if (known.me) sessionStorage.setItem(STORE, JSON.stringify(known)); };
  const forms = (root) => [...root.querySelectorAll("form")].filter((form) =>
    form.method === "post" && form.querySelector("[name=key]") && goal(form) !== box()?.dataset.to);

  const differs = (field) => {
    if (field.options) {
      const first = Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
      return field.selectedIndex !== first;
    }
    return /^(radio|checkbox)$/.test(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  };
  const typed = (form) => {
    const refused = document.querySelector("main .error-summary");
    const texts = new URLSearchParams(), all = new FormData(form);
    for (const field of form.elements) {
      if (!field.name || texts.has(field.name) || /^(hidden|password|file|submit|button|fieldset)$/.test(field.type)) continue;
      if (refused || differs(field)) for (const text of all.getAll(field.name)) if (text) texts.append(field.name, text);
    }
    return texts;
  };

  let keeping = Promise.resolve();
  const leave = (root, told = false) => {
    const to = box()?.dataset.to;
    for (const form of to ? forms(root) : []) {
      const texts = typed(form), known = recall(), key = form.querySelector("[name=key]").value;
      if (form.dataset.sent || !texts.size) continue;
      if (told) known.left = here();
      known.forms = { ...known.forms, [goal(form)]: key };
      remember({ ...known, me: box().dataset.me });
      if (form.dataset.kept === String(texts)) continue;
      form.dataset.kept = String(texts);
      for (const [name, text] of [["csrf", form.querySelector("[name=csrf]").value], ["key", key], ["_to", goal(form)], ["_at", here()]]) texts.set(name, text);
      const send = (keepalive) => fetch(to, { method: "POST", body: texts, keepalive });
      keeping = send(true).catch(() => send(false)).catch(() => { delete form.dataset.kept; });
    }
  };

  const fill = (form, texts) => {
    for (const field of form.elements) {
      const told = texts[field.name];
      if (!told || /^(hidden|password|file)$/.test(field.type)) continue;
      const before = field.value, ticked = field.checked;
      if (/^(radio|checkbox)$/.test(field.type)) field.checked = told.includes(field.value);
      else if (field.multiple) for (const one of field.options) one.selected = told.includes(one.value);
      else field.value = told[0];
      if (field.value === before && field.checked === ticked) continue;
      for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const restore = async () => {
    const known = recall(), wanted = new URLSearchParams(location.search).get("draft");
    const there = box() ? forms(document) : [];
    const keys = new Set(there.map((form) => known.forms?.[goal(form)]).concat(there.length ? wanted : null));
    for (const key of keys) {
      if (!key) continue;
      await keeping;
      const answer = await fetch(`${box().dataset.to}/${key}/texts`).then((told) => told.ok ? told.json() : null).catch(() => null);
      const form = answer?.to && forms(document).find((one) => goal(one) === answer.to && !one.dataset.back);
      if (form) {
        form.dataset.back = "yes";
        fill(form, answer.texts);
        if (answer.texts.key) form.querySelector("[name=key]").value = answer.texts.key[0];
        form.dataset.kept = String(typed(form));
        form.prepend(Object.assign(document.createElement("p"), { className: "notice warn", role: "status", textContent: box().dataset.back }));
      } else if (answer && !answer.to) {
        const now = recall();
        for (const one in now.forms) if (now.forms[one] === key) delete now.forms[one];
        remember(now);
      }
    }
  };
  const arrive = () => {
    const known = recall(), note = box();
    if (note && known.left && known.left !== here()) {
      note.querySelector("a").href = known.left;
      document.getElementById("main").prepend(note);
      note.hidden = false;
    }
    if (known.left && note) remember({ ...known, left: "" });
    restore();
  };
  document.addEventListener("DOMContentLoaded", arrive);
  document.addEventListener("htmx:before:swap", (event) => {
    const target = region(event);
    if (target?.id === "main" && target.contains(box())) document.body.append(box());
    leave(target instanceof Element ? target : document, isPage(target));
  });
  document.addEventListener("htmx:after:swap", (event) => { isPage(region(event)) ? arrive() : restore(); });
  addEventListener("pagehide", () => leave(document, true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(document); });
  // What is sent is not left; a second tap within two seconds is not sent, so that the first one's answer is seen.
  document.addEventListener("submit", (event) => {
    const form = event.target, before = Number(form.dataset.sent || 0);
    if (form.method !== "post") return;
    if (Date.now() - before < 2000) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.dataset.sent = Date.now();
    leave(document);
  }, true);
  for (const name of ["htmx:error", "htmx:response:error"]) document.addEventListener(name, () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest?.("details.confirm > summary")) event.preventDefault();
  });

  // A day is typed with the numeric keypad or chosen from the browser's calendar, which writes it as offices do.
  const iso = (text) => text.split(" ")[0].split("/").reverse().join("-");
  const calendars = () => {
    for (const field of document.querySelectorAll("input[data-day]")) {
      if (field.nextElementSibling?.matches(".pick")) continue;
      const calendar = Object.assign(document.createElement("input"), { type: "date", className: "calendar", tabIndex: -1 });
      calendar.setAttribute("aria-hidden", "true");
      const button = Object.assign(document.createElement("button"), { type: "button", className: "pick secondary", textContent: field.dataset.day });
      button.setAttribute("aria-label", `${field.dataset.day}: ${field.labels[0]?.textContent}`);
      button.addEventListener("click", () => { calendar.value = iso(field.value); calendar.showPicker?.(); });
      calendar.addEventListener("change", () => {
        if (!calendar.value) return;
        field.value = [calendar.value.split("-").reverse().join("/"), ...field.value.split(" ").slice(1)].join(" ");
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      field.after(button, calendar);
    }
  };
  document.addEventListener("DOMContentLoaded", calendars);
  document.addEventListener("htmx:after:swap", calendars);
  document.addEventListener("change", (event) => {
    const day = event.target.matches?.("input[data-day]") && event.target.value.trim().match(/^(\d\d)(\d\d)(\d{4})$/);
    if (day) event.target.value = day.slice(1).join("/");
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".top details[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
