import { startKeysSwitch } from "../keys-switch.ts";

/** Helping on the telephone by keyboard: the line, the card of a digit, five more, sending, the sheet. The page works without. */
export function startTelephoneKeys(root: HTMLElement): void {
  const keys = startKeysSwitch(root);
  const find = (selector: string): HTMLElement | null => root.querySelector<HTMLElement>(selector);
  const focus = (selector: string): boolean => {
    const element = find(selector);
    element?.focus();
    if (element instanceof HTMLInputElement) element.select();
    return element !== null;
  };
  const press = (element: HTMLElement | null | undefined): boolean => {
    element?.click();
    return Boolean(element);
  };
  const acts: Readonly<Record<string, () => boolean>> = {
    r: () => focus("[data-telephone-line]"),
    s: () => focus("input[name=to]"),
    d: () => press(find("[data-telephone-next]")),
    f: () => press(find("[data-telephone-sheet]")),
    "?": () => {
      keys.showHelp();
      return true;
    },
  };
  document.addEventListener("keydown", (event) => {
    if (keys.isElsewhere(event) || keys.isOff()) return;
    // The place of the key, not its letter: on French keyboards digits need the shift key.
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const choices = root.querySelectorAll<HTMLElement>("[data-telephone-choice]");
    const isDone =
      digit === undefined
        ? (Object.hasOwn(acts, event.key) ? acts[event.key] : undefined)?.()
        : press(choices[Number(digit) - 1]);
    if (isDone === true) event.preventDefault();
  });
  // Whoever comes here types at once, unless something was found to be read or the form was refused.
  const isAsking = root.querySelector("[data-telephone-choice], [role=alert], .error-summary") === null;
  if (isAsking) focus("[data-telephone-line]");
}
