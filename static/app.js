// What htmx leaves to us: say when a request fails, move the focus where the eye goes, close open menus.
(() => {
  const trouble = (kind) => {
    const box = document.getElementById("trouble");
    if (!box) return;
    box.hidden = !kind;
    box.textContent = kind ? box.dataset[kind] : "";
  };

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

  // After a new page: the error summary, else the content. After a region: only an error summary inside it.
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx.target;
    const whole = target === document.body;
    if (!focusFirst(whole ? document : target instanceof Element ? target : document) && whole) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
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
  document.addEventListener("htmx:after:swap", (event) => { if (event.detail.ctx.target === document.body) fold(); });
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

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".top details[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
