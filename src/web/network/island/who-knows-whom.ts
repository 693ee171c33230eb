import { withKnowing, type Network } from "#network";
import type { NetworkWords } from "../network-words.ts";
import { fillIn, makeElement } from "./draw-element.ts";

/** Asks who knows whom, one person at a time; nothing counts as asked before somebody answered. */
export class WhoKnowsWhom {
  readonly #whom: HTMLSelectElement;
  readonly #others: HTMLElement;
  readonly #words: NetworkWords;
  #network: Network | null = null;

  constructor(
    section: HTMLElement,
    words: NetworkWords,
    change: (edit: (network: Network) => Network) => void,
  ) {
    const whom = section.querySelector<HTMLSelectElement>("[data-knows-whom]");
    const others = section.querySelector<HTMLElement>("[data-knows-others]");
    if (!whom || !others) throw new Error("the page lacks the question who knows whom");
    [this.#whom, this.#others, this.#words] = [whom, others, words];
    whom.addEventListener("change", () => this.#askOthers());
    others.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      change((network) => withKnowing(network, [this.#whom.value, target.value], target.checked));
    });
  }

  /** Shows the people of a map; whoever was chosen stays chosen. */
  show(network: Network): void {
    const isSame = namesOf(this.#network) === namesOf(network);
    this.#network = network;
    if (isSame) return;
    const chosen = this.#whom.value;
    this.#whom.replaceChildren(
      ...network.alters.map(({ id, name }) => new Option(name, id, false, id === chosen)),
    );
    this.#askOthers();
  }

  #askOthers(): void {
    const chosen = this.#network?.alters.find(({ id }) => id === this.#whom.value);
    if (!chosen || !this.#network) return;
    const { alters, ties } = this.#network;
    const isKnown = (id: string): boolean =>
      (ties ?? []).some(
        ({ one, other }) => (one === id && other === chosen.id) || (one === chosen.id && other === id),
      );
    const boxes = alters
      .filter(({ id }) => id !== chosen.id)
      .map(({ id, name }) => {
        const box = makeElement("input", "");
        Object.assign(box, { type: "checkbox", value: id, checked: isKnown(id) });
        return makeElement("label", "choice", box, makeElement("bdi", "", name));
      });
    const legend = makeElement("legend", "", fillIn(this.#words.said.knowsOf, chosen.name));
    this.#others.replaceChildren(legend, ...boxes);
  }
}

const namesOf = (network: Network | null): string =>
  JSON.stringify(network?.alters.map(({ id, name }) => [id, name]) ?? null);
