import type { InputOf, Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { exchangeErrors } from "../errors.ts";
import {
  listInclusionServices,
  listInclusionStructures,
  listMergedIds,
  listOpenOrganizations,
  listOpenServiceAtLocations,
  listOpenServices,
  listOpenTaxonomies,
  listOpenTaxonomyTerms,
  readOpenOrganization,
  readOpenRoot,
  readOpenService,
  readOpenServiceAtLocation,
  readOpenTaxonomy,
  readOpenTaxonomyTerm,
} from "./open-actions.ts";
import type { OpenRow } from "./open-row.ts";
import { openRulesOf } from "./open-schedule.ts";
import {
  countOpen,
  readKeptId,
  readMergedIds,
  readOpenHours,
  readOpenIds,
  readOpenRows,
  type OpenFilter,
  type OpenKind,
} from "./open-store.ts";
import { hsdsContextOf, type OpenHandlerServices } from "./open-names.ts";
import type { OpenVocabulary } from "./open-taxonomy.ts";
import {
  toHsdsMinimal,
  toHsdsOrganization,
  toHsdsService,
  toHsdsServiceAtLocation,
  type HsdsRecord,
} from "./to-hsds.ts";
import { toInclusionService, toInclusionStructure } from "./to-inclusion.ts";

type OfferInput = Omit<InputOf<typeof listOpenServices>, "minimal" | "full"> & {
  readonly postcode?: string | undefined;
  readonly proximity?: number | undefined;
};

/** Handlers of the open data. */
export function openHandlers(services: OpenHandlerServices): readonly BoundHandler[] {
  const context = hsdsContextOf(services);
  const { vocabulary } = context;
  const root = {
    version: "3.0" as const,
    profile: "https://docs.openreferral.org/en/v3.0/",
    openapi_url: `${services.baseUrl}/openapi.json`,
  };
  const service = (rows: readonly OpenRow[]): HsdsRecord => toHsdsService(rows, context);
  const offer = (rows: readonly OpenRow[]): HsdsRecord => toHsdsServiceAtLocation(rows[0]!, context);
  const organization = (rows: readonly OpenRow[]): HsdsRecord => ({
    ...toHsdsOrganization(rows[0]!),
    last_modified: `${rows
      .map((row) => row.changed_on)
      .toSorted()
      .at(-1)}T00:00:00.000Z`,
  });
  return [
    handle(readOpenRoot, { run: async () => root }),
    handle(listOpenServices, {
      run: ({ input, db, now }) =>
        hsdsList(db, "service", { input, services, vocabulary, now }, (rows) =>
          input.minimal ? toHsdsMinimal(rows[0]!) : service(rows),
        ),
    }),
    handle(readOpenService, { run: ({ input, db }) => hsdsOne(db, "service", input.id, service) }),
    handle(listOpenServiceAtLocations, {
      run: ({ input, db, now }) =>
        hsdsList(db, "service_at_location", { input, services, vocabulary, now }, offer),
    }),
    handle(readOpenServiceAtLocation, {
      run: ({ input, db }) => hsdsOne(db, "service_at_location", input.id, offer),
    }),
    handle(listOpenOrganizations, {
      run: ({ input, db, now }) =>
        hsdsList(db, "organization", { input, services, vocabulary, now }, organization),
    }),
    handle(readOpenOrganization, {
      run: ({ input, db }) => hsdsOne(db, "organization", input.id, organization),
    }),
    handle(listMergedIds, {
      run: async ({ input, db }) => {
        const part = { offset: (input.page - 1) * input.per_page, limit: input.per_page };
        const { total, merged } = await readMergedIds(db, part);
        return pageOf(
          merged.map((one) => ({ ...one })),
          total,
          input,
        );
      },
    }),
    handle(listOpenTaxonomies, {
      run: async ({ input }) => hsdsPage(named(vocabulary.taxonomies, input.search), input),
    }),
    handle(readOpenTaxonomy, { run: async ({ input }) => ({ ...oneOf(vocabulary.taxonomies, input.id) }) }),
    handle(listOpenTaxonomyTerms, {
      run: async ({ input }) => {
        const { taxonomy_id: taxonomy, parent_id: parent } = input;
        // No term of ours has a parent.
        const terms = parent === undefined ? vocabulary.terms : [];
        return hsdsPage(
          named(terms, input.search).filter(
            ({ taxonomy_id: id }) => taxonomy === undefined || id === taxonomy,
          ),
          input,
        );
      },
    }),
    handle(readOpenTaxonomyTerm, { run: async ({ input }) => ({ ...oneOf(vocabulary.terms, input.id) }) }),
    handle(listInclusionStructures, {
      run: ({ input, db }) =>
        inclusionList(db, "organization", input, (rows) => toInclusionStructure(rows[0]!)),
    }),
    handle(listInclusionServices, {
      run: ({ input, db }) =>
        inclusionList(db, "service_at_location", input, (rows) =>
          toInclusionService(rows[0]!, context.names),
        ),
    }),
  ];
}

async function hsdsList(
  db: Tx,
  kind: OpenKind,
  asked: {
    readonly input: Partial<OfferInput> & { readonly page: number; readonly per_page: number };
    readonly services: OpenHandlerServices;
    readonly vocabulary: OpenVocabulary;
    readonly now: Instant;
  },
  toRecord: (rows: readonly OpenRow[]) => HsdsRecord,
): Promise<HsdsPage> {
  const { input, services, vocabulary, now } = asked;
  const among =
    input.search === undefined ? undefined : await services.book.idsHolding(db, now, input.search);
  const filter = { ...filterOf(input, services, vocabulary), among };
  const offset = (input.page - 1) * input.per_page;
  if (input.day !== undefined || input.start_time !== undefined || input.end_time !== undefined) {
    const fit = await readOpenHours(db, kind, filter);
    const ids = [
      ...new Set(fit.filter(({ opening_hours }) => isOpenAsAsked(opening_hours, input)).map(({ id }) => id)),
    ];
    const records = await recordsOf(db, kind, ids.slice(offset, offset + input.per_page), toRecord);
    return pageOf(records, ids.length, input);
  }
  const total = await countOpen(db, kind, filter);
  const ids = await readOpenIds(db, kind, filter, { offset, limit: input.per_page });
  return pageOf(await recordsOf(db, kind, ids, toRecord), total, input);
}

async function hsdsOne(
  db: Tx,
  kind: OpenKind,
  id: string,
  toRecord: (rows: readonly OpenRow[]) => HsdsRecord,
): Promise<Record<string, unknown>> {
  const [own] = await recordsOf(db, kind, [id], toRecord);
  const kept = own === undefined ? await readKeptId(db, kind, id) : null;
  const [found] = kept === null ? [own] : await recordsOf(db, kind, [kept], toRecord);
  if (found === undefined) throw exchangeErrors.openNotFound({});
  return { ...found };
}

async function recordsOf(
  db: Tx,
  kind: OpenKind,
  ids: readonly string[],
  toRecord: (rows: readonly OpenRow[]) => HsdsRecord,
): Promise<Record<string, unknown>[]> {
  const rows = await readOpenRows(db, kind, ids);
  const byId = Map.groupBy(rows, (row) => keyOf(kind, row));
  return [...byId.values()].map((same) => ({ ...toRecord(same) }));
}

function keyOf(kind: OpenKind, row: OpenRow): string {
  if (kind === "service") return row.service_id;
  return kind === "organization" ? row.organization_id : row.id;
}

function filterOf(
  input: Partial<OfferInput>,
  { recogniseTown }: OpenHandlerServices,
  vocabulary: OpenVocabulary,
): OpenFilter {
  const { taxonomy_term_id: termId, taxonomy_id: taxonomy, postcode, proximity } = input;
  const term = vocabulary.terms.find(({ id }) => id === termId);
  const isForeign =
    (termId !== undefined &&
      (term === undefined || (taxonomy !== undefined && term.taxonomy_id !== taxonomy))) ||
    (taxonomy !== undefined && vocabulary.taxonomies.every(({ id }) => id !== taxonomy));
  const centre =
    postcode === undefined
      ? null
      : (recogniseTown({ code: null, postcode, name: null, departements: [] })?.town.position ?? null);
  const isNear = proximity !== undefined && centre !== null;
  return {
    // A term that is none of ours is borne by no service.
    term: isForeign ? "" : term === undefined ? undefined : vocabulary.codeOf(term),
    organizationId: input.organization_id,
    modifiedAfter: input.modified_after,
    minimumAge: input.minimum_age,
    maximumAge: input.maximum_age,
    postcode: isNear ? undefined : postcode,
    near: isNear ? { ...centre, metres: proximity } : undefined,
  };
}

/** Whether some schedule is on the day asked for, begins no earlier and ends no later than asked. */
function isOpenAsAsked(
  hours: string,
  { day, start_time: start, end_time: end }: Partial<OfferInput>,
): boolean {
  return openRulesOf(hours).some(
    ({ byday, opens_at: opens, closes_at: closes }) =>
      byday !== undefined &&
      (day === undefined || byday.split(",").some((name) => name.endsWith(day))) &&
      (start === undefined || (opens !== undefined && opens >= start.slice(0, 5))) &&
      (end === undefined || (closes !== undefined && closes <= end.slice(0, 5))),
  );
}

interface HsdsPage {
  total_items: number;
  total_pages: number;
  page_number: number;
  size: number;
  first_page: boolean;
  last_page: boolean;
  empty: boolean;
  contents: Record<string, unknown>[];
}

function pageOf(
  contents: Record<string, unknown>[],
  total: number,
  { page, per_page: perPage }: { readonly page: number; readonly per_page: number },
): HsdsPage {
  const pages = Math.ceil(total / perPage);
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
}

function hsdsPage(
  list: readonly object[],
  asked: { readonly page: number; readonly per_page: number },
): HsdsPage {
  const from = (asked.page - 1) * asked.per_page;
  return pageOf(
    list.slice(from, from + asked.per_page).map((one) => ({ ...one })),
    list.length,
    asked,
  );
}

function named<T extends { readonly name: string }>(
  list: readonly T[],
  search: string | undefined,
): readonly T[] {
  return search === undefined
    ? list
    : list.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
}

function oneOf<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((one) => one.id === id);
  if (found === undefined) throw exchangeErrors.openNotFound({});
  return found;
}

async function inclusionList(
  db: Tx,
  kind: OpenKind,
  { page, size }: { readonly page: number; readonly size: number },
  toRecord: (rows: readonly OpenRow[]) => HsdsRecord,
): Promise<{ items: Record<string, unknown>[]; total: number; page: number; size: number; pages: number }> {
  const total = await countOpen(db, kind, {});
  const ids = await readOpenIds(db, kind, {}, { offset: (page - 1) * size, limit: size });
  return {
    items: await recordsOf(db, kind, ids, toRecord),
    total,
    page,
    size,
    pages: Math.ceil(total / size),
  };
}
