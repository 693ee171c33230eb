/** Lets the reader choose light or dark. Kept on the device only when something was chosen. */
export function startTheme(element: HTMLElement): void {
  const buttons = [...element.querySelectorAll<HTMLButtonElement>("[data-theme-choice]")];
  const show = (chosen: string): void => {
    if (chosen === "") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = chosen;
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === chosen));
  };
  show(document.documentElement.dataset["theme"] ?? "");
  element.addEventListener("click", (event) => {
    const chosen = event.target instanceof HTMLElement ? event.target.dataset["themeChoice"] : undefined;
    if (chosen === undefined) return;
    show(chosen);
    keep(chosen);
  });
}

function keep(chosen: string): void {
  try {
    if (chosen === "") localStorage.removeItem("theme");
    else localStorage.setItem("theme", chosen);
  } catch {
    // Storage is closed to us: the choice lasts as long as the page.
  }
}
