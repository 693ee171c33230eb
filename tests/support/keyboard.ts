import type { Page } from "playwright-core";

/** What a walk by keyboard through a page met. */
export interface KeyboardWalk {
  /** Controls that are there to be reached. */
  readonly controls: number;
  /** Names of the controls in the order in which the tabulator reaches them. */
  readonly reached: readonly string[];
  /** Controls without a name, whose focus is not seen, or that lie out of view when they have it. */
  readonly faults: readonly string[];
}

interface Stop {
  readonly isNew: boolean;
  readonly name: string;
  readonly faults: readonly string[];
}

/** Goes through a page from its start by the tabulator alone, until it leaves the page or comes round. */
export async function walkByKeyboard(page: Page): Promise<KeyboardWalk> {
  const controls = await page.evaluate(() => {
    const shown = [
      ...document.querySelectorAll<HTMLElement>(
        "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]",
      ),
    ].filter(
      (one) =>
        one.tabIndex >= 0 &&
        !one.matches(":disabled") &&
        one.getClientRects().length > 0 &&
        one.closest("details:not([open]) > :not(summary)") === null,
    );
    // Of the choices of one question the tabulator reaches one: the arrows go on from there.
    const questions = new Set(
      shown.flatMap((one) => (one instanceof HTMLInputElement && one.type === "radio" ? [one.name] : [])),
    );
    const radios = shown.filter((one) => one instanceof HTMLInputElement && one.type === "radio");
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    return shown.length - radios.length + questions.size;
  });
  const reached: string[] = [];
  const faults: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(stopHere);
    if (stop === null || !stop.isNew) return { controls, reached, faults };
    reached.push(stop.name);
    faults.push(...stop.faults);
  }
}

/** What has the focus now; null when nothing of the page has. */
function stopHere(): Stop | null {
  const one = document.activeElement;
  if (!(one instanceof HTMLElement) || one === document.body) return null;
  const isNew = one.dataset["walked"] === undefined;
  one.dataset["walked"] = "yes";
  const labels = "labels" in one ? [...((one.labels as NodeListOf<HTMLElement> | null) ?? [])] : [];
  const said =
    one.getAttribute("aria-label") ?? (labels.map((label) => label.innerText).join(" ") || one.innerText);
  const name = said.replaceAll(/\s+/g, " ").trim();
  const isSeen = [one, ...labels].some((part) => {
    const style = getComputedStyle(part);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
  });
  const box = one.getBoundingClientRect();
  const isInView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  const what = `${one.tagName.toLowerCase()} « ${name.slice(0, 60)} »`;
  return {
    isNew,
    name,
    faults: [
      ...(name === "" ? [`${what} has no name`] : []),
      ...(isSeen ? [] : [`${what}: focus is not seen`]),
      ...(isInView ? [] : [`${what} lies out of view`]),
    ],
  };
}
