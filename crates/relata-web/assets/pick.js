// @ts-check
// Choosing the words of a row in its sentence by pressing the first, then the last. Without this two lists do the same.

/**
 * Lets the words of a form be pressed.
 * @param {HTMLFormElement} form
 */
export function pick(form) {
  const sentence = /** @type {HTMLElement | null} */ (form.querySelector("[data-pick]"));
  const start = /** @type {HTMLSelectElement | null} */ (form.querySelector("select[name=start]"));
  const end = /** @type {HTMLSelectElement | null} */ (form.querySelector("select[name=end]"));
  if (!sentence || !start || !end) return;
  const words = /** @type {HTMLElement[]} */ ([...sentence.querySelectorAll(".word")]);
  let first = -1;

  /** Marks the words from one list to the other; an end before the start goes with it. */
  const show = () => {
    if (end.selectedIndex < start.selectedIndex) end.selectedIndex = start.selectedIndex;
    words.forEach((word, n) => word.classList.toggle("within", n >= start.selectedIndex && n <= end.selectedIndex));
  };
  words.forEach((word, n) =>
    word.addEventListener("click", () => {
      const isLast = first >= 0;
      start.selectedIndex = isLast ? Math.min(first, n) : n;
      end.selectedIndex = isLast ? Math.max(first, n) : n;
      first = isLast ? -1 : n;
      show();
    }),
  );
  start.addEventListener("change", show);
  end.addEventListener("change", show);
  const hint = document.createElement("small");
  hint.textContent = sentence.dataset.pick ?? "";
  sentence.after(hint);
  sentence.classList.add("live");
}
