/** A button that prints the page; without JavaScript the browser's own menu does. */
export function startPrint(button: HTMLElement): void {
  button.addEventListener("click", () => print());
}
