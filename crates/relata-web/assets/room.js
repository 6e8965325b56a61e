// @ts-check
// What pages do beyond being read: keys, copying a citation, lighting up a row that the margin points at.
import "./add.js";
import { areOff, press, turn } from "./keys.js";
import { pick } from "./pick.js";

document.addEventListener("keydown", press);

const toggle = /** @type {HTMLButtonElement | null} */ (document.querySelector("button[data-keys]"));
if (toggle) {
  const show = () => toggle.setAttribute("aria-pressed", String(!areOff()));
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    turn(!areOff());
    show();
  });
  show();
}

for (const form of document.querySelectorAll("form.edit")) {
  if (form instanceof HTMLFormElement) pick(form);
}

// After a decision in the queue the next row waits for a key.
if (new URLSearchParams(location.search).has("queue")) {
  const next = document.querySelector("#queue [data-stop]");
  if (next instanceof HTMLElement) next.focus();
}

for (const button of document.querySelectorAll("button[data-copy], button[data-cite]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { copy, cite } = button.dataset;
    const text = cite ?? document.getElementById(copy ?? "")?.textContent ?? "";
    await navigator.clipboard.writeText(text.trim());
    button.classList.add("copied");
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

// The sentence of the bar that is pointed at, or has the focus, stands under its picture.
for (const bar of document.querySelectorAll("[data-told]")) {
  const place = /** @type {HTMLElement | null} */ (bar.closest(".card")?.querySelector("[data-sentence]"));
  if (!place) continue;
  const show = () => {
    place.textContent = bar.getAttribute("aria-label");
    place.hidden = false;
  };
  bar.addEventListener("mouseenter", show);
  bar.addEventListener("focus", show);
}

// What is shown as it was before the last decision is asked for again until it has been made anew. Nobody's typing, and no
// place that a person has reached, is taken away: where there is either, a link leads on.
const behind = /** @type {HTMLElement | null} */ (document.querySelector("[data-behind]"));
if (behind) {
  /** Whether something has been typed or chosen, or has the focus. */
  const isInUse = () =>
    document.activeElement !== document.body ||
    [...document.querySelectorAll("main input, main textarea")].some(
      (field) => (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.value !== field.defaultValue,
    );
  const again = async () => {
    const answer = await fetch(location.href).catch(() => undefined);
    if (!answer?.ok || (await answer.text()).includes("data-behind")) {
      setTimeout(again, 2000);
    } else if (isInUse()) {
      behind.firstChild?.replaceWith(`${behind.dataset.behind} `);
    } else {
      location.reload();
    }
  };
  setTimeout(again, 400);
}

// While what takes long is still being made, the page is asked for again until all is there.
if (document.querySelector("[data-making]")) {
  const again = async () => {
    const answer = await fetch(location.href).catch(() => undefined);
    if (answer?.ok && !(await answer.text()).includes("data-making")) location.reload();
    else setTimeout(again, 2000);
  };
  setTimeout(again, 1000);
}
