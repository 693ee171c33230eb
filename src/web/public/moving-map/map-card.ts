import type { MapPoint } from "#directory/actions";
import { fillWords, type MovingMapWords } from "./moving-map-start.ts";

interface CardGiven {
  readonly words: MovingMapWords;
  /** Page of the list on which a point stands. */
  readonly pageOf: (point: MapPoint) => number;
  /** Page of the list at hand. */
  readonly page: number;
}

/** The card of a chosen point: the very one of the list, taken from its page. */
export class MapCard {
  readonly #box: HTMLElement;
  readonly #given: CardGiven;
  #before: Element | null = null;

  constructor(box: HTMLElement, given: CardGiven) {
    this.#box = box;
    this.#given = given;
  }

  get isOpen(): boolean {
    return !this.#box.hidden;
  }

  /** Shows the card and moves the focus to it; says so when its page cannot be fetched. */
  async show(point: MapPoint): Promise<void> {
    this.#before = document.activeElement;
    const card = await this.#cardOf(point).catch(() => null);
    this.#box.setAttribute("aria-label", point.name);
    this.#box.replaceChildren(this.#closer(), card ?? this.#away(point));
    this.#box.hidden = false;
    this.#box.focus();
  }

  /** Takes the card away; the focus goes back to where it came from, also when the list was written anew, else to the map. */
  close(): void {
    this.hide();
    const place = this.#before instanceof HTMLElement ? this.#before.dataset["place"] : undefined;
    const target = this.#before?.isConnected
      ? this.#before
      : ((place === undefined ? null : listed(document, place)) ??
        document.querySelector("[data-canvas] canvas"));
    if (target instanceof HTMLElement) target.focus();
  }

  hide(): void {
    this.#box.hidden = true;
    this.#box.replaceChildren();
  }

  async #cardOf(point: MapPoint): Promise<HTMLElement | null> {
    const page = this.#given.pageOf(point);
    const list = page === this.#given.page ? document : await pageOfList(page);
    const link = list.querySelector(`ol.offers a[href*="/lieu/${point.id}"]`);
    const entry = link?.closest("li.offer");
    if (!entry) return null;
    const copy = document.importNode(entry, true);
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
    const cards = document.createElement("ul");
    cards.className = "offers";
    cards.append(copy);
    return cards;
  }

  #closer(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = this.#given.words.closeCard;
    button.addEventListener("click", () => this.close());
    return button;
  }

  #away(point: MapPoint): HTMLElement {
    const said = document.createElement("p");
    said.textContent = fillWords(this.#given.words.cardAway, { name: point.name });
    return said;
  }
}

/** The entry of a place in the list of what is in view. */
export function listed(within: ParentNode, placeId: string): HTMLElement | null {
  return within.querySelector<HTMLElement>(`[data-place="${CSS.escape(placeId)}"]`);
}

/** Another page of the list at hand. @throws TypeError without network */
async function pageOfList(page: number): Promise<Document> {
  const address = new URL(location.href);
  address.searchParams.set("page", String(page));
  const answer = await fetch(address, { credentials: "same-origin" });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
