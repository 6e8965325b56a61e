// @ts-check
// What keys do: going from one thing to the next, and pressing what has a key of its own. They can be turned off
// (WCAG 2.2, 2.1.4).

const OFF = "relata-keys-off";

/** Whether a person has turned the keys off in this browser. */
export function areOff() {
  return localStorage.getItem(OFF) !== null;
}

/**
 * Turns the keys on or off.
 * @param {boolean} off
 */
export function turn(off) {
  if (off) localStorage.setItem(OFF, "1");
  else localStorage.removeItem(OFF);
}

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
 * What has this key: beside the focus, else the first on the page.
 * @param {string} key
 * @returns {HTMLElement | null}
 */
function keyed(key) {
  const which = `[data-key="${CSS.escape(key)}"]:not([hidden])`;
  const near = document.activeElement?.closest("li, [data-stop]")?.querySelector(which);
  return /** @type {HTMLElement | null} */ (near ?? document.querySelector(which));
}

/**
 * Does what a key stands for.
 * @param {KeyboardEvent} event
 */
export function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || areOff()) return;
  const find = /** @type {HTMLInputElement | null} */ (document.querySelector("#find"));
  const own = event.key.length === 1 && event.key !== "/" ? keyed(event.key) : null;
  if (event.key === "/" && find) {
    event.preventDefault();
    find.focus();
    find.select();
  } else if (own) {
    event.preventDefault();
    if (own.matches("textarea, input, select")) own.focus();
    else own.click();
    // What has been opened is gone into.
    const opened = /** @type {HTMLElement | null} */ (own.closest("details[open]")?.querySelector("select, input"));
    opened?.focus();
  } else if (event.key === "j") {
    go(1);
  } else if (event.key === "k") {
    go(-1);
  } else if (event.key === "Enter" && document.activeElement?.matches("[data-stop]:not(a)")) {
    const link = /** @type {HTMLElement | null} */ (document.activeElement.querySelector("a[href]"));
    link?.click();
  }
}
