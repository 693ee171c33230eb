import type { Network } from "#network";
import { startDeviceMap } from "../network/island/device-map.ts";
import { startFileMap } from "../network/island/file-map.ts";
import type { NetworkWords } from "../network/network-words.ts";

// The entry of the pages that draw a map: the public one, which keeps nothing, and that of a person's file.

const element = document.querySelector<HTMLElement>("[data-network]");
const words = document.querySelector("#network-words")?.textContent;
const start = document.querySelector("#network-start")?.textContent;
if (element && words && start)
  startFileMap(element, JSON.parse(words) as NetworkWords, JSON.parse(start) as Network);
else if (element && words) startDeviceMap(element, JSON.parse(words) as NetworkWords);
