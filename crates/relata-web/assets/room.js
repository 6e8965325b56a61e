// @ts-check
// What pages do beyond being read: keys, copying a citation, lighting up a row that the margin points at.
import "./add.js";
import { press } from "./keys.js";

document.addEventListener("keydown", press);

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy ?? "")?.textContent ?? "";
    await navigator.clipboard.writeText(text.trim());
  });
}

/**
 * Lights up the words of a row, or no longer.
 * @param {Element} link A link in the margin.
 * @param {boolean} on
 */
function light(link, on) {
  const id = link instanceof HTMLElement ? link.dataset.row : undefined;
  const anchor = id ? document.getElementById(`row-${id}`) : null;
  let mark = anchor?.nextElementSibling;
  while (mark && mark.matches(".anchor")) mark = mark.nextElementSibling;
  mark?.classList.toggle("lit", on);
}

for (const link of document.querySelectorAll("[data-row]")) {
  for (const [name, on] of /** @type {[string, boolean][]} */ ([["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])) {
    link.addEventListener(name, () => light(link, on));
  }
}
