import type { Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { directoryErrors } from "../errors.ts";
import type { OfferBook } from "../offer-book.ts";
import { summaryOf } from "../offer-view.ts";
import { changedWeights, weightFaults, type MatchWeights } from "../match/weights.ts";
import type { NeedProfile } from "../match/need.ts";
import { townIndex } from "../town-files.ts";
import { searchTowns, townByCode } from "../town-search.ts";
import { forgetMatchExample, keepMatchExample, previewMatchWeights } from "./actions.ts";
import { compareWeights, type ComparedOffer } from "./comparison.ts";
import { profileOf } from "./example.ts";
import { territoryOfActor } from "./handlers.ts";
import { deleteExample, examples, insertExample, weightsInForce, type Example } from "./store.ts";

/** Each is ranked four times in a preview. */
const mostExamples = 10;

/** Handlers of the examples by which a territory looks at weights. */
export function exampleHandlers(book: OfferBook): BoundHandler[] {
  return [
    handle(previewMatchWeights, {
      run: async ({ db, input, actor, now }) => {
        territoryOfActor(actor);
        const before = await weightsInForce(db);
        const compared: Compared[] = [];
        for (const example of await examples(db))
          compared.push(await compareExample(book, { db, now, example, before, after: input }));
        return {
          changed: [...changedWeights(input, before)],
          faults: [...weightFaults(input)],
          examples: compared,
        };
      },
    }),
    handle(keepMatchExample, {
      run: async ({ db, input, actor, now, newId, audit }) => {
        const tenantId = territoryOfActor(actor);
        const { title, town, ...told } = input;
        const asksNothing = told.needs.length + told.wishes.length === 0 && told.lifeEvent === null;
        if (asksNothing)
          throw directoryErrors.exampleAsksNothing({}, { issues: [{ path: "needs", code: "required" }] });
        if ((await examples(db)).length >= mostExamples)
          throw directoryErrors.tooManyExamples({ count: mostExamples });
        const id = newId<"match-example">();
        const isNew = await insertExample(db, {
          tenant_id: tenantId,
          id,
          title,
          need: { ...told, town: townMeant(town) },
          kept_at: now,
          kept_by: actor.id,
        });
        if (!isNew)
          throw directoryErrors.exampleTitleTaken({}, { issues: [{ path: "title", code: "invalid" }] });
        audit({ kind: "match-example", ids: [id], fields: ["title", "need"] });
        return { id };
      },
    }),
    handle(forgetMatchExample, {
      run: async ({ db, input: { id }, actor, audit }) => {
        territoryOfActor(actor);
        if (!(await deleteExample(db, id))) throw directoryErrors.exampleNotFound({});
        audit({ kind: "match-example", ids: [id] });
        return { id };
      },
    }),
  ];
}

/** The commune that was meant. @throws directory.exampleTownUnclear when none or several are */
function townMeant(written: string): string {
  const index = townIndex();
  const known = townByCode(index, written.toUpperCase());
  if (known !== null) return known.code;
  const found = searchTowns(index, written, 2);
  const isOne =
    found.length === 1 ||
    (found.length > 1 && isNamed(found[0]?.name, written) && !isNamed(found[1]?.name, written));
  if (!isOne || !found[0])
    throw directoryErrors.exampleTownUnclear({}, { issues: [{ path: "town", code: "invalid" }] });
  return found[0].code;
}

function isNamed(name: string | undefined, written: string): boolean {
  return name?.localeCompare(written, "fr", { sensitivity: "base" }) === 0;
}

type Compared = {
  readonly id: Example["id"];
  readonly title: string;
  readonly before: ReturnType<typeof shown>;
  readonly after: ReturnType<typeof shown>;
};

interface Comparing {
  readonly db: Tx;
  readonly now: Instant;
  readonly example: Example;
  readonly before: MatchWeights;
  readonly after: MatchWeights;
}

async function compareExample(
  book: OfferBook,
  { db, now, example: { id, title, need }, before, after }: Comparing,
): Promise<Compared> {
  const { town: code, ...told } = need;
  const town = await book.town(db, now, code);
  const place = {
    town: code,
    latitude: town?.position?.latitude ?? null,
    longitude: town?.position?.longitude ?? null,
  };
  const profile: NeedProfile = profileOf({ ...told, place });
  const index = await book.index(db, now);
  const lists = compareWeights(index, profile, { now, before, after });
  const inWords = (offers: readonly ComparedOffer[]) => shown(book, offers, { now, town });
  return { id, title, before: inWords(lists.before), after: inWords(lists.after) };
}

function shown(
  book: OfferBook,
  offers: readonly ComparedOffer[],
  { now, town }: { readonly now: Instant; readonly town: Awaited<ReturnType<OfferBook["town"]>> },
) {
  return offers.flatMap(({ id, moved, ...ranks }) => {
    const row = book.row(id);
    if (row === undefined) return [];
    return [
      {
        ...ranks,
        offer: summaryOf(row, now, town?.position ?? null),
        moved: moved.map((one) => ({ ...one })),
      },
    ];
  });
}
