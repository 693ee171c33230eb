import { emptyNetwork, fileAtMost, isDay, readNetworkFile, writeNetworkFile, type Network } from "#network";
import type { NetworkWords } from "../network-words.ts";
import { comparisonList } from "./comparison-list.ts";
import { forgetMaps, keepMap, keptMaps } from "./kept-maps.ts";
import { MapEditor } from "./map-editor.ts";

/** Starts the drawing of a map on its public page. Everything stays on the device; nothing is kept unless it is asked for. */
export function startDeviceMap(root: HTMLElement, words: NetworkWords): void {
  new DeviceMap(root, words).start();
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

/** What is kept on the device: resuming, saving, files, comparing with an earlier day. */
class DeviceMap {
  readonly #root: HTMLElement;
  readonly #words: NetworkWords;
  readonly #editor: MapEditor;
  /** Maps of earlier days from a file. */
  #fromFile: readonly Network[] = [];

  constructor(root: HTMLElement, words: NetworkWords) {
    this.#root = root;
    this.#words = words;
    this.#editor = new MapEditor(root, words, {
      start: emptyNetwork(today()),
      acts: {
        resume: () => this.#resume(keptMaps()),
        save: () => this.#save(),
        download: () => this.#download(),
        erase: () => this.#erase(),
      },
      changed: () => this.#showEarlier(),
    });
  }

  start(): void {
    this.#root.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLSelectElement && "earlierMaps" in target.dataset) this.#showComparison();
      if (target instanceof HTMLInputElement && "file" in target.dataset) void this.#open(target);
    });
    const last = newestOf(keptMaps());
    this.#editor.one("[data-saved]").hidden = last === undefined;
    if (last) this.#editor.one("[data-saved-text]").textContent = this.#editor.dated("savedHere", last);
    this.#editor.start();
  }

  /** Goes on with the newest of some maps, as the map of today: who is who stays known. */
  #resume(maps: readonly Network[]): void {
    const last = newestOf(maps);
    if (!last) return;
    this.#editor.one("[data-saved]").hidden = true;
    this.#editor.replace({ ...last, takenOn: today() });
    this.#editor.say(this.#editor.dated("opened", last));
  }

  #save(): void {
    const { saved, notSaved } = this.#words.said;
    this.#editor.say(keepMap(this.#editor.network) === "kept" ? saved : notSaved, "keep");
    this.#showEarlier();
  }

  #download(): void {
    const { network } = this.#editor;
    const link = document.createElement("a");
    const address = URL.createObjectURL(
      new Blob([writeNetworkFile([network])], { type: "application/json" }),
    );
    link.href = address;
    // Discreet: the name of the file says nothing of what is in it.
    link.download = `tisser-${network.takenOn}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  async #open(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const reading = readNetworkFile(file.size > fileAtMost * 4 ? "" : await file.text());
    input.value = "";
    if (reading.status === "unreadable") {
      this.#editor.say(this.#words.said.unreadable, "file");
      return;
    }
    this.#fromFile = reading.maps;
    const { alters, remembered } = this.#editor.network;
    if (alters.length + remembered.length === 0) {
      this.#resume(reading.maps);
      return;
    }
    this.#showEarlier();
    const last = newestOf(reading.maps);
    if (last) this.#editor.say(this.#editor.dated("opened", last), "file");
  }

  #erase(): void {
    forgetMaps();
    this.#fromFile = [];
    this.#editor.one("[data-saved]").hidden = true;
    this.#editor.replace(emptyNetwork(today()));
    this.#editor.say(this.#words.said.erased);
  }

  /** Maps of earlier days, from a file or kept on the device, the newest first. */
  #earlier(): readonly Network[] {
    const { takenOn } = this.#editor.network;
    const maps = [...this.#fromFile, ...keptMaps()].filter((map) => map.takenOn < takenOn);
    return maps.sort((a, b) => (a.takenOn < b.takenOn ? 1 : -1));
  }

  #showEarlier(): void {
    const earlier = this.#editor.network.alters.length === 0 ? [] : this.#earlier();
    const select = this.#editor.one<HTMLSelectElement>("[data-earlier-maps]");
    const chosen = select.value;
    select.replaceChildren(
      ...earlier.map((map, position) => new Option(this.#editor.dated("mapOf", map), String(position))),
    );
    select.value = chosen !== "" && earlier[Number(chosen)] ? chosen : "0";
    this.#editor.one("[data-earlier]").hidden = earlier.length === 0;
    this.#showComparison();
  }

  #showComparison(): void {
    const { value } = this.#editor.one<HTMLSelectElement>("[data-earlier-maps]");
    const before = this.#earlier()[Number(value)];
    this.#editor
      .one("[data-comparison]")
      .replaceChildren(...(before ? comparisonList(before, this.#editor.network, this.#words) : []));
  }
}
