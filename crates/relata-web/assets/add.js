// @ts-check
// Adding documents: files dropped on any page are sent as the form of the room "Add documents" sends them, and that
// room shows how far they are.

const sign = document.getElementById("drop");

/**
 * Says something at the foot of the window; nothing where `text` is empty.
 * @param {string | undefined} text
 */
function say(text) {
  if (!sign) return;
  sign.hidden = !text;
  sign.textContent = text ?? "";
}

/**
 * Whether files are dragged, not words or links of a page.
 * @param {DragEvent} event
 */
const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

/**
 * The files that were dropped, without folders, which a page may not send.
 * @param {DataTransfer} dropped
 */
function files(dropped) {
  const items = [...dropped.items].filter((item) => item.kind === "file" && !item.webkitGetAsEntry()?.isDirectory);
  return items.map((item) => item.getAsFile()).filter((file) => file !== null);
}

/**
 * Sends files and goes to see how they are read.
 * @param {File[]} all
 */
async function send(all) {
  if (all.length === 0) return say(sign?.dataset.none);
  say(sign?.dataset.sending);
  const form = new FormData();
  for (const file of all) form.append("files", file, file.name);
  try {
    const answer = await fetch("/add", { method: "POST", body: form });
    if (!answer.ok) throw new Error(answer.statusText);
    location.assign("/add");
  } catch {
    say(sign?.dataset.failed);
  }
}

if (sign) {
  const invitation = sign.textContent ?? "";
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    say(invitation);
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) say("");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    void send(files(event.dataTransfer));
  });
}

/** Fetches how far the files are, while some are read. */
async function follow() {
  const part = document.getElementById("added");
  if (!part?.querySelector("[data-running]")) return;
  try {
    const answer = await fetch(part.dataset.poll ?? "");
    // What is focused would be gone with what stood there; the next round comes soon.
    if (answer.ok && !part.contains(document.activeElement)) show(part, await answer.text());
  } catch {
    // The program has ended, or is busy: what stands there stays.
  }
  setTimeout(follow, 700);
}

/**
 * Puts a part of a page that the server has made in the place of what stands there. What it says aloud is told only
 * where it has changed.
 * @param {HTMLElement} part
 * @param {string} markup
 */
function show(part, markup) {
  const fresh = new DOMParser().parseFromString(markup, "text/html").body;
  const [told, tells] = [part.querySelector("[role=status]"), fresh.querySelector("[role=status]")];
  if (told && tells) {
    if (told.textContent !== tells.textContent) told.textContent = tells.textContent;
    tells.replaceWith(told);
  }
  part.replaceChildren(...fresh.childNodes);
}

void follow();
