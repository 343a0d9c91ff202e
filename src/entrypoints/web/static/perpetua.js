// Comforts: without this file every page still reads, and every form still works.
(() => {
  // a form is sent once; it may be sent again when the page is shown again
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (sent.has(form)) { event.preventDefault(); return; }
    sent.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // a form marked so is sent as soon as something in it changes
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-send-on-change]");
    if (form) form.requestSubmit();
  });

  // one box ticks those of the table
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    for (const box of event.target.closest("table").querySelectorAll("tbody input[type=checkbox]")) {
      box.checked = event.target.checked;
    }
  });

  // how many are ticked
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-ticks]");
    if (!form) return;
    const ticked = form.querySelectorAll("tbody input:checked").length;
    form.querySelector("[data-ticked]").textContent = ticked ? `${ticked} ticked` : "";
  });

  // an address says only what was asked for
  document.addEventListener("formdata", (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  // of things done one by one: how many are done; one that fails unforeseen stops no other
  const counted = () => {
    const bar = document.querySelector("progress[data-progress]");
    if (!bar) return;
    bar.value = document.querySelectorAll("[data-result]:not([data-result=waiting])").length;
    document.querySelector("[data-progress-words]").textContent = `${bar.value} of ${bar.max} done`;
  };
  const failed = (row) => {
    row.dataset.result = "fault";
    row.querySelector("[data-says]").textContent = "Something went wrong. Look at the asset, then try again.";
    counted();
  };
  document.addEventListener("htmx:afterSettle", counted);
  document.addEventListener("htmx:sendError", (event) => {
    if (event.target.dataset?.result) failed(event.target);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.target.dataset.result || event.detail.xhr.status < 500) return;
    event.detail.shouldSwap = false;
    failed(event.detail.target);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.dataset.copied = "";
  });

  // what asks again by itself stays as it is while the server is away
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { elt, xhr } = event.detail;
    if (xhr.status >= 500 && elt.matches("[hx-trigger^=every]")) event.detail.shouldSwap = false;
  });

  // on a phone the menu begins closed
  const menu = document.querySelector("details.menu");
  if (menu && matchMedia("(max-width: 61.99rem)").matches) menu.open = false;
})();
