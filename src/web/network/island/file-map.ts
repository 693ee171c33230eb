import { isDay, type Network } from "#network";
import type { NetworkWords } from "../network-words.ts";
import { MapEditor } from "./map-editor.ts";

/**
 * Starts the drawing of a map that goes into a person's file. Nothing is kept on the device: the form of the page carries
 * the map to the server when it is sent.
 */
export function startFileMap(root: HTMLElement, words: NetworkWords, start: Network): void {
  const editor = new MapEditor(root, words, { start, acts: {}, changed: () => write() });
  const day = editor.one<HTMLInputElement>("[data-day]");
  const map = editor.one<HTMLInputElement>("[data-map-text]");
  day.value = start.takenOn;

  function write(): void {
    const takenOn = isDay(day.value) ? day.value : start.takenOn;
    map.value = JSON.stringify({ ...editor.network, takenOn });
  }

  day.addEventListener("change", write);
  editor.start();
}
