import { startNetworkMap } from "../network/island/map-editor.ts";
import type { NetworkWords } from "../network/network-words.ts";

// The entry of the one page that draws a map; no other page loads it.

const element = document.querySelector<HTMLElement>("[data-network]");
const words = document.querySelector("#network-words")?.textContent;
if (element && words) startNetworkMap(element, JSON.parse(words) as NetworkWords);
