import type { Instant, LocalDate } from "#base";
import type { Tx } from "#storage";
import { judgePair } from "./duplicate-store.ts";
import { exchangeErrors } from "./errors.ts";
import { emptyLike, fillKinds, isSame, planFill, type FillKind } from "./merge-fill.ts";
import {
  dropFills,
  keepFills,
  mergeInto,
  readFills,
  readFillsFrom,
  readMergeSides,
  readStandingPairs,
  resolveDifferences,
  undoMerge,
  writeFields,
  type StandingPair,
} from "./merge-store.ts";
import { keepDifferences, readEntries } from "./store.ts";

/** Edition under which the differences that a merge shows are kept, until an import of a source tells them again. */
const mergeEdition = "merge";

/** When something is done. */
export interface MergeTime {
  readonly at: Instant;
  readonly today: LocalDate;
}

/**
 * Merges an offer into another of another source: its id then leads to the kept one, which takes from it what its own source
 * does not say.
 * @throws exchange.openNotFound, exchange.sameSource, exchange.holdsMerged
 */
export async function mergeOffers(
  db: Tx,
  merge: { readonly id: string; readonly keptId: string; readonly mergedId: string },
  { at, today }: MergeTime,
): Promise<void> {
  const sides = await readMergeSides(db, [merge.keptId, merge.mergedId]);
  const [kept, merged] = [sides.get(merge.keptId), sides.get(merge.mergedId)];
  if (kept?.is_open !== true || merged?.is_open !== true) throw exchangeErrors.openNotFound({});
  if (kept.source === merged.source) throw exchangeErrors.sameSource({});
  if (merged.holds_merged) throw exchangeErrors.holdsMerged({});
  await mergeInto(db, { ...merge, at }, today);
  await judgePair(db, [kept.id, merged.id], "same", today);
  for (const pair of await readStandingPairs(db, { offerId: merged.id }))
    await fillPair(db, pair, { edition: mergeEdition, today });
}

/**
 * Takes a merge back: the offer is open again as its source says it, and what it had filled in the kept one is empty again.
 * @throws exchange.openNotFound when it was not merged
 */
export async function unmergeOffer(db: Tx, mergedId: string, { at, today }: MergeTime): Promise<string> {
  const side = (await readMergeSides(db, [mergedId])).get(mergedId);
  if (side === undefined || side.merged_into === null) throw exchangeErrors.openNotFound({});
  const [pair] = await readStandingPairs(db, { offerId: mergedId });
  for (const fill of await readFillsFrom(db, mergedId)) {
    const stored = (await readEntries(db, fill.kind, [fill.entity_id])).get(fill.entity_id);
    if (isSame(stored?.[fill.field], fill.value))
      await writeFields(db, fill.kind, fill.entity_id, { [fill.field]: emptyLike(fill.value) });
    await dropFills(db, fill.entity_id, [fill.field]);
  }
  if (pair !== undefined)
    await resolveDifferences(db, pair.merged_source, [pair.kept_id, pair.kept_service], today);
  await undoMerge(db, mergedId, at);
  await judgePair(db, [side.merged_into, mergedId], null, today);
  return side.merged_into;
}

/** After an import: the kept offers of merges take what the merged ones say now. */
export async function syncMerges(
  db: Tx,
  source: string,
  edition: { readonly edition: string; readonly today: LocalDate },
): Promise<void> {
  for (const pair of await readStandingPairs(db, { source })) await fillPair(db, pair, edition);
}

async function fillPair(
  db: Tx,
  pair: StandingPair,
  { edition, today }: { readonly edition: string; readonly today: LocalDate },
): Promise<void> {
  for (const kind of fillKinds) {
    if (kind === "service" && !pair.is_alone) continue;
    const [keptId, mergedId] = idsOf(pair, kind);
    const entries = await readEntries(db, kind, [keptId, mergedId]);
    const [kept, merged] = [entries.get(keptId), entries.get(mergedId)];
    if (kept === undefined || merged === undefined) continue;
    const fills = await readFills(db, [keptId]);
    const plan = planFill({ kind, kept, merged, fromId: pair.merged_id, fills });
    await writeFields(db, kind, keptId, plan.values);
    await dropFills(db, keptId, plan.dropped);
    await keepFills(db, plan.fills);
    const differences = plan.differing.map(({ field, stored, other }) => {
      return { kind, entity_id: keptId, field, stored_value: stored, imported_value: other };
    });
    const told = { source: pair.merged_source, edition, today };
    await resolveDifferences(db, pair.merged_source, [keptId], today);
    await keepDifferences(db, kind, [], differences, told);
  }
}

function idsOf(pair: StandingPair, kind: FillKind): readonly [string, string] {
  return kind === "service" ? [pair.kept_service, pair.merged_service] : [pair.kept_id, pair.merged_id];
}
