/**
 * The page answers to something that was posted. The browser is given an address that leads to the same list and does not tell what
 * was typed, so that going back or loading again sends it to nobody a second time.
 */
export function startToldAddress(element: HTMLElement): void {
  const address = element.dataset["address"];
  if (address !== undefined) history.replaceState(null, "", address);
}
