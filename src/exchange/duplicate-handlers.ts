import { localDateAt, type Id, type Instant, type LocalDate } from "#base";
import { entryKinds } from "#directory";
import { handle, type BoundHandler, type Tx } from "#storage";
import {
  keepApart,
  listDuplicates,
  listMerges,
  mergeDuplicate,
  readDuplicate,
  unmergeDuplicate,
} from "./duplicate-actions.ts";
import { duplicateEvidence } from "./duplicate.ts";
import { judgePair, readProposal, readProposals, type Proposal } from "./duplicate-store.ts";
import { exchangeErrors } from "./errors.ts";
import { mergeOffers, unmergeOffer, type MergeTime } from "./merge.ts";
import { readMerges, readMergeSides } from "./merge-store.ts";
import { shownFields, wordsOf } from "./row-change.ts";
import { readEntries, readRelatives, readSourceName } from "./store.ts";

/** Pairs on a page. */
const pageSize = 20;

/** Handlers of offers that may be the same thing. */
export function duplicateHandlers(): readonly BoundHandler[] {
  return [
    handle(listDuplicates, {
      run: async ({ input: { page }, db }) => {
        const { total, pairs } = await readProposals(db, { offset: (page - 1) * pageSize, limit: pageSize });
        const shown = pairs.map((pair) => ({
          id: pair.id as Id<"offer">,
          otherId: pair.other_id as Id<"offer">,
          ...likenessOf(pair),
          name: pair.name,
          otherName: pair.other_name,
          city: pair.city,
          otherCity: pair.other_city,
          sourceName: pair.source_name,
          otherSourceName: pair.other_source_name,
        }));
        return { total, page, pageSize, pairs: shown };
      },
    }),
    handle(readDuplicate, {
      run: async ({ input, db }) => {
        const proposal = await readProposal(db, input.id, input.otherId);
        if (proposal === null) throw exchangeErrors.openNotFound({});
        return { ...likenessOf(proposal), ...(await sideBySide(db, [input.id, input.otherId])) };
      },
    }),
    handle(mergeDuplicate, {
      run: async ({ input, db, now, newId, audit }) => {
        await mergeOffers(db, { id: newId(), ...input }, timeOf(now));
        audit({ kind: "offer", ids: [input.keptId, input.mergedId] });
        return input;
      },
    }),
    handle(keepApart, {
      run: async ({ input, db, now, audit }) => {
        const { id, otherId } = input;
        if ((await readProposal(db, id, otherId)) === null) throw exchangeErrors.openNotFound({});
        await judgePair(db, [id, otherId], "different", timeOf(now).today);
        audit({ kind: "offer", ids: [id, otherId] });
        return input;
      },
    }),
    handle(listMerges, {
      run: async ({ input: { page }, db }) => {
        const { total, merges } = await readMerges(db, { offset: (page - 1) * pageSize, limit: pageSize });
        const shown = merges.map((merge) => ({
          mergedId: merge.merged_id as Id<"offer">,
          keptId: merge.kept_id as Id<"offer">,
          mergedName: merge.merged_name,
          keptName: merge.kept_name,
          mergedSourceName: merge.merged_source_name,
          keptSourceName: merge.kept_source_name,
          mergedAt: merge.merged_at,
        }));
        return { total, page, pageSize, merges: shown };
      },
    }),
    handle(unmergeDuplicate, {
      run: async ({ input: { mergedId }, db, now, audit }) => {
        const keptId = (await unmergeOffer(db, mergedId, timeOf(now))) as Id<"offer">;
        audit({ kind: "offer", ids: [keptId, mergedId] });
        return { mergedId, keptId };
      },
    }),
  ];
}

function timeOf(at: Instant): MergeTime {
  return { at, today: localDateAt(at, "Europe/Paris") };
}

function likenessOf({ score, evidence, distance_metres: distanceMetres }: Proposal) {
  return { score, evidence: evidence.filter(duplicateEvidence.has), distanceMetres };
}

/** Two offers field by field, those that are equal too. */
async function sideBySide(db: Tx, ids: readonly [Id<"offer">, Id<"offer">]) {
  const sides = await readMergeSides(db, ids);
  const whole = await Promise.all(ids.map((id) => readWhole(db, id)));
  const fields = entryKinds
    .toSorted((a, b) => Object.keys(shownFields).indexOf(a) - Object.keys(shownFields).indexOf(b))
    .flatMap((kind) =>
      shownFields[kind].flatMap((field) => {
        const values = whole.map((entry) => wordsOf(entry[kind]?.[field]));
        const [one, other] = values;
        return one === null && other === null
          ? []
          : [{ field: `${kind}.${field}`, values, isSame: one === other }];
      }),
    );
  const shown = await Promise.all(
    ids.map(async (id, at) => {
      const side = sides.get(id);
      const offer = whole[at]?.service_at_location;
      return {
        id,
        name: wordsOf(whole[at]?.service?.["name"]) ?? "",
        sourceName: await readSourceName(db, side?.source ?? ""),
        confirmedOn: (offer?.["confirmed_on"] ?? null) as LocalDate | null,
        holdsMerged: side?.holds_merged ?? false,
      };
    }),
  );
  return { sides: shown, fields };
}

type Whole = Readonly<Partial<Record<(typeof entryKinds)[number], Readonly<Record<string, unknown>>>>>;

async function readWhole(db: Tx, offerId: string): Promise<Whole> {
  const relatives = await readRelatives(db, [offerId]);
  const entries: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const kind of entryKinds) {
    const found = (await readEntries(db, kind, relatives[kind])).values().next().value;
    if (found !== undefined) entries[kind] = found;
  }
  return entries;
}
