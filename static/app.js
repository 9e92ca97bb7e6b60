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

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".top details[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
