// @ts-check
// Going from one thing to the next by keyboard.

/**
 * The things of the page at which `j` and `k` stop.
 * @returns {HTMLElement[]}
 */
function stops() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-stop]")]);
}

/**
 * Whether somebody is typing there.
 * @param {EventTarget | null} target
 */
function isTyping(target) {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/**
 * Goes `by` stops on from where the focus is, or to the first one.
 * @param {number} by
 */
function go(by) {
  const all = stops();
  const here = all.findIndex((stop) => stop.contains(document.activeElement));
  const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}

/**
 * Does what a key stands for.
 * @param {KeyboardEvent} event
 */
export function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const find = /** @type {HTMLInputElement | null} */ (document.querySelector("#find"));
  if (event.key === "/" && find) {
    event.preventDefault();
    find.focus();
    find.select();
  } else if (event.key === "j") {
    go(1);
  } else if (event.key === "k") {
    go(-1);
  } else if (event.key === "Enter" && document.activeElement?.matches("[data-stop]:not(a)")) {
    const link = /** @type {HTMLElement | null} */ (document.activeElement.querySelector("a[href]"));
    link?.click();
  }
}
