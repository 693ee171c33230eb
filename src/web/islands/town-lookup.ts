import type { findTowns, Town } from "#directory/actions";
import { request } from "../client.ts";
import { townsOffered, type IslandTexts } from "./island-texts.ts";

/** Wait after the last key before asking, in milliseconds. */
const pauseMs = 150;

/** The option to make active when an arrow is pressed: -1 is the text field itself, and the list goes round. */
export function nextOption(active: number, count: number, key: "ArrowDown" | "ArrowUp"): number {
  if (count === 0) return -1;
  const places = count + 1;
  const step = key === "ArrowDown" ? 1 : -1;
  return ((active + 1 + step + places) % places) - 1;
}

/** Makes a text field into a combobox with a list of towns (ARIA Authoring Practices, list autocomplete). */
export function startTownLookup(element: HTMLElement, texts: IslandTexts): void {
  const input = element.querySelector<HTMLInputElement>("input[type=text]");
  const code = element.querySelector<HTMLInputElement>("input[type=hidden]");
  const list = element.querySelector<HTMLUListElement>("[data-options]");
  const status = element.querySelector<HTMLElement>("output");
  if (!input || !code || !list || !status) return;
  const address = new RegExp(element.dataset["address"] ?? "(?!)", "iu");
  new TownLookup({ input, code, list, status, texts, address }).start();
}

interface Parts {
  readonly input: HTMLInputElement;
  readonly code: HTMLInputElement;
  readonly list: HTMLUListElement;
  readonly status: HTMLElement;
  readonly texts: IslandTexts;
  /** What looks like an address: no part of it is asked about while it is typed. */
  readonly address: RegExp;
}

class TownLookup {
  readonly #parts: Parts;
  #towns: readonly Town[] = [];
  #active = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    const { input, list } = this.#parts;
    list.setAttribute("role", "listbox");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("blur", () => this.#close());
    input.form?.addEventListener("submit", () => this.#submitted());
    // The list must not take the focus away before the click is heard.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.#clicked(event));
  }

  #typed(): void {
    const { input, code } = this.#parts;
    code.value = "";
    clearTimeout(this.#timer);
    this.#request?.abort();
    if (input.value.trim().length < 2 || this.#isAddress()) {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  #isAddress(): boolean {
    return this.#parts.address.test(this.#parts.input.value);
  }

  /** A town stands in the address of the page, to be shared and to be found without network; where somebody lives does not. */
  #submitted(): void {
    const { input, code } = this.#parts;
    if (input.form?.dataset["tellable"] === undefined) return;
    input.form.method = code.value !== "" || !this.#isAddress() ? "get" : "post";
  }

  async #ask(): Promise<void> {
    const { input } = this.#parts;
    this.#request = new AbortController();
    const question = { q: input.value.trim().slice(0, 80), limit: townsOffered };
    try {
      const { signal } = this.#request;
      this.#show((await request<typeof findTowns>("GET /directory/towns", question, { signal })).towns);
    } catch {
      // Cut off, replaced by a newer question or without network: the form itself still finds the town.
      this.#close();
    }
  }

  #show(towns: readonly Town[]): void {
    const { input, list, status, texts } = this.#parts;
    if (document.activeElement !== input) return;
    this.#towns = towns.slice(0, townsOffered);
    list.replaceChildren(...this.#towns.map((town, position) => optionOf(town, `${list.id}-${position}`)));
    list.hidden = this.#towns.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = texts.townsFound[this.#towns.length] ?? "";
    this.#activate(-1);
  }

  #close(): void {
    const { input, list, status } = this.#parts;
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#towns = [];
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#towns.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#activate(nextOption(this.#active, this.#towns.length, event.key));
    } else if (event.key === "Enter" && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#active);
    } else if (event.key === "Escape") {
      this.#close();
    }
  }

  #clicked(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    const position = [...this.#parts.list.children].findIndex((child) => child === option);
    if (position >= 0) this.#choose(position);
  }

  #activate(position: number): void {
    const { input, list } = this.#parts;
    this.#active = position;
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(index === position));
      if (index === position) option.scrollIntoView({ block: "nearest" });
    }
    if (position < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${position}`);
  }

  #choose(position: number): void {
    const town = this.#towns[position];
    if (!town) return;
    this.#parts.input.value = town.name;
    this.#parts.code.value = town.code;
    this.#close();
  }
}

function optionOf(town: Town, id: string): HTMLLIElement {
  const option = document.createElement("li");
  option.id = id;
  option.lang = "fr";
  option.setAttribute("role", "option");
  const name = document.createElement("span");
  name.textContent = town.name;
  const place = document.createElement("span");
  place.className = "lookup-place";
  place.textContent = `${town.departementName} (${town.departement})`;
  option.append(name, " ", place);
  return option;
}
