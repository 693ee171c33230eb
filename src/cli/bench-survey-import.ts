import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Instant } from "#base";
import { importSurvey, openFileEngine, quotedText, surveyInstrument } from "#observatory/handlers";

/** Figures of an import: seconds from the file to the version in its folder, and of its steps. */
export interface ImportFigures {
  readonly rows: number;
  readonly columns: number;
  readonly instruments: number;
  readonly megabytes: number;
  readonly wall: number;
  /** Seconds that both cores together worked. */
  readonly processor: number;
  /** Wall seconds at which each step began. */
  readonly steps: Readonly<Record<string, number>>;
  readonly peakRssMiB: number;
}

const instruments = ["ucla3", "credoc5", "who5", "k6", "osss3", "lsns6", "djg6"] as const;
/** Columns of the whole file: design, groups, items, and questions of the survey's own. */
const columnCount = 60;
const rowsInUnit = 100;

/** Brings in an invented file of text with sixty columns, seven instruments scored, and leaves nothing behind. */
export async function measureImport({ rows }: { readonly rows: number }): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), "tisser-bench-"));
  try {
    const path = join(folder, "survey.csv");
    const codebook = await writeInvented(path, { rows, folder });
    const [started, worked] = [performance.now(), process.cpuUsage()];
    const steps: Record<string, number> = {};
    const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
    await importSurvey({
      path,
      codebook: JSON.stringify(codebook),
      folder: join(folder, "surveys"),
      now: "2026-01-01T00:00:00.000Z" as Instant,
      tellProgress: (step) => (steps[step] ??= seconds()),
    });
    const { user, system } = process.cpuUsage(worked);
    return {
      rows,
      columns: columnCount,
      instruments: instruments.length,
      megabytes: Math.round(statSync(path).size / 1e6),
      wall: seconds(),
      processor: Math.round((user + system) / 1e5) / 10,
      steps,
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A column of the invented file, as an expression over the row `i`, and what the codebook says of it. */
interface InventedColumn {
  readonly name: string;
  readonly expression: string;
  readonly variable?: object;
}

async function writeInvented(
  path: string,
  { rows, folder }: { readonly rows: number; readonly folder: string },
): Promise<object> {
  const columns = await inventedColumns();
  const engine = await openFileEngine({ spillFolder: folder });
  await engine.run(
    `copy (select ${columns.map(({ name, expression }) => `${expression} as "${name}"`).join(", ")}
       from range(${rows}) as r(i) order by hash(i)) to ${quotedText(path)} (format csv, header)`,
  );
  engine.close();
  return {
    id: "bench",
    title: { fr: "Mesure" },
    sampling: "probability",
    isSynthetic: true,
    licence: "CC0-1.0",
    provenance: "bench",
    universe: { words: { fr: "personne" }, fromAge: 16 },
    mode: "web",
    language: "fr",
    wave: { variable: "year" },
    rows,
    design: { weight: "weight", stratum: "stratum", psu: "town" },
    variables: columns.flatMap(({ variable }) => variable ?? []),
  };
}

async function inventedColumns(): Promise<readonly InventedColumn[]> {
  let drawn = 0;
  const draw = (): string => `(hash(i * 131 + ${(drawn += 1)}) % 1000003) / 1000003.0`;
  const oneOf = (codes: readonly (number | string)[]): string =>
    `case when ${draw()} > 0.03 then [${codes.join(", ")}][1 + floor(${draw()} * ${codes.length})::integer] end`;
  const items = await Promise.all(
    instruments.map(async (instrument) => {
      const declared = await surveyInstrument(instrument);
      if (declared === null) throw new Error(`${instrument} cannot be scored`);
      return declared.linkIds.map((linkId): InventedColumn => ({
        name: linkId,
        expression: oneOf([...(declared.codesOf(linkId) ?? [])]),
        variable: { name: linkId, kind: "integer", missing: [99], meaning: { instrument, linkId } },
      }));
    }),
  );
  const group = (breakdown: string, codes: Readonly<Record<string, string>>): InventedColumn => ({
    name: breakdown,
    expression: oneOf(Object.keys(codes).map(quotedText)),
    variable: { name: breakdown, kind: "text", meaning: { breakdown, codes } },
  });
  const known: InventedColumn[] = [
    { name: "year", expression: "2023 + i % 4" },
    { name: "stratum", expression: `'s' || (i // ${rowsInUnit * 50})` },
    { name: "town", expression: `'t' || (i // ${rowsInUnit})` },
    { name: "weight", expression: `round(100 + 900 * ${draw()}, 3)` },
    {
      name: "age",
      expression: `16 + floor(${draw()} * 79)::integer`,
      variable: { name: "age", kind: "integer", meaning: { breakdown: "age" } },
    },
    group("sex", { F: "woman", H: "man" }),
    group("disability", { 1: "severe", 2: "moderate", 3: "none" }),
    group("household", { S: "alone", A: "with-others" }),
    ...items.flat(),
  ];
  const others = Array.from({ length: columnCount - known.length }, (_none, index): InventedColumn => ({
    name: `q${index + 1}`,
    expression: oneOf([1, 2, 3, 4, 5, 8, 9]),
    variable: { name: `q${index + 1}`, kind: "integer", missing: [8, 9] },
  }));
  return [...known, ...others];
}
