import { startKeysSwitch } from "../keys-switch.ts";

/** The queue by keyboard: up and down its lines, next step, person, choosing, setting aside, undoing. The page works without. */
export function startQueueKeys(root: HTMLElement): void {
  const rows = [...root.querySelectorAll<HTMLElement>(".queue-row")];
  const { showHelp, isOff, isElsewhere } = startKeysSwitch(root);
  const acts = actsOn(root, rows, showHelp);
  document.addEventListener("keydown", (event) => {
    if (isElsewhere(event)) return;
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    // Arrows scroll the page as ever, until a line has the focus.
    if (isArrow ? indexAtHand(rows) < 0 : isOff()) return;
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
    if (act?.() === true) event.preventDefault();
  });
}

/** An act of a key: whether it did something. */
type Act = () => boolean;

function actsOn(
  root: HTMLElement,
  rows: readonly HTMLElement[],
  showHelp: () => void,
): Readonly<Record<string, Act>> {
  const atHand = (): HTMLElement | undefined => rows[indexAtHand(rows)];
  const lead =
    (step: 1 | -1): Act =>
    () => {
      const at = indexAtHand(rows);
      const row = rows[at < 0 ? 0 : at + step];
      row?.querySelector<HTMLElement>(".queue-next a, .queue-next button")?.focus();
      return row !== undefined;
    };
  const boxOf = (row: HTMLElement | undefined) =>
    row?.querySelector<HTMLInputElement>("input[type=checkbox]") ?? null;
  const press = (element: HTMLElement | null | undefined): boolean => {
    element?.click();
    return Boolean(element);
  };
  return {
    j: lead(1),
    ArrowDown: lead(1),
    k: lead(-1),
    ArrowUp: lead(-1),
    o: () => press(atHand()?.querySelector<HTMLElement>(".queue-who a")),
    x: () => press(boxOf(atHand())),
    e: () => {
      const form = root.querySelector<HTMLFormElement>(".queue-aside form");
      const isAnyChosen = rows.some((row) => boxOf(row)?.checked === true);
      const own = boxOf(atHand());
      if (form === null || (!isAnyChosen && own === null)) return false;
      if (!isAnyChosen && own !== null) own.checked = true;
      form.requestSubmit();
      return true;
    },
    u: () => press(root.querySelector<HTMLElement>("[role=status] .act button")),
    "?": () => {
      showHelp();
      return true;
    },
  };
}

/** Which line has the focus; -1 when none. */
function indexAtHand(rows: readonly HTMLElement[]): number {
  const row = document.activeElement?.closest<HTMLElement>(".queue-row");
  return row ? rows.indexOf(row) : -1;
}
