import { localDateAt } from "#base";
import type { RecogniseTown } from "#directory";
import { handle, type BoundHandler } from "#storage";
import { exchangeErrors } from "../errors.ts";
import { accesLibre } from "../sources/acces-libre/map.ts";
import { bringAccess, finishAccess, judgeAccessLink, listAccessLinks } from "./access-actions.ts";
import { bringAccessRows, finishAccess as finish } from "./access-import.ts";
import type { AccessSource } from "./access-source.ts";
import { judgeLink, readLinks, type ListedLink } from "./access-store.ts";
import { accessEvidence } from "./likeness.ts";

/** Sources that tell how one gets into places, one line each. */
export const accessSources: readonly AccessSource[] = [accesLibre];

/** Pairs on a page. */
const pageSize = 20;

/** The source of accessibility of that name; undefined when it is none. */
export function accessSourceNamed(id: string): AccessSource | undefined {
  return accessSources.find((one) => one.id === id);
}

function sourceOf(id: string): AccessSource {
  const source = accessSourceNamed(id);
  if (source === undefined)
    throw exchangeErrors.sourceUnknown({ known: accessSources.map((one) => one.id).join(", ") });
  return source;
}

/** Handlers of how one gets into places. */
export function accessHandlers(services: { readonly recogniseTown: RecogniseTown }): readonly BoundHandler[] {
  return [
    handle(bringAccess, {
      run: async ({ input, db, now, audit }) => {
        const { edition, rows, rowsBefore } = input;
        const source = sourceOf(input.source);
        const { recogniseTown } = services;
        const counts = await bringAccessRows(
          db,
          { source, edition, now },
          { rows, rowsBefore, recogniseTown },
        );
        audit({ kind: "source", ids: [source.id, `edition:${edition}`] });
        return counts;
      },
    }),
    handle(finishAccess, {
      run: async ({ input, db, now, audit }) => {
        const { edition, fileName } = input;
        const source = sourceOf(input.source);
        const outcome = await finish(db, { source, edition, now }, fileName);
        audit({ kind: "source", ids: [source.id, `edition:${edition}`] });
        return outcome;
      },
    }),
    handle(listAccessLinks, {
      run: async ({ input: { state, page }, db }) => {
        const { total, links } = await readLinks(db, state, {
          offset: (page - 1) * pageSize,
          limit: pageSize,
        });
        return { total, page, pageSize, links: links.map(linkOf) };
      },
    }),
    handle(judgeAccessLink, {
      run: async ({ input, db, now, audit }) => {
        const isKnown = await judgeLink(db, input, input.decision, localDateAt(now, "Europe/Paris"));
        if (!isKnown) throw exchangeErrors.openNotFound({});
        audit({ kind: "location", ids: [input.locationId] });
        return { locationId: input.locationId };
      },
    }),
  ];
}

function linkOf(row: ListedLink) {
  return {
    locationId: row.location_id,
    source: row.source,
    placeId: row.place_id,
    score: row.score,
    evidence: row.evidence.filter(accessEvidence.has),
    distanceMetres: row.distance_metres,
    isChosen: row.decision === "same",
    name: row.own_name,
    address: row.own_address,
    city: row.city,
    offerId: row.offer_id,
    placeName: row.place_name,
    placeStreet: row.place_street,
    placeUrl: row.place_url,
    sourceName: row.source_name,
    wheelchair: row.wheelchair,
    features: [...row.access_features],
  };
}
