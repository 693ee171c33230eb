import { localDateAt, type Instant } from "#base";
import type { describeSlice } from "#directory/actions";
import { request } from "../../client.ts";
import type { Translate } from "../../speaker.ts";
import type { Formats } from "../../ui/format.ts";
import type { OfferedSlice, OfflineStart } from "../offline-start.ts";
import { sizeInWords } from "../size-in-words.ts";
import {
  canKeep,
  forget,
  keepShell,
  take,
  TakingFailed,
  whatIsKept,
  type Kept,
  type TakingFault,
} from "./kept.ts";

/** What the page says and does with. */
export interface OfflinePageParts {
  readonly root: HTMLElement;
  readonly start: OfflineStart;
  readonly t: Translate;
  readonly format: Formats;
  readonly now: () => Instant;
}

/** What is kept and may be taken anew; its digest is null where it cannot be used. */
interface Replaceable {
  readonly departement: string;
  readonly digest: string | null;
}

/** The page of what is taken along: takes, tells what is kept, takes a newer one, takes away. */
export class OfflinePage {
  readonly #parts: OfflinePageParts;
  #stop: AbortController | null = null;
  /** What "take" takes: what the page offers, or what is newer than what is kept. */
  #offered: OfferedSlice | null;

  constructor(parts: OfflinePageParts) {
    this.#parts = parts;
    this.#offered = parts.start.offered;
  }

  /** Shows what is kept, and listens to the buttons. */
  async begin(): Promise<void> {
    const { root, t } = this.#parts;
    root.hidden = false;
    if (!canKeep()) {
      this.#say(t("page.offline.unsupported"));
      return;
    }
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
      if (button) void this.#do(button.dataset["do"] ?? "");
    });
    const kept = await this.#show();
    if (kept && navigator.onLine) await this.#lookForNewer(kept);
  }

  async #do(act: string): Promise<void> {
    if (act === "stop") this.#stop?.abort();
    else if (act === "remove") await this.#remove();
    else if (this.#offered && !this.#stop) await this.#take(this.#offered);
  }

  async #take(offered: OfferedSlice): Promise<void> {
    const { start, t, format, now } = this.#parts;
    const bar = this.#part<HTMLProgressElement>("progress");
    this.#stop = new AbortController();
    this.#toggle("working", true);
    this.#say(t("page.offline.taking", { departement: offered.name }));
    try {
      await take(offered, start, {
        signal: this.#stop.signal,
        takenAt: now(),
        onProgress: (share) => (bar.value = share),
      });
      await this.#show();
      this.#say(t("page.offline.taken", { departement: offered.name, count: format.number(offered.offers) }));
    } catch (error) {
      this.#sayFault(error instanceof TakingFailed ? error.fault : "withoutNetwork");
    } finally {
      this.#stop = null;
      this.#toggle("working", false);
      this.#keepFocus();
    }
  }

  async #remove(): Promise<void> {
    await forget();
    await this.#show();
    this.#say(this.#parts.t("page.offline.removed"));
    this.#keepFocus();
  }

  /** Shows what is kept; a slice that cannot be used any more is told, and can be taken away or anew. */
  async #show(): Promise<Replaceable | null> {
    let kept: Awaited<ReturnType<typeof whatIsKept>>;
    try {
      kept = await whatIsKept();
    } catch {
      this.#sayFault("closed");
      return null;
    }
    const usable = kept !== null && "header" in kept ? kept : null;
    const { offered } = this.#parts.start;
    this.#toggle("kept", kept !== null);
    this.#toggle("usable", usable !== null);
    this.#toggle("newer", false);
    this.#offered = offered;
    this.#toggle("offer", offered !== null && offered.digest !== usable?.header.digest);
    if (usable !== null) {
      this.#tell(usable);
      return usable.header;
    }
    if (kept === null || !("fault" in kept)) return null;
    this.#sayFault(kept.fault);
    return kept.departement === null ? null : { departement: kept.departement, digest: null };
  }

  #tell(kept: Kept): void {
    const { t, format } = this.#parts;
    const { name, offers, changedOn } = kept.header;
    const taken = format.day(localDateAt(kept.takenAt as Instant, "Europe/Paris"));
    this.#part("what").textContent = t("page.offline.keptWhat", {
      departement: name,
      count: format.number(offers),
    });
    this.#part("when").textContent = t("page.offline.keptWhen", {
      changed: changedOn === null ? "–" : format.day(changedOn),
      taken,
    });
  }

  /** Asks whether the directory has another edition; the pages are kept anew in any case, so that they fit the site. */
  async #lookForNewer({ departement, digest }: Replaceable): Promise<void> {
    const { start, t } = this.#parts;
    try {
      const found = await request<typeof describeSlice>("GET /directory/slices/:departement", {
        departement,
      });
      if (found.digest !== digest) {
        // One button is enough where the page offers the same département.
        if (start.offered?.departement === departement) this.#toggle("offer", false);
        this.#offered = found;
        this.#toggle("newer", true);
        this.#part("newer-text").textContent = t("page.offline.newer", {
          size: sizeInWords(this.#parts, found.bytes),
        });
      }
      await keepShell(start);
    } catch {
      // Without network, or the site is away: what is kept serves as it is.
    }
  }

  #sayFault(fault: TakingFault): void {
    this.#say(this.#parts.t(`page.offline.fault.${fault}`), true);
  }

  #say(text: string, isFault = false): void {
    const status = this.#part("status");
    status.textContent = text;
    status.classList.toggle("error", isFault);
  }

  /** Who pressed a button that went away stands at what came of it, and not at the top of the page. */
  #keepFocus(): void {
    const { activeElement } = document;
    // A hidden element has no parent to stand in, nor has the body, on which focus falls with the next picture.
    const isGone = !(activeElement instanceof HTMLElement) || activeElement.offsetParent === null;
    if (isGone) this.#part("status").focus();
  }

  #toggle(name: string, isShown: boolean): void {
    for (const element of this.#parts.root.querySelectorAll<HTMLElement>(`[data-part=${name}]`))
      element.hidden = !isShown;
  }

  #part<Found extends HTMLElement = HTMLElement>(name: string): Found {
    const found = this.#parts.root.querySelector<Found>(`[data-part=${name}]`);
    if (!found) throw new Error(`the page has no part ${name}`);
    return found;
  }
}
