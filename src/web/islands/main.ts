import { startPasskey } from "../account/passkey-island.ts";
import { startTableFile } from "../pro/imports/table-file-island.ts";
import { startDigitKeys } from "../pro/questionnaire/digit-keys-island.ts";
import { startQueueKeys } from "../pro/waiting/queue-keys-island.ts";
import { startTelephoneKeys } from "../pro/telephone/telephone-keys-island.ts";
import { startNeedsNetwork } from "./needs-network.ts";
import { startQuickExit } from "./quick-exit.ts";
import { startTheme } from "./theme.ts";
import { startPrint } from "./print.ts";
import { startPosition } from "./position.ts";
import { startToldAddress } from "./told-address.ts";
import { startTownLookup } from "./town-lookup.ts";
import { startMovingMap } from "../public/moving-map/moving-map-island.ts";
import type { IslandTexts } from "./island-texts.ts";

/** Islands by the value of `data-island`. Pages work without them. */
const islands: Readonly<Record<string, (element: HTMLElement, texts: IslandTexts) => void>> = {
  "quick-exit": startQuickExit,
  theme: startTheme,
  position: startPosition,
  "told-address": startToldAddress,
  "town-lookup": startTownLookup,
  "needs-network": startNeedsNetwork,
  passkey: startPasskey,
  "digit-keys": startDigitKeys,
  "table-file": startTableFile,
  print: startPrint,
  "moving-map": startMovingMap,
  "queue-keys": startQueueKeys,
  "telephone-keys": startTelephoneKeys,
};

const texts = JSON.parse(document.querySelector("#island-texts")?.textContent ?? "{}") as IslandTexts;

for (const element of document.querySelectorAll<HTMLElement>("[data-needs-script]")) element.hidden = false;
for (const element of document.querySelectorAll<HTMLElement>("[data-island]")) {
  islands[element.dataset["island"] ?? ""]?.(element, texts);
}
