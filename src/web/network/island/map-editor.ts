import {
  circleCodes,
  emptyNetwork,
  fileAtMost,
  isDay,
  namedAlter,
  nicknameFault,
  readNetworkFile,
  rememberAlter,
  withAlter,
  withoutAlter,
  writeNetworkFile,
  type Alter,
  type CirclesLayout,
  type Network,
} from "#network";
import { drawNetwork, layoutIn, legendOf } from "../network-drawing.ts";
import type { NetworkWords } from "../network-words.ts";
import { comparisonList } from "./comparison-list.ts";
import { drawElement, fillIn, makeElement } from "./draw-element.ts";
import { isRemembered, readAnswers, writeAnswers } from "./form-answers.ts";
import { forgetMaps, keepMap, keptMaps } from "./kept-maps.ts";
import { startDrag } from "./map-drag.ts";
import { summarySentences } from "./map-summary.ts";
import { peopleRows, rememberedLines } from "./people-table.ts";
import { WhoKnowsWhom } from "./who-knows-whom.ts";

/** Starts the drawing of a map on its page. Everything stays on the device; nothing is kept unless it is asked for. */
export function startNetworkMap(root: HTMLElement, words: NetworkWords): void {
  new MapEditor(root, words).start();
}

/** The day on the device's calendar. */
function today(): Network["takenOn"] {
  // Without a date the format speaks of now, in the time zone of the device.
  const day = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short" }).format();
  if (!isDay(day)) throw new Error(`no day: ${day}`);
  return day;
}

/** The last of maps in the order of their days. */
function newestOf(maps: readonly Network[]): Network | undefined {
  return maps[maps.length - 1];
}

/** An id that no other map has, also where `randomUUID` is missing. */
function newAlterId(): string {
  return [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

class MapEditor {
  readonly #root: HTMLElement;
  readonly #words: NetworkWords;
  readonly #form: HTMLFormElement;
  readonly #name: HTMLInputElement;
  readonly #knows: WhoKnowsWhom;
  #network = emptyNetwork(today());
  #layout: CirclesLayout | null = null;
  /** Who is being changed; null when somebody is being added. */
  #editing: string | null = null;
  /** Maps of earlier days from a file. */
  #fromFile: readonly Network[] = [];

  constructor(root: HTMLElement, words: NetworkWords) {
    this.#root = root;
    this.#words = words;
    this.#form = this.#one<HTMLFormElement>("[data-form]");
    this.#name = this.#one<HTMLInputElement>("#network-name");
    this.#knows = new WhoKnowsWhom(this.#one("[data-knows]"), words, (edit) =>
      this.#change(edit(this.#network)),
    );
  }

  #one<E extends HTMLElement>(selector: string): E {
    const found = this.#root.querySelector<E>(selector);
    if (!found) throw new Error(`the page lacks ${selector}`);
    return found;
  }

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
    this.#root.addEventListener("change", ({ target }) => this.#chosen(target));
    startDrag(this.#one("[data-picture]"), {
      layout: () => this.#layout,
      moved: (id, circle) => this.#move(id, circle),
      tapped: (id) => this.#edit(id),
    });
    this.#offerKept();
    this.#show();
  }

  #offerKept(): void {
    const last = newestOf(keptMaps());
    this.#one("[data-saved]").hidden = last === undefined;
    if (last) this.#one("[data-saved-text]").textContent = this.#dated("savedHere", last);
  }

  #dated(name: "savedHere" | "opened" | "mapOf", { takenOn }: Network): string {
    const format = new Intl.DateTimeFormat(this.#words.tag, { dateStyle: "long", timeZone: "UTC" });
    return fillIn(this.#words.said[name], format.format(new Date(`${takenOn}T00:00:00Z`)));
  }

  /** Says what was done, beside what did it: the form, the buttons of keeping, or the choice of a file. */
  #say(sentence: string, beside: "form" | "keep" | "file" = "form"): void {
    for (const place of ["form", "keep", "file"])
      this.#one(`[data-status="${place}"]`).textContent = place === beside ? sentence : "";
  }

  #change(network: Network): void {
    this.#network = network;
    this.#show();
  }

  #do(act: string, alterId: string): void {
    const acts: Readonly<Record<string, () => void>> = {
      edit: () => this.#edit(alterId),
      remove: () => this.#remove(alterId),
      restore: () => this.#restore(alterId),
      cancel: () => this.#stopEditing(),
      resume: () => this.#resume(keptMaps()),
      save: () => this.#save(),
      download: () => this.#download(),
      print: () => print(),
      erase: () => this.#erase(),
    };
    acts[act]?.();
  }

  #chosen(target: EventTarget | null): void {
    if (target instanceof HTMLSelectElement && target.dataset["circleOf"] !== undefined)
      this.#move(target.dataset["circleOf"], circleCodes.find((code) => code === target.value) ?? null);
    if (target instanceof HTMLSelectElement && "earlierMaps" in target.dataset) this.#showComparison();
    if (target instanceof HTMLInputElement && "file" in target.dataset) void this.#open(target);
  }

  #submit(): void {
    const alter = readAnswers(this.#form, this.#editing ?? newAlterId());
    const fault = nicknameFault(alter.name);
    const error = this.#one("[data-name-error]");
    error.hidden = fault === null;
    error.textContent = fault === null ? "" : this.#words.faults[fault];
    this.#one("[data-name-field]").classList.toggle("field-wrong", fault !== null);
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
      this.#say(said.full);
      return;
    }
    this.#clearForm();
    this.#change(isApart ? rememberAlter(network, alter.id) : network);
    this.#say(
      fillIn(isApart ? said.remembered : wasEditing === null ? said.added : said.changed, alter.name),
    );
    if (wasEditing === null || isApart) this.#name.focus();
    else this.#root.querySelector<HTMLElement>(`[data-do="edit"][data-alter="${wasEditing}"]`)?.focus();
  }

  #edit(alterId: string): void {
    const alter = this.#network.alters.find(({ id }) => id === alterId);
    if (!alter) return;
    this.#clearForm();
    this.#editing = alterId;
    writeAnswers(this.#form, alter);
    this.#one("[data-form-title]").textContent = fillIn(this.#words.said.editing, alter.name);
    this.#one("[data-submit]").textContent = this.#words.said.submitEdit;
    this.#one(`[data-do="cancel"]`).hidden = false;
    this.#one<HTMLDetailsElement>("[data-more]").open = true;
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
    this.#one("[data-name-error]").hidden = true;
    this.#one("[data-name-field]").classList.remove("field-wrong");
    this.#one("[data-form-title]").textContent = this.#words.said.adding;
    this.#one("[data-submit]").textContent = this.#words.said.submitAdd;
    this.#one(`[data-do="cancel"]`).hidden = true;
    this.#one<HTMLDetailsElement>("[data-more]").open = false;
  }

  #remove(alterId: string): void {
    const { alters, remembered } = this.#network;
    const gone = [...alters, ...remembered].find(({ id }) => id === alterId);
    if (!gone) return;
    if (this.#editing === alterId) this.#clearForm();
    this.#change(withoutAlter(this.#network, alterId));
    this.#say(fillIn(this.#words.said.removed, gone.name));
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
    if (circle !== alter.circle) this.#say(fillIn(this.#words.said.moved, alter.name));
    if (hadFocus) this.#root.querySelector<HTMLElement>(`[data-circle-of="${alterId}"]`)?.focus();
  }

  /** Goes on with the newest of some maps, as the map of today: who is who stays known. */
  #resume(maps: readonly Network[]): void {
    const last = newestOf(maps);
    if (!last) return;
    this.#clearForm();
    this.#one("[data-saved]").hidden = true;
    this.#change({ ...last, takenOn: today() });
    this.#say(this.#dated("opened", last));
    this.#name.focus();
  }

  #save(): void {
    const { saved, notSaved } = this.#words.said;
    this.#say(keepMap(this.#network) === "kept" ? saved : notSaved, "keep");
    this.#showEarlier();
  }

  #download(): void {
    const link = document.createElement("a");
    const address = URL.createObjectURL(
      new Blob([writeNetworkFile([this.#network])], { type: "application/json" }),
    );
    link.href = address;
    // Discreet: the name of the file says nothing of what is in it.
    link.download = `tisser-${this.#network.takenOn}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  async #open(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const reading = readNetworkFile(file.size > fileAtMost * 4 ? "" : await file.text());
    input.value = "";
    if (reading.status === "unreadable") {
      this.#say(this.#words.said.unreadable, "file");
      return;
    }
    this.#fromFile = reading.maps;
    const { alters, remembered } = this.#network;
    if (alters.length + remembered.length === 0) {
      this.#resume(reading.maps);
      return;
    }
    this.#showEarlier();
    const last = newestOf(reading.maps);
    if (last) this.#say(this.#dated("opened", last), "file");
  }

  #erase(): void {
    forgetMaps();
    this.#fromFile = [];
    this.#clearForm();
    this.#one("[data-saved]").hidden = true;
    this.#change(emptyNetwork(today()));
    this.#say(this.#words.said.erased);
    this.#name.focus();
  }

  #show(): void {
    const network = this.#network;
    const isEmpty = network.alters.length + network.remembered.length === 0;
    this.#one("[data-map]").hidden = isEmpty;
    this.#one("[data-keep]").hidden = isEmpty;
    this.#one("[data-paper]").hidden = !isEmpty;
    const sheet = document.querySelector<HTMLElement>("[data-sheet]");
    sheet?.classList.add("network-sheet-paper");
    if (sheet) sheet.hidden = !isEmpty;
    this.#showPicture(network);
    this.#one("[data-people]").replaceChildren(...peopleRows(network, this.#words));
    this.#one("[data-remembered]").hidden = network.remembered.length === 0;
    this.#one("[data-remembered-list]").replaceChildren(...rememberedLines(network, this.#words));
    this.#one("[data-knows]").hidden = network.alters.length < 2;
    this.#knows.show(network);
    const sentences = summarySentences(network, this.#words);
    this.#one("[data-summary]").replaceChildren(
      ...sentences.map((sentence) => makeElement("li", "", sentence)),
    );
    this.#showEarlier();
  }

  #showPicture(network: Network): void {
    this.#layout = layoutIn(network, this.#words);
    this.#one("[data-picture]").replaceChildren(
      ...(network.alters.length > 0 ? [drawElement(drawNetwork(network, this.#layout, this.#words))] : []),
    );
    this.#showMiddle();
    const lines = legendOf(network, this.#words);
    this.#one("[data-legend]").replaceChildren(
      ...lines.map(({ sign, words }) => makeElement("li", "", drawElement(sign), ` ${words}`)),
    );
  }

  /** A picture wider than the window is first seen in its middle; where the reader moved it, it stays. */
  #showMiddle(): void {
    const area = this.#one("[data-picture]").parentElement;
    if (!area || area.scrollLeft !== 0) return;
    const middle = (area.scrollWidth - area.clientWidth) / 2;
    area.scrollLeft = this.#words.direction === "rtl" ? -middle : middle;
  }

  /** Maps of earlier days, from a file or kept on the device, the newest first. */
  #earlier(): readonly Network[] {
    const maps = [...this.#fromFile, ...keptMaps()].filter(({ takenOn }) => takenOn < this.#network.takenOn);
    return maps.sort((a, b) => (a.takenOn < b.takenOn ? 1 : -1));
  }

  #showEarlier(): void {
    const earlier = this.#network.alters.length === 0 ? [] : this.#earlier();
    const select = this.#one<HTMLSelectElement>("[data-earlier-maps]");
    const chosen = select.value;
    select.replaceChildren(
      ...earlier.map((map, position) => new Option(this.#dated("mapOf", map), String(position))),
    );
    select.value = chosen !== "" && earlier[Number(chosen)] ? chosen : "0";
    this.#one("[data-earlier]").hidden = earlier.length === 0;
    this.#showComparison();
  }

  #showComparison(): void {
    const before = this.#earlier()[Number(this.#one<HTMLSelectElement>("[data-earlier-maps]").value)];
    this.#one("[data-comparison]").replaceChildren(
      ...(before ? comparisonList(before, this.#network, this.#words) : []),
    );
  }
}
