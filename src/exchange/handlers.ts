import type { ErrorParams, Locale } from "#base";
import { nameKey, type RecogniseTown } from "#directory";
import { handle, type BoundHandler } from "#storage";
import { accessHandlers } from "./access/access-handlers.ts";
import { openHandlers } from "./open/open-handlers.ts";
import type { OpenHandlerServices } from "./open/open-names.ts";
import { hideSite, importResources, maxFileBytes, type ImportReport } from "./actions.ts";
import { exchangeErrors } from "./errors.ts";
import { hideSite as hide, readSite } from "./hidden-site-store.ts";
import { importHandlers } from "./import-handlers.ts";
import { importFile, type ImportOutcome } from "./import.ts";
import { crawlingHandlers } from "./crawling/crawling-handlers.ts";
import { duplicateHandlers } from "./duplicate-handlers.ts";
import { partHandlers } from "./part-handlers.ts";
import { proposalHandlers } from "./proposal/proposal-handlers.ts";
import { quarantineHandlers } from "./quarantine-handlers.ts";
import { reportHandlers } from "./report/report-handlers.ts";
import type { RowFault } from "./row-fault.ts";
import type { NationalLine } from "./suspicion.ts";
import { keeperHandlers, type UpkeepServices } from "./upkeep/keeper-handlers.ts";
import { entryFileHandlers } from "./upkeep/entry-file-handlers.ts";
import { tableHandlers } from "./table/table-handlers.ts";
import { feedOf, sourceNamed } from "./source-asked.ts";

export { accessSourceNamed } from "./access/access-handlers.ts";
export { encodingOf, partsOfRows, splitFeed, type SplitShape } from "./reading/split-feed.ts";
export { sourceNamed } from "./source-asked.ts";
export { makeGeocoder, type AddressDialectName } from "./geocoding/geocoder.ts";
export { fetchFeed } from "./fetching/fetch-feed.ts";
export { forgetUploads } from "./table/table-store.ts";
export { faultDays, forgetFaults } from "./fault-store.ts";
export { askDue, sendWaitingLinks, type LinkSending, type UpkeepMessage } from "./upkeep/campaign.ts";
export { forgetLinks } from "./upkeep/keeper-store.ts";
export { endPauses } from "./upkeep/pause.ts";
export { contactDays } from "./report/report.ts";
export { forgetReportContacts } from "./report/report-store.ts";
export { dumpCsv, dumpServices, tagOfServices, type DumpCoding } from "./open/open-dump.ts";
export { changesOfParts, makePartsAhead } from "./open/open-ahead.ts";
export type { OpenServices } from "./open/open-names.ts";

/** What the exchange needs from the program. */
export interface ExchangeServices {
  /** Address of the site without final slash. */
  readonly baseUrl: string;
  /** Recognises the towns written in feeds. */
  readonly recogniseTown: RecogniseTown;
  /** The open offers in memory, for searching them by words. */
  readonly book: OpenHandlerServices["book"];
  /** National lines of the country pack, which no territory can edit. */
  readonly nationalLines: readonly NationalLine[];
  /** What links to organisations are made from; absent where none are sent, and then their actions do not exist. */
  readonly upkeep?: UpkeepServices;
  /** The sentence of a key in a language. */
  readonly sentence: (locale: Locale, key: string, params?: ErrorParams) => string;
}

/** Handlers of the exchange. */
export function exchangeHandlers(services: ExchangeServices): readonly BoundHandler[] {
  return [
    ...openHandlers(services),
    ...accessHandlers(services),
    ...quarantineHandlers(),
    ...reportHandlers(),
    ...entryFileHandlers(services),
    ...(services.upkeep === undefined
      ? []
      : keeperHandlers(services.upkeep, { ...services, lines: services.nationalLines })),
    ...(services.upkeep === undefined
      ? []
      : proposalHandlers({ ...services, upkeep: services.upkeep, lines: services.nationalLines })),
    ...crawlingHandlers(services),
    ...duplicateHandlers(),
    ...importHandlers(services),
    ...tableHandlers(services),
    ...partHandlers(services),
    handle(hideSite, {
      run: async ({ input, actor, db, now, audit }) => {
        const { tenantId } = actor;
        const isMember = actor.memberships.some(
          (one) => one.tenantId === tenantId && one.controllerId === input.controllerId,
        );
        if (tenantId === null || !isMember) throw exchangeErrors.notYourOrganisation({});
        const site = await readSite(db, input.offerId);
        if (site === null) throw exchangeErrors.openNotFound({});
        if (site.is_confidential) throw exchangeErrors.alreadyHidden({});
        const street = nameKey(site.address_1 ?? "");
        if (street !== "" && nameKey(site.texts).includes(street)) throw exchangeErrors.addressInWords({});
        const town = services.recogniseTown({
          code: site.code_insee,
          postcode: null,
          name: null,
          departements: [],
        });
        const centre = town?.town.position ?? null;
        await hide(db, site.location_id, { tenantId, controllerId: input.controllerId, at: now, centre });
        audit({ kind: "location", ids: [site.location_id] });
        return { locationId: site.location_id };
      },
    }),
    handle(importResources, {
      run: async ({ input, db, now, audit }) => {
        const source = feedOf(sourceNamed(input.source), input.feed);
        const bytes = Buffer.from(input.content, "base64");
        if (bytes.length > maxFileBytes) throw exchangeErrors.feedTooLarge({ limit: maxFileBytes });
        const job = { source, fileName: input.fileName, bytes, now, isDryRun: input.dryRun };
        const outcome = await importFile(db, {
          ...job,
          recogniseTown: services.recogniseTown,
          lines: services.nationalLines,
        });
        audit({ kind: "source", ids: [source.id, `edition:${outcome.edition}`] });
        return reportOf(source.id, input.dryRun, outcome, services);
      },
    }),
  ];
}

function reportOf(
  source: string,
  isDryRun: boolean,
  outcome: ImportOutcome,
  services: ExchangeServices,
): ImportReport {
  const inWords = ({ row, field, code, params }: RowFault): ImportReport["refused"][number] => {
    return {
      row,
      field,
      code,
      message: services.sentence("fr", `code.rowFault.${code}`, { row, field, ...params }),
    };
  };
  return {
    source,
    isDryRun,
    ...outcome,
    refused: outcome.refused.map(inWords),
    warnings: outcome.warnings.map(inWords),
    duplicates: outcome.duplicates.map(({ id, other_id, score, evidence, distance_metres }) => {
      return { id, otherId: other_id, score, evidence: [...evidence], distanceMetres: distance_metres };
    }),
  };
}
