import type { ErrorParams, Locale } from "#base";
import { handle, type BoundHandler } from "#storage";
import { exchangeErrors } from "./errors.ts";
import { faultColumn, faultCsv } from "./fault-csv.ts";
import {
  noteFailure,
  readFaults,
  readSourceStates,
  type KeptFault,
  type SourceState,
} from "./fault-store.ts";
import { exportFaults, listImports, noteImportFailure } from "./import-actions.ts";
import { remedyOf } from "./row-fault.ts";

type Sentence = (locale: Locale, key: string, params?: ErrorParams) => string;

/** Sources on a page. */
const pageSize = 20;

/** Handlers of the list of imports and of their faults. */
export function importHandlers({ sentence }: { readonly sentence: Sentence }): readonly BoundHandler[] {
  return [
    handle(listImports, {
      run: async ({ input, db }) => {
        const { page } = input;
        const { total, rows } = await readSourceStates(db, {
          offset: (page - 1) * pageSize,
          limit: pageSize,
        });
        return { total, page, pageSize, sources: rows.map(stateOf) };
      },
    }),
    handle(noteImportFailure, {
      run: async ({ input, db, now, audit }) => {
        const isKnown = await noteFailure(db, input.source, input.code, now);
        audit({ kind: "source", ids: isKnown ? [input.source] : [] });
        return { isKnown };
      },
    }),
    handle(exportFaults, {
      run: async ({ input, db, audit }) => {
        const { source, language } = input;
        const faults = await readFaults(db, source);
        if (faults === null) throw exchangeErrors.sourceNotImported({});
        audit({ kind: "source", ids: [source] });
        const heads = faultColumn.codes.map((code) => sentence(language, `code.faultColumn.${code}`));
        const lines = faults.map((fault) => lineOf(fault, (key, params) => sentence(language, key, params)));
        return { fileName: `${source}.csv`, mediaType: "text/csv" as const, text: faultCsv(heads, lines) };
      },
    }),
  ];
}

function stateOf(row: SourceState) {
  const { id, name, licence, open, waiting, faults } = row;
  const last =
    row.imported_at === null
      ? null
      : {
          at: row.imported_at,
          fileName: row.file_name ?? "",
          read: row.read ?? 0,
          created: row.created ?? 0,
          updated: row.updated ?? 0,
          unchanged: row.unchanged ?? 0,
          closed: row.closed ?? 0,
          refused: row.refused ?? 0,
        };
  const failure =
    row.failed_at === null || row.failure === null ? null : { at: row.failed_at, code: row.failure };
  return { id, name, licence, open, waiting, faults, last, failure };
}

function lineOf(
  { row, field, code, params, is_refused: isRefused, value }: KeptFault,
  say: (key: string, params?: ErrorParams) => string,
) {
  return {
    row: row === 0 ? null : row,
    column: field,
    value,
    effect: say(`code.faultEffect.${isRefused ? "refused" : "kept"}`),
    fault: say(`code.rowFault.${code}`, { row, field, ...params }),
    remedy: say(`code.faultRemedy.${remedyOf(code)}`),
  };
}
