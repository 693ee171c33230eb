/** Where a letter is typed, not a shortcut. */
const typing = "input:not([type=checkbox]):not([type=radio]), textarea, select";
/** Remembered on this device alone: no single-letter shortcuts (WCAG 2.1.4). */
const offKey = "tisser-queue-keys-off";

/** The help on the keys of a page, and the choice to do without those of one letter. */
export interface KeysSwitch {
  readonly showHelp: () => void;
  /** Whether the letters were switched off on this device. */
  readonly isOff: () => boolean;
  /** Whether a key that was pressed is for something else: typing, the help, a shortcut of the browser. */
  readonly isElsewhere: (event: KeyboardEvent) => boolean;
}

/** Starts the help and the switch that a page shows. */
export function startKeysSwitch(root: HTMLElement): KeysSwitch {
  const help = root.querySelector<HTMLDialogElement>("[data-keys-help]");
  const showHelp = (): void => help?.showModal();
  root.querySelector("[data-keys-open]")?.addEventListener("click", showHelp);
  const off = root.querySelector<HTMLInputElement>("[data-keys-off]");
  if (off) {
    off.checked = localStorage.getItem(offKey) !== null;
    off.addEventListener("change", () => {
      if (off.checked) localStorage.setItem(offKey, "1");
      else localStorage.removeItem(offKey);
    });
  }
  return {
    showHelp,
    isOff: () => off?.checked === true,
    isElsewhere: ({ target, ctrlKey, metaKey, altKey }) =>
      help?.open === true ||
      (target instanceof Element && target.matches(typing)) ||
      ctrlKey ||
      metaKey ||
      altKey,
  };
}
