/**
 * A form whose question is posted. Without network the browser would show a page of its own in place of ours, and what was typed would be
 * gone: the page says instead that there is no network, and everything stays as it is. A device that believes to have a network, and has
 * none that leads anywhere, still shows the browser's page: nothing is asked beforehand, which would make everybody wait.
 */
export function startNeedsNetwork(element: HTMLElement): void {
  const said = element.querySelector<HTMLElement>("[data-no-network]");
  if (!said || !(element instanceof HTMLFormElement)) return;
  // On the document, so that what else listens has settled by then how the form is sent.
  document.addEventListener("submit", (event) => {
    if (event.target !== element || event.defaultPrevented || element.method !== "post") return;
    said.hidden = navigator.onLine;
    if (navigator.onLine) return;
    event.preventDefault();
    said.focus();
  });
}
