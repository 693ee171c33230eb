import type { Locale } from "#base";
import type { Translate } from "../speaker.ts";

/** Most towns that the look-up offers at a time. */
export const townsOffered = 8;

/** Texts that the islands show, in the reader's language; they travel in the page. */
export interface IslandTexts {
  readonly locale: Locale;
  /** Said when n towns are offered, n from 0 to {@link townsOffered}. */
  readonly townsFound: readonly string[];
  /** What the tab says while one leaves. */
  readonly exitTitle: string;
  readonly positionAsking: string;
  readonly positionRefused: string;
  readonly positionUnknown: string;
}

/** Gathers the texts of the islands. */
export function islandTexts(locale: Locale, t: Translate): IslandTexts {
  return {
    locale,
    townsFound: Array.from({ length: townsOffered + 1 }, (_, count) => t("page.towns.found", { count })),
    exitTitle: t("page.exit.title"),
    positionAsking: t("page.position.asking"),
    positionRefused: t("page.position.refused"),
    positionUnknown: t("page.position.unknown"),
  };
}
