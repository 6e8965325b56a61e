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

/** Files that are looked for in folders: one more than the program takes at once, and says so. */
const MOST = 2001;

/**
 * What stands in a folder; a browser tells some at a time.
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<FileSystemEntry[]>}
 */
async function inside(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = /** @type {FileSystemEntry[]} */ (await new Promise((told, failed) => reader.readEntries(told, failed)));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

/**
 * The files that were dropped, each with its name, and those in folders with their path from the folder on. What cannot be
 * looked into is passed over; hidden files and folders are.
 * @param {DataTransfer} dropped
 * @returns {Promise<{ file: File, name: string }[]>}
 */
async function files(dropped) {
  // What was dropped can be asked for now, and no longer after the first wait.
  const items = [...dropped.items].filter((item) => item.kind === "file");
  const first = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile()).filter((one) => one !== null);
  const found = [];
  const open = first.reverse();
  while (open.length > 0 && found.length < MOST) {
    const one = open.pop();
    if (one instanceof File) {
      found.push({ file: one, name: one.name });
    } else if (one?.isDirectory) {
      const all = await inside(/** @type {FileSystemDirectoryEntry} */ (one)).catch(() => []);
      open.push(...all.filter((entry) => !entry.name.startsWith(".")).reverse());
    } else if (one) {
      const entry = /** @type {FileSystemFileEntry} */ (one);
      const file = await /** @type {Promise<File>} */ (new Promise((told, failed) => entry.file(told, failed))).catch(() => undefined);
      if (file) found.push({ file, name: entry.fullPath.replace(/^\/+/, "") });
    }
  }
  return found;
}

/**
 * Sends files and goes to see how they are read.
 * @param {{ file: File, name: string }[]} all
 */
async function send(all) {
  if (all.length === 0) return say(sign?.dataset.none);
  say(sign?.dataset.sending);
  const form = new FormData();
  for (const { file, name } of all) form.append("files", file, name);
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
    void files(event.dataTransfer).then(send);
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
