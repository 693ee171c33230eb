import type { IslandTexts } from "./island-texts.ts";

/** How long three presses of Escape may take, in milliseconds. */
const patienceMs = 1500;

/**
 * Counts presses of Escape.
 * @returns a function that takes the time of a press in milliseconds and tells whether it was the third in time.
 */
export function countToThree(): (atMs: number) => boolean {
  let presses: number[] = [];
  return (atMs) => {
    presses = [...presses, atMs].filter((press) => atMs - press <= patienceMs).slice(-3);
    return presses.length === 3;
  };
}

/** Makes leaving immediate: the page goes blank at once, and the neutral page takes its place in the history. */
export function startQuickExit(element: HTMLElement, texts: IslandTexts): void {
  if (!(element instanceof HTMLAnchorElement)) return;
  const address = element.href;
  const isThird = countToThree();
  const leave = (event: Event): void => {
    event.preventDefault();
    document.title = texts.exitTitle;
    document.body.replaceChildren();
    location.replace(address);
  };
  element.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.repeat && isThird(event.timeStamp)) leave(event);
  });
}
