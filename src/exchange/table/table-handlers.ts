import { localDateAt, type ErrorParams, type Locale, type LocalDate } from "#base";
import { cutText, type RecogniseTown } from "#directory";
import { handle, type BoundHandler, type Tx } from "#storage";
import { convertFeed, type Converted } from "../convert.ts";
import { exchangeErrors } from "../errors.ts";
import { importFile } from "../import.ts";
import { feedOfRecords } from "../reading/feed.ts";
import type { RowFault } from "../row-fault.ts";
import type { NationalLine } from "../suspicion.ts";
import { guessColumns } from "./guess-columns.ts";
import { bringTable, importTable, mapTable, maxTableBytes, previewRows, readTable } from "./table-actions.ts";
import {
  isReadable,
  tableMappingSchema,
  usualTable,
  type TableColumns,
  type TableMapping,
} from "./table-field.ts";
import { recordsOf, tableFeed, tableSource, tableSourceId } from "./table-source.ts";
import {
  forgetUpload,
  keepMapping,
  keepUpload,
  keepUploadMapping,
  readMapping,
  readUpload,
  type TableUpload,
} from "./table-store.ts";

/** What tables need from the program. */
export interface TableServices {
  readonly recogniseTown: RecogniseTown;
  readonly nationalLines: readonly NationalLine[];
  readonly sentence: (locale: Locale, key: string, params?: ErrorParams) => string;
}

type Say = TableServices["sentence"];

/** Handlers of tables that somebody brings. */
export function tableHandlers(services: TableServices): readonly BoundHandler[] {
  return [
    handle(bringTable, {
      run: async ({ input, actor, db, now, audit }) => {
        const { id, name, title, licence, fileName, content, text } = input;
        if (actor.tenantId === null || (content === undefined) === (text === undefined))
          throw exchangeErrors.tableMissing({}, { issues: [{ path: "text", code: "required" }] });
        const bytes = Buffer.from(content ?? text ?? "", content === undefined ? "utf8" : "base64");
        if (bytes.length > maxTableBytes) throw exchangeErrors.feedTooLarge({ limit: maxTableBytes });
        tableFeed(bytes);
        const upload = { id, name, title, licence, file_name: fileName ?? title, content: bytes };
        await keepUpload(db, actor.tenantId, upload, now);
        audit({ kind: "table", ids: [id] });
        return { id };
      },
    }),
    handle(readTable, {
      run: async ({ input, db, now }) => {
        const upload = await uploadOf(db, input.id);
        const today = localDateAt(now, "Europe/Paris");
        return { id: input.id, ...(await viewOf(db, upload, today, services)) };
      },
    }),
    handle(mapTable, {
      run: async ({ input, db, audit }) => {
        const { id, ...mapping } = input;
        const upload = await uploadOf(db, id);
        const heads = recordsOf(upload.content).records[0]?.map((head) => head.trim()) ?? [];
        checkColumns(mapping.columns, heads);
        await keepUploadMapping(db, id, mapping);
        audit({ kind: "table", ids: [id] });
        return { id };
      },
    }),
    handle(importTable, {
      run: async ({ input, db, now, audit }) => {
        const upload = await uploadOf(db, input.id);
        const { mapping } = await mappingOf(db, upload, recordsOf(upload.content).records);
        if (!isReadable(mapping)) throw exchangeErrors.tableUnmapped({});
        const source = tableSource(upload, mapping);
        const outcome = await importFile(db, {
          source,
          fileName: upload.file_name,
          bytes: upload.content,
          now,
          isDryRun: false,
          recogniseTown: services.recogniseTown,
          lines: services.nationalLines,
        });
        await keepMapping(db, source.id, mapping, localDateAt(now, "Europe/Paris"));
        await forgetUpload(db, input.id);
        audit({ kind: "source", ids: [source.id, `edition:${outcome.edition}`] });
        const { read, created, updated, unchanged, closed, refused } = outcome;
        const rows = new Set(refused.map(({ row }) => row)).size;
        return { source: source.id, read, created, updated, unchanged, closed, refused: rows };
      },
    }),
  ];
}

async function uploadOf(db: Tx, id: string): Promise<TableUpload> {
  const upload = await readUpload(db, id);
  if (upload === null) throw exchangeErrors.tableNotFound({});
  return upload;
}

/** A column is one thing at most, and one of the table. */
function checkColumns(columns: TableColumns, heads: readonly string[]): void {
  const seen = new Set<string>();
  for (const [field, head] of Object.entries(columns)) {
    if (head === undefined) continue;
    const path = `columns.${field}`;
    if (!heads.includes(head))
      throw exchangeErrors.columnUnknown({}, { issues: [{ path, code: "unknown" }] });
    if (seen.has(head)) throw exchangeErrors.columnTwice({}, { issues: [{ path, code: "unknown" }] });
    seen.add(head);
  }
}

/** The mapping of a table: what somebody chose, else what its last edition had, where the columns are still there, else a guess. */
async function mappingOf(
  db: Tx,
  upload: TableUpload,
  [heads = [], ...records]: readonly (readonly string[])[],
): Promise<{ readonly mapping: TableMapping; readonly origin: "chosen" | "remembered" | "proposed" }> {
  const chosen = tableMappingSchema.safeParse(upload.mapping);
  if (chosen.success) return { mapping: chosen.data, origin: "chosen" };
  const columns = heads.map((head) => head.trim());
  const kept = tableMappingSchema.safeParse(await readMapping(db, tableSourceId(upload.name)));
  const isStill =
    kept.success &&
    Object.values(kept.data.columns).every((head) => head === undefined || columns.includes(head));
  if (kept.success && isStill) return { mapping: kept.data, origin: "remembered" };
  return {
    mapping: { ...usualTable, columns: guessColumns(columns, records.slice(0, 200)) },
    origin: "proposed",
  };
}

async function viewOf(db: Tx, upload: TableUpload, today: LocalDate, services: TableServices) {
  const { records, isGuessed } = recordsOf(upload.content);
  const [heads = [], ...rest] = records;
  const { mapping, origin } = await mappingOf(db, upload, records);
  const feed = feedOfRecords([heads, ...rest.slice(0, previewRows)], isGuessed);
  const { recogniseTown } = services;
  const isMapped = isReadable(mapping);
  const converted = isMapped
    ? convertFeed(feed, tableSource(upload, mapping), { recogniseTown, today })
    : null;
  const columns = heads.slice(0, 200).flatMap((head, place) => {
    const samples = rest.map((record) => record[place]?.trim() ?? "").filter((cell) => cell !== "");
    const name = head.trim().slice(0, 200);
    return name === ""
      ? []
      : [{ head: name, samples: [...new Set(samples)].slice(0, 3).map((one) => cutText(one, 80)) }];
  });
  const { title, file_name: fileName } = upload;
  return {
    title,
    fileName,
    rows: rest.length,
    columns,
    mapping,
    origin,
    isReadable: isMapped,
    preview: previewOf(converted, services.sentence),
  };
}

function previewOf(converted: Converted | null, sentence: Say) {
  if (converted === null) return { rows: 0, taken: 0, refused: 0, offers: [], faults: [] };
  const { read, resources, refused, warnings } = converted;
  const byCode = Map.groupBy([...refused, ...warnings], ({ code }: RowFault) => code);
  return {
    rows: read,
    taken: resources.length,
    refused: new Set(refused.map(({ row }) => row)).size,
    offers: resources.slice(0, 5).map(({ service, location, service_at_location: offer }) => ({
      name: service.name,
      city: location.city,
      street: location.address_1,
      phone: offer.phones[0] ?? null,
      hours: offer.opening_hours ?? offer.hours_note,
      publics: [...service.publics],
    })),
    faults: [...byCode].map(([code, found]) => {
      const { row = 0, field = "", params } = found[0] ?? {};
      const message = sentence("fr", `code.rowFault.${code}`, { row, field, ...params });
      return { code, count: found.length, message };
    }),
  };
}
