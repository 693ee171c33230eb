import type { IslandTexts } from "../../islands/island-texts.ts";
import type { MovingMapStart } from "./moving-map-start.ts";
import type { StandingMap } from "./moving-map-parts.ts";

/** Loads the map when it is asked for, and only then; whatever fails, the drawn map is there again with a sentence. */
export function startMovingMap(element: HTMLElement, texts: IslandTexts): void {
  const opener = element.querySelector<HTMLButtonElement>("[data-open]");
  const status = element.querySelector<HTMLElement>("[data-status]");
  const panel = element.querySelector<HTMLElement>("[data-map]");
  const start = element.querySelector("[data-start]")?.textContent;
  if (!opener || !status || !panel || !start) return;
  const parts = { opener, status, panel, start: JSON.parse(start) as MovingMapStart, texts };
  const drawn = element.closest("section")?.querySelector<SVGElement>(":scope > svg") ?? null;
  let standing: StandingMap | null = null;

  const show = (isMoving: boolean): void => {
    panel.hidden = !isMoving;
    drawn?.toggleAttribute("hidden", isMoving);
    opener.setAttribute("aria-expanded", String(isMoving));
  };
  const close = (said: string): void => {
    standing?.close();
    standing = null;
    show(false);
    status.textContent = said;
    opener.focus();
  };
  const open = async (): Promise<void> => {
    if (!hasWebgl()) {
      status.textContent = parts.start.words.withoutWebgl;
      return;
    }
    status.textContent = parts.start.words.loading;
    opener.disabled = true;
    try {
      const { standMap } = await import("./standing-map.ts");
      show(true);
      standing = await standMap(parts, (refusal) => close(refusal ? parts.start.words[refusal] : ""));
    } catch {
      // A chunk, the points or an answer that did not come.
      close(parts.start.words.withoutNetwork);
    } finally {
      opener.disabled = false;
    }
  };
  opener.addEventListener("click", () => {
    if (standing) close("");
    else void open();
  });
}

function hasWebgl(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}
