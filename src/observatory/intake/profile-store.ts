import { observatoryErrors } from "../errors.ts";
import { quotedName, quotedText, type FileEngine } from "../microdata/engine-store.ts";
import { columnsOfFile, sourceOf, type SurveySource } from "../microdata/import-store.ts";
import { fewestShown, joinedSteps, mostShown, type ColumnProfile, type FileProfile } from "./file-profile.ts";

/** Most columns of a file. */
export const mostColumns = 2000;

/**
 * Reads a file once: writes all its fields as texts to a Parquet file, from which checks are quick, and tells how the
 * values of each column are spread. Memory is bounded by the engine; nothing that few respondents gave comes out.
 * @throws observatory.surveyTooWide; the engine's own error where the file cannot be read.
 */
export async function readFileProfile(
  engine: FileEngine,
  source: SurveySource,
  to: { readonly copy: string; readonly tell: (done: number, total: number) => void },
): Promise<FileProfile> {
  const names = await columnsOfFile(engine, source);
  if (names.length > mostColumns) throw observatoryErrors.surveyTooWide({ columns: names.length });
  to.tell(0, names.length);
  const fields = names.map((name) => `nullif(trim(${quotedName(name)}::varchar), '') as ${quotedName(name)}`);
  await engine.run(
    `copy (select ${fields.join(", ")} from ${sourceOf(source)}) to ${quotedText(to.copy)} (format parquet, compression zstd)`,
  );
  const from = `read_parquet(${quotedText(to.copy)})`;
  const [rows] = await engine.numbers(`select count(*) from ${from}`);
  const columns: ColumnProfile[] = [];
  for (const name of names) {
    columns.push(await columnProfile(engine, from, name));
    to.tell(columns.length, names.length);
  }
  return { rows: rows?.[0] ?? 0, columns };
}

async function columnProfile(engine: FileEngine, from: string, name: string): Promise<ColumnProfile> {
  const field = quotedName(name);
  const counted = `with counted as (select ${field} as value, count(*) as number from ${from} group by 1)`;
  const number = "try_cast(value as double)";
  const facts = await engine.numbers(
    `${counted} select
       coalesce(sum(number) filter (value is null), 0),
       count(*) filter (value is not null),
       coalesce(sum(number) filter (value is not null), 0),
       coalesce(bool_and(${number} is not null and isfinite(${number})) filter (value is not null), false)::integer,
       coalesce(bool_and(try_cast(value as bigint) is not null and ${number} = floor(${number})) filter (value is not null), false)::integer,
       coalesce(bool_and(${number} > 0) filter (value is not null), false)::integer
     from counted`,
  );
  const [empty = 0, distinct = 0, filled = 0, isNumber = 0, isWhole = 0, isPositive = 0] = facts.map(
    (column) => column[0] ?? 0,
  );
  const shown = await engine.texts(
    `${counted} select value, number from counted where value is not null and number >= ${fewestShown} and length(value) <= 200
     order by number desc, value limit ${mostShown}`,
  );
  const values = shown.map(([value, rows]): [string, number] => [value ?? "", Number(rows)]);
  const told = values.reduce((sum, [, rows]) => sum + rows, 0);
  return {
    name: name.slice(0, 300),
    empty,
    distinct,
    values,
    others: { values: distinct - values.length, rows: filled - told },
    numbers:
      isNumber === 0
        ? null
        : {
            isWhole: isWhole === 1,
            isPositive: isPositive === 1,
            steps: distinct > mostShown / 2 ? await stepsOf(engine, from, field) : [],
          },
  };
}

const stepCount = 10;

/** Rows by steps between the first and the last percentile: the ends themselves are values of single respondents. */
async function stepsOf(
  engine: FileEngine,
  from: string,
  field: string,
): Promise<{ from: number; rows: number }[]> {
  const rows = await engine.numbers(
    `with n as (select try_cast(${field} as double) as x from ${from} where ${field} is not null),
       ends as (select quantile_cont(x, 0.01) as low, quantile_cont(x, 0.99) as high from n)
     select least(${stepCount - 1}, greatest(0, floor((x - low) / nullif(high - low, 0) * ${stepCount}))) as step,
       any_value(low), any_value(high), count(*)
     from n, ends group by 1 order by 1`,
  );
  const [steps = new Float64Array(), lows, highs, counts] = rows;
  const [low, high] = [lows?.[0] ?? 0, highs?.[0] ?? 0];
  const width = (high - low) / stepCount;
  return joinedSteps(
    [...steps].map((step, at) => ({
      from: Number((low + (Number.isNaN(step) ? 0 : step) * width).toPrecision(3)),
      rows: counts?.[at] ?? 0,
    })),
  );
}
