import { compareNetworks, type Network } from "#network";
import type { NetworkWords } from "../network-words.ts";
import { sayCount } from "../said-count.ts";
import { makeElement } from "./draw-element.ts";

type Named = { readonly name: string };

/** What changed since an earlier map, as headings and names; nothing that did not change is said. */
export function comparisonList(before: Network, after: Network, words: NetworkWords): readonly HTMLElement[] {
  const { newTies, newLivingTies, closer, further, noLongerNamed, newlyRemembered } = compareNetworks(
    before,
    after,
  );
  const { compared } = words;
  const living = [
    ...said("living", newLivingTies.alters.length),
    ...said("accompaniment", newLivingTies.throughAccompaniment),
    ...said("livingUnknown", newLivingTies.unknown.length),
  ];
  const parts = [
    ...part(compared.new, newTies, living),
    ...part(
      compared.closer,
      closer.map((pair) => pair.after),
    ),
    ...part(
      compared.further,
      further.map((pair) => pair.after),
    ),
    ...part(compared.notNamed, noLongerNamed, [compared.notNamedHint]),
    ...part(compared.remembered, newlyRemembered),
  ];
  return parts.length > 0 ? parts : [makeElement("p", "", words.said.noChange)];

  function said(name: "living" | "accompaniment" | "livingUnknown", count: number): readonly string[] {
    return count > 0 ? [sayCount(words, name, count)] : [];
  }
}

function part(title: string, people: readonly Named[], more: readonly string[] = []): readonly HTMLElement[] {
  if (people.length === 0) return [];
  const names = people.flatMap(({ name }, position) => [
    ...(position > 0 ? [", "] : []),
    makeElement("bdi", "", name),
  ]);
  return [
    makeElement("h3", "", title),
    makeElement("p", "", ...names),
    ...more.map((sentence) => makeElement("p", "quiet", sentence)),
  ];
}
