import { quotedName, quotedText, type FileEngine } from "./engine-store.ts";
import { designColumns, type Codebook, type Variable } from "./codebook.ts";
import { designColumn, valueOf } from "./file-figures-store.ts";
import type { SurveyIssue, VariableProfile, WaveFacts } from "./survey-report.ts";

const sqlType = { integer: "integer", decimal: "double", text: "varchar" } as const;

/** A file on its way in. */
export interface SurveySource {
  readonly path: string;
  /** What separates the fields of a text file. */
  readonly separator: "," | ";" | "\t" | "|";
}

/** Where the rows of a file come from, every column as text for text files. */
export function sourceOf({ path, separator }: SurveySource): string {
  if (path.endsWith(".parquet")) return `read_parquet(${quotedText(path)})`;
  const dialect = `delim = ${quotedText(separator)}, quote = '"', escape = '"', header = true, all_varchar = true`;
  return `read_csv(${quotedText(path)}, ${dialect}, strict_mode = true, null_padding = false, ignore_errors = false)`;
}

/** The columns of a file. Fails where the file cannot be read as what its name says. */
export async function columnsOfFile(engine: FileEngine, source: SurveySource): Promise<readonly string[]> {
  const rows = await engine.texts(`select name from (describe select * from ${sourceOf(source)}) as t(name)`);
  return rows.flatMap(([name]) => (name === null || name === undefined ? [] : [name]));
}

/** What each column of the file becomes: the variables by their kind, columns of the design as doubles or texts. */
function kindsOf(codebook: Codebook): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const [part, column] of designColumns(codebook))
    kinds.set(column, ["weight", "fpc", "fpc2"].includes(part) ? "double" : "varchar");
  for (const { name, kind } of codebook.variables) if (!kinds.has(name)) kinds.set(name, sqlType[kind]);
  return kinds;
}

/** Reads the columns that the codebook names into the engine, and tells which hold something that is no number. */
export async function readRows(
  engine: FileEngine,
  source: SurveySource,
  codebook: Codebook,
): Promise<readonly SurveyIssue[]> {
  const kept = kindsOf(codebook);
  const { identifier } = codebook;
  const kinds = [...kept];
  if (identifier !== undefined && !kept.has(identifier)) kinds.push([identifier, "varchar"]);
  const text = (column: string): string => `${quotedName(column)}::varchar`;
  const cast = ([column, type]: readonly [string, string]): string =>
    type === "varchar" ? `nullif(trim(${text(column)}), '')` : `try_cast(${text(column)} as ${type})`;
  // Only where a field is no number is it looked at whether there is anything in it.
  const bad = kinds
    .filter(([, type]) => type !== "varchar")
    .map(
      (kind) =>
        `case when ${cast(kind)} is null then coalesce(trim(${text(kind[0])}) <> '', false)::integer else 0 end`,
    );
  const columns = kinds.map((kind) => `${cast(kind)} as ${quotedName(kind[0])}`);
  const wave =
    "variable" in codebook.wave ? quotedName(codebook.wave.variable) : quotedText(codebook.wave.year);
  await engine.run(
    `create table source as select *, ${wave}::varchar as file_wave from (
       select ${columns.join(", ")}, ${bad.length === 0 ? "0" : bad.join(" + ")} as faults from ${sourceOf(source)})`,
  );
  const [[faults = "0"] = []] = await engine.texts("select coalesce(sum(faults), 0) from source");
  if (Number(faults) === 0) return [];
  const counts = await engine.numbers(
    `select ${bad.map((test) => `sum(${test})`).join(", ")} from ${sourceOf(source)}`,
  );
  const numeric = kinds.filter(([, type]) => type !== "varchar");
  return numeric.flatMap(([where], index) => {
    const count = counts[index]?.[0] ?? 0;
    return count > 0 ? [{ fault: "notANumber" as const, where, count }] : [];
  });
}

/** Number of waves read. */
export function countWaves(engine: FileEngine): Promise<number> {
  return count(engine, "select count(distinct file_wave) from source");
}

/** Number of rows read. */
export async function countRows(engine: FileEngine): Promise<number> {
  const [rows] = await engine.numbers("select count(*) from source");
  return rows?.[0] ?? 0;
}

/** One number that a question to the engine gives. */
async function count(engine: FileEngine, statement: string): Promise<number> {
  const [column] = await engine.numbers(statement);
  return column?.[0] ?? 0;
}

/** Beyond this number of strata there is no design, only a list. */
const mostStrata = 100_000;
/** The heaviest respondent may weigh this many times the lightest. */
const mostApart = 1e9;

/** Checks the design: what is missing, impossible, or cannot be estimated from. */
export async function checkDesign(engine: FileEngine, codebook: Codebook): Promise<readonly SurveyIssue[]> {
  const issues: SurveyIssue[] = [];
  const tell = (fault: SurveyIssue["fault"], where: string, number: number): void => {
    if (number > 0) issues.push({ fault, where, count: number });
  };
  for (const [, column] of designColumns(codebook))
    tell(
      "designMissing",
      column,
      await count(engine, `select count(*) from source where ${quotedName(column)} is null`),
    );
  const { identifier } = codebook;
  if (identifier !== undefined)
    tell(
      "identifierRepeated",
      identifier,
      await count(
        engine,
        `select count(*) from (select 1 from source where ${quotedName(identifier)} is not null group by file_wave, ${quotedName(identifier)} having count(*) > 1)`,
      ),
    );
  const { weight, stratum, psu, fpc } = codebook.design;
  if (weight !== undefined) {
    const name = quotedName(weight);
    tell(
      "weightNotPositive",
      weight,
      await count(engine, `select count(*) from source where not (${name} > 0) or isinf(${name})`),
    );
    const ratio = await count(engine, `select max(${name}) / min(${name}) from source where ${name} > 0`);
    tell("weightsApart", weight, ratio > mostApart ? 1 : 0);
  }
  if (stratum === undefined) return issues;
  const layer = quotedName(stratum);
  const strata = await count(
    engine,
    `select count(*) from (select distinct file_wave, ${layer} from source)`,
  );
  tell("tooManyStrata", stratum, strata > mostStrata ? strata : 0);
  const unit = psu === undefined ? "count(*)" : `count(distinct ${quotedName(psu)})`;
  tell(
    "lonelyStrata",
    stratum,
    await count(
      engine,
      `select count(*) from (select 1 from source group by file_wave, ${layer} having ${unit} = 1)`,
    ),
  );
  if (psu !== undefined && !codebook.design.isNested)
    tell(
      "psuInTwoStrata",
      psu,
      await count(
        engine,
        `select count(*) from (select 1 from source group by file_wave, ${quotedName(psu)} having count(distinct ${layer}) > 1)`,
      ),
    );
  if (fpc !== undefined) {
    const population = quotedName(fpc);
    tell(
      "fpcNotConstant",
      fpc,
      await count(
        engine,
        `select count(*) from (select 1 from source group by file_wave, ${layer} having min(${population}) <> max(${population}))`,
      ),
    );
    tell(
      "fpcTooSmall",
      fpc,
      await count(
        engine,
        `select count(*) from (select 1 from source group by file_wave, ${layer} having (max(${population}) < ${unit} and (select max(${population}) from source) > 1) or min(${population}) <= 0)`,
      ),
    );
  }
  return issues;
}

/** How many codes of a variable are looked at. */
const mostCodes = 5000;

/** How the answers to a variable are spread, and in how many waves somebody answered. */
export async function profileOf(
  engine: FileEngine,
  { name, missing }: Variable,
): Promise<VariableProfile & { readonly waves: number; readonly all: readonly string[] }> {
  const rows = await engine.texts(
    `select (value)::varchar, file_wave, number from (
       select ${valueOf(name, missing)} as value, file_wave, count(*) as number from source group by all)
     order by number desc, 1, 2 limit ${mostCodes}`,
  );
  const counts = new Map<string, number>();
  const waves = new Set<string>();
  let none = 0;
  for (const [code, wave, number] of rows) {
    if (code === null || code === undefined) {
      none += Number(number);
      continue;
    }
    waves.add(wave ?? "");
    const shown = code.slice(0, 200);
    counts.set(shown, (counts.get(shown) ?? 0) + Number(number));
  }
  const codes = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return {
    name,
    missing: none,
    codes: codes.slice(0, 50),
    distinct: counts.size,
    waves: waves.size,
    all: [...counts.keys()],
  };
}

/** Code of an answer in the words of the platform, as an expression; null where there is none. */
export function translated(
  variable: Pick<Variable, "name" | "missing">,
  codes: ReadonlyMap<string, number> | null,
): string {
  const value = valueOf(variable.name, variable.missing);
  if (codes === null) return `try_cast(${value} as integer)`;
  const cases = [...codes].map(([raw, code]) => `when ${quotedText(raw)} then ${code}`).join(" ");
  return codes.size === 0 ? "null::integer" : `case (${value})::varchar ${cases} end`;
}

/** One instrument to score: an expression an item, and what becomes of each pattern of answers. */
export interface ScoringTask {
  readonly instrument: string;
  /** Expressions, in the order of the items. */
  readonly items: readonly string[];
  /** Names of the numbers that a pattern gives. */
  readonly columns: readonly string[];
  /** The numbers of a pattern of codes (null where unanswered), null where there is none. */
  readonly score: (codes: readonly (number | null)[]) => readonly (number | null)[];
}

/** Scores each pattern of answers that occurs, once, by the instrument's own engine, to be joined to the rows. */
export async function scorePatterns(engine: FileEngine, task: ScoringTask): Promise<void> {
  const { instrument, items, columns, score } = task;
  const selected = items.map((item, index) => `${item} as i${index}`).join(", ");
  const patterns = await engine.numbers(`select distinct ${selected} from source`);
  const table = `scores ${instrument}`;
  const held = [
    ...items.map((_item, index) => `i${index} integer`),
    ...columns.map((name) => `${quotedName(name)} double`),
  ];
  await engine.run(`create table ${quotedName(table)} (${held.join(", ")})`);
  await engine.append(table, items.length, scoredPatterns(patterns, score));
}

function* scoredPatterns(
  patterns: readonly Float64Array[],
  score: ScoringTask["score"],
): Generator<readonly (number | null)[]> {
  const number = patterns[0]?.length ?? 0;
  for (let at = 0; at < number; at += 1) {
    const codes = patterns.map((column) => {
      const code = column[at] ?? NaN;
      return Number.isNaN(code) ? null : code;
    });
    yield [...codes, ...score(codes)];
  }
}

/** Writes the survey file: what was given, the design in dense numbers, the scores; sorted by the design. */
export async function writeSurveyFile(
  engine: FileEngine,
  codebook: Codebook,
  { tasks, path }: { readonly tasks: readonly ScoringTask[]; readonly path: string },
): Promise<readonly WaveFacts[]> {
  const { design } = codebook;
  const text = (column: string | undefined, otherwise: string): string =>
    column === undefined ? otherwise : quotedName(column);
  const [stratum, psu] = [text(design.stratum, "'all'"), text(design.psu, "rowid::varchar")];
  const ssu = text(design.ssu, "rowid::varchar");
  await engine.run(
    `create view placed as select *, rowid as file_row,
       ${stratum} as file_stratum, ${psu} as file_psu, ${ssu} as file_ssu from source`,
  );
  await engine.run(
    `create table units as select file_wave, file_stratum, file_psu,
       (dense_rank() over (order by file_wave) - 1)::integer as ${designColumn.wave},
       (dense_rank() over (order by file_wave, file_stratum) - 1)::integer as ${designColumn.stratum},
       (row_number() over (order by file_wave, file_stratum, file_psu) - 1)::integer as ${designColumn.psu}
     from (select distinct file_wave, file_stratum, file_psu from placed)`,
  );
  const kept = [...kindsOf(codebook).keys()].map((name) => `p.${quotedName(name)}`);
  const second =
    design.fpc2 === undefined
      ? []
      : [
          `(dense_rank() over (order by u.${designColumn.psu}, p.file_ssu) - 1)::integer as ${designColumn.ssu}`,
          `p.${quotedName(design.fpc2)} as ${designColumn.fpc2}`,
        ];
  const designed = [
    ...[designColumn.wave, designColumn.stratum, designColumn.psu].map((name) => `u.${name}`),
    ...second,
    ...(design.fpc === undefined ? [] : [`p.${quotedName(design.fpc)} as ${designColumn.fpc}`]),
    `${design.weight === undefined ? "1::double" : `p.${quotedName(design.weight)}`} as ${designColumn.weight}`,
  ];
  const scores = tasks.flatMap(({ columns }, index) =>
    columns.map((name) => `s${index}.${quotedName(name)}`),
  );
  const joins = tasks.map(({ instrument, items }, index) => {
    const equal = items.map(
      (_item, item) => `p.${quotedName(`${instrument} ${item}`)} is not distinct from s${index}.i${item}`,
    );
    return `left join ${quotedName(`scores ${instrument}`)} as s${index} on ${equal.join(" and ")}`;
  });
  const items = tasks.flatMap(({ instrument, items: expressions }) =>
    expressions.map((item, index) => `${item} as ${quotedName(`${instrument} ${index}`)}`),
  );
  await engine.run(
    `copy (
       select ${[...kept, ...designed, ...scores].join(", ")}
       from (select *${items.length === 0 ? "" : `, ${items.join(", ")}`} from placed) as p
       join units as u on p.file_wave = u.file_wave and p.file_stratum = u.file_stratum and p.file_psu = u.file_psu
       ${joins.join(" ")}
       order by u.${designColumn.psu}${design.fpc2 === undefined ? "" : ", p.file_ssu"}, p.file_row
     ) to ${quotedText(path)} (format parquet, compression zstd)`,
  );
  const facts = await engine.texts(
    `select u.file_wave, count(*), count(distinct u.${designColumn.stratum}), count(distinct u.${designColumn.psu})
     from placed as p
     join units as u on p.file_wave = u.file_wave and p.file_stratum = u.file_stratum and p.file_psu = u.file_psu
     group by 1 order by 1`,
  );
  return facts.map(([wave, respondents, strata, psus]) => ({
    wave: wave ?? "",
    respondents: Number(respondents),
    strata: Number(strata),
    psus: Number(psus),
  }));
}
