import type { IslandTexts } from "./island-texts.ts";

/** Three decimals of a degree: about a hundred metres, enough to search and too little to name a door. */
export function roundedDegrees(degrees: number): string {
  return degrees.toFixed(3);
}

/** "Use my position": asks the device only when tapped, and searches around the rounded answer. */
export function startPosition(element: HTMLElement, texts: IslandTexts): void {
  const message = document.querySelector<HTMLElement>("[data-position-message]");
  const search = element.dataset["search"];
  if (!("geolocation" in navigator) || search === undefined) {
    element.hidden = true;
    return;
  }
  const say = (text: string): void => {
    if (message) message.textContent = text;
  };
  element.addEventListener("click", () => {
    say(texts.positionAsking);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const address = new URL(search, location.href);
        address.searchParams.set("lat", roundedDegrees(coords.latitude));
        address.searchParams.set("lon", roundedDegrees(coords.longitude));
        location.assign(address);
      },
      (error) => say(error.code === error.PERMISSION_DENIED ? texts.positionRefused : texts.positionUnknown),
      { maximumAge: 300_000, timeout: 15_000 },
    );
  });
}
