import {
  circleCodes,
  namedAlter,
  nicknameFault,
  rememberAlter,
  withAlter,
  withoutAlter,
  type Alter,
  type CirclesLayout,
  type Network,
} from "#network";
import { drawNetwork, layoutIn, legendOf } from "../network-drawing.ts";
import type { NetworkWords } from "../network-words.ts";
import { drawElement, fillIn, makeElement } from "./draw-element.ts";
import { isRemembered, readAnswers, writeAnswers } from "./form-answers.ts";
import { startDrag } from "./map-drag.ts";
import { summarySentences } from "./map-summary.ts";
import { peopleRows, rememberedLines } from "./people-table.ts";
import { WhoKnowsWhom } from "./who-knows-whom.ts";

/** An id that no other map has, also where `randomUUID` is missing. */
function newAlterId(): string {
  return [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/** What a {@link MapEditor} is given beside its page and words. */
export interface MapKeeping {
  /** The map with which it begins. */
  readonly start: Network;
  /** What the other buttons of the page do, by their `data-do`. */
  readonly acts: Readonly<Record<string, () => void>>;
  /** Told after each change, and once at the start. */
  readonly changed: (network: Network) => void;
}

/** The drawing of a map: form, picture, table, sentences. Where it is kept is the business of whoever starts it. */
export class MapEditor {
  readonly #root: HTMLElement;
  readonly #words: NetworkWords;
  readonly #keeping: MapKeeping;
  readonly #form: HTMLFormElement;
  readonly #name: HTMLInputElement;
  readonly #knows: WhoKnowsWhom;
  #network: Network;
  #layout: CirclesLayout | null = null;
  /** Who is being changed; null when somebody is being added. */
  #editing: string | null = null;

  constructor(root: HTMLElement, words: NetworkWords, keeping: MapKeeping) {
    this.#root = root;
    this.#words = words;
    this.#keeping = keeping;
    this.#network = keeping.start;
    this.#form = this.one<HTMLFormElement>("[data-form]");
    this.#name = this.one<HTMLInputElement>("#network-name");
    this.#knows = new WhoKnowsWhom(this.one("[data-knows]"), words, (edit) =>
      this.#change(edit(this.#network)),
    );
  }

  /** The map as it stands. */
  get network(): Network {
    return this.#network;
  }

  /** An element of the page. @throws Error when the page lacks it */
  one<E extends HTMLElement>(selector: string): E {
    const found = this.#root.querySelector<E>(selector);
    if (!found) throw new Error(`the page lacks ${selector}`);
    return found;
  }

  /** Shows the map and begins to listen. */
  start(): void {
    this.#root.hidden = false;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#root.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-do]") : null;
      if (button) this.#do(button.dataset["do"] ?? "", button.dataset["alter"] ?? "");
    });
    this.#root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement && target.dataset["circleOf"] !== undefined)
        this.#move(target.dataset["circleOf"], circleCodes.find((code) => code === target.value) ?? null);
    });
    startDrag(this.one("[data-picture]"), {
      layout: () => this.#layout,
      moved: (id, circle) => this.#move(id, circle),
      tapped: (id) => this.#edit(id),
    });
    this.#show();
  }

  /** Puts another map in the place of this one, and goes to its form. */
  replace(network: Network): void {
    this.#clearForm();
    this.#change(network);
    this.#name.focus();
  }

  /** A sentence with the day of a map in it. */
  dated(name: "savedHere" | "opened" | "mapOf", { takenOn }: Network): string {
    const format = new Intl.DateTimeFormat(this.#words.tag, { dateStyle: "long", timeZone: "UTC" });
    return fillIn(this.#words.said[name], format.format(new Date(`${takenOn}T00:00:00Z`)));
  }

  /** Says what was done, beside what did it: the form, or another place that the page has. */
  say(sentence: string, beside = "form"): void {
    for (const place of this.#root.querySelectorAll<HTMLElement>("[data-status]"))
      place.textContent = place.dataset["status"] === beside ? sentence : "";
  }

  #change(network: Network): void {
    this.#network = network;
    this.#show();
  }

  #do(act: string, alterId: string): void {
    const acts: Readonly<Record<string, () => void>> = {
      ...this.#keeping.acts,
      edit: () => this.#edit(alterId),
      remove: () => this.#remove(alterId),
      restore: () => this.#restore(alterId),
      cancel: () => this.#stopEditing(),
      print: () => print(),
    };
    acts[act]?.();
  }

  #submit(): void {
    const alter = readAnswers(this.#form, this.#editing ?? newAlterId());
    const fault = nicknameFault(alter.name);
    const error = this.one("[data-name-error]");
    error.hidden = fault === null;
    error.textContent = fault === null ? "" : this.#words.faults[fault];
    this.one("[data-name-field]").classList.toggle("field-wrong", fault !== null);
    if (fault !== null) {
      this.#name.setAttribute("aria-invalid", "true");
      this.#name.focus();
      return;
    }
    this.#name.removeAttribute("aria-invalid");
    this.#put(alter);
  }

  #put(alter: Alter): void {
    const { said } = this.#words;
    const wasEditing = this.#editing;
    const isApart = isRemembered(this.#form);
    const network = withAlter(this.#network, alter);
    if (network === this.#network) {
      this.say(said.full);
      return;
    }
    this.#clearForm();
    this.#change(isApart ? rememberAlter(network, alter.id) : network);
    this.say(fillIn(isApart ? said.remembered : wasEditing === null ? said.added : said.changed, alter.name));
    if (wasEditing === null || isApart) this.#name.focus();
    else this.#root.querySelector<HTMLElement>(`[data-do="edit"][data-alter="${wasEditing}"]`)?.focus();
  }

  #edit(alterId: string): void {
    const alter = this.#network.alters.find(({ id }) => id === alterId);
    if (!alter) return;
    this.#clearForm();
    this.#editing = alterId;
    writeAnswers(this.#form, alter);
    this.one("[data-form-title]").textContent = fillIn(this.#words.said.editing, alter.name);
    this.one("[data-submit]").textContent = this.#words.said.submitEdit;
    this.one(`[data-do="cancel"]`).hidden = false;
    this.one<HTMLDetailsElement>("[data-more]").open = true;
    this.#name.focus();
  }

  #stopEditing(): void {
    const was = this.#editing;
    this.#clearForm();
    this.#root.querySelector<HTMLElement>(`[data-do="edit"][data-alter="${was}"]`)?.focus();
  }

  #clearForm(): void {
    this.#editing = null;
    this.#form.reset();
    this.#name.removeAttribute("aria-invalid");
    this.one("[data-name-error]").hidden = true;
    this.one("[data-name-field]").classList.remove("field-wrong");
    this.one("[data-form-title]").textContent = this.#words.said.adding;
    this.one("[data-submit]").textContent = this.#words.said.submitAdd;
    this.one(`[data-do="cancel"]`).hidden = true;
    this.one<HTMLDetailsElement>("[data-more]").open = false;
  }

  #remove(alterId: string): void {
    const { alters, remembered } = this.#network;
    const gone = [...alters, ...remembered].find(({ id }) => id === alterId);
    if (!gone) return;
    if (this.#editing === alterId) this.#clearForm();
    this.#change(withoutAlter(this.#network, alterId));
    this.say(fillIn(this.#words.said.removed, gone.name));
    this.#name.focus();
  }

  #restore(alterId: string): void {
    const one = this.#network.remembered.find(({ id }) => id === alterId);
    if (!one) return;
    const back = { ...namedAlter(one.id, one.name), role: one.role };
    this.#change(withAlter(withoutAlter(this.#network, alterId), back));
    this.#edit(alterId);
  }

  #move(alterId: string, circle: Alter["circle"]): void {
    const alter = this.#network.alters.find(({ id }) => id === alterId);
    if (!alter) return;
    const hadFocus = document.activeElement?.matches(`[data-circle-of="${alterId}"]`);
    this.#change(withAlter(this.#network, { ...alter, circle }));
    if (circle !== alter.circle) this.say(fillIn(this.#words.said.moved, alter.name));
    if (hadFocus) this.#root.querySelector<HTMLElement>(`[data-circle-of="${alterId}"]`)?.focus();
  }

  #show(): void {
    const network = this.#network;
    const isEmpty = network.alters.length + network.remembered.length === 0;
    this.one("[data-map]").hidden = isEmpty;
    for (const keep of this.#root.querySelectorAll<HTMLElement>("[data-keep]")) keep.hidden = isEmpty;
    for (const paper of this.#root.querySelectorAll<HTMLElement>("[data-paper]")) paper.hidden = !isEmpty;
    const sheet = document.querySelector<HTMLElement>("[data-sheet]");
    sheet?.classList.add("network-sheet-paper");
    if (sheet) sheet.hidden = !isEmpty;
    this.#showPicture(network);
    this.one("[data-people]").replaceChildren(...peopleRows(network, this.#words));
    this.one("[data-remembered]").hidden = network.remembered.length === 0;
    this.one("[data-remembered-list]").replaceChildren(...rememberedLines(network, this.#words));
    this.one("[data-knows]").hidden = network.alters.length < 2;
    this.#knows.show(network);
    const sentences = summarySentences(network, this.#words);
    this.one("[data-summary]").replaceChildren(
      ...sentences.map((sentence) => makeElement("li", "", sentence)),
    );
    this.#keeping.changed(network);
  }

  #showPicture(network: Network): void {
    this.#layout = layoutIn(network, this.#words);
    this.one("[data-picture]").replaceChildren(
      ...(network.alters.length > 0 ? [drawElement(drawNetwork(network, this.#layout, this.#words))] : []),
    );
    this.#showMiddle();
    const lines = legendOf(network, this.#words);
    this.one("[data-legend]").replaceChildren(
      ...lines.map(({ sign, words }) => makeElement("li", "", drawElement(sign), ` ${words}`)),
    );
  }

  /** A picture wider than the window is first seen in its middle; where the reader moved it, it stays. */
  #showMiddle(): void {
    const area = this.one("[data-picture]").parentElement;
    if (!area || area.scrollLeft !== 0) return;
    const middle = (area.scrollWidth - area.clientWidth) / 2;
    area.scrollLeft = this.#words.direction === "rtl" ? -middle : middle;
  }
}
