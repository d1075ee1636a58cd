// Keyboard, and telling the service that somebody is here. Everything reached by a key is also on the page.
const GO_MS = 1500;
const HERE_MS = 60_000;
let going = 0;
let told = 0;

function typing(element) {
  return element && (element.matches("input, textarea, select") || element.isContentEditable);
}

function move(step) {
  const rows = [...document.querySelectorAll(".table .open")];
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement);
  const first = rows.findIndex((a) => a.closest(".sel"));
  const next = at < 0 ? Math.max(0, first) : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[next].focus();
  rows[next].closest(".tr").scrollIntoView({ block: "nearest" });
  return true;
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const keys = document.getElementById("keys");
  if (event.key === "Escape") {
    if (keys?.open) return;
    if (typing(document.activeElement)) return document.activeElement.blur();
    if (document.querySelector(".table :focus")) return document.activeElement.blur();
    return document.querySelector("[data-back]")?.click();
  }
  if (typing(document.activeElement) || keys?.open) return;
  if (going > performance.now()) {
    going = 0;
    const target = document.querySelector(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`);
    if (target) {
      event.preventDefault();
      target.click();
    }
    return;
  }
  switch (event.key) {
    case "/": {
      const field = [...document.querySelectorAll("input[name=q]")].find((input) => input.offsetParent);
      if (field) {
        event.preventDefault();
        field.focus();
        field.select();
      }
      break;
    }
    case "ArrowDown":
    case "ArrowUp":
      if (move(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
      break;
    case "g":
    case "G":
      going = performance.now() + GO_MS;
      break;
    case "?":
      keys?.showModal();
      break;
  }
}

function here() {
  if (performance.now() - told < HERE_MS && told) return;
  told = performance.now();
  fetch(document.body.dataset.here || "/console/here", { method: "POST", credentials: "same-origin" }).catch(() => {});
}

document.addEventListener("keydown", press);
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-keys]")) document.getElementById("keys")?.showModal();
  if (event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
});
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, here, { passive: true });
