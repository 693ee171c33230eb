import { quotedText, type FileEngine } from "#observatory/handlers";

/** Strata, units and groups of the invented survey. */
export interface InventedShape {
  readonly rows: number;
  readonly units: number;
  readonly domains: number;
}

/** Writes an invented survey file, its rows in the order of the design; the same at every call. */
export async function writeInventedFile(
  engine: FileEngine,
  { rows, units, domains }: InventedShape,
  path: string,
): Promise<void> {
  const draw = (number: number): string => `(hash(i * 7 + ${number}) % 1000003) / 1000003.0`;
  await engine.run(
    `copy (
       select (i // ${rows / units})::integer as design_psu, (i // ${rows / units} // 50)::integer as design_stratum,
         100 + 900 * ${draw(1)}::double as design_weight,
         case when ${draw(2)} < 0.03 then null else (${draw(3)} < 0.3)::tinyint end as yes,
         floor(${draw(4)} * ${domains})::tinyint as domain
       from range(${rows}) as r(i) order by i
     ) to ${quotedText(path)} (format parquet, compression zstd)`,
  );
}

/** The columns of the invented file as comma-separated text, for R. */
export async function writeInventedText(engine: FileEngine, path: string, to: string): Promise<void> {
  await engine.run(`copy (from ${quotedText(path)}) to ${quotedText(to)} (format csv, header)`);
}

/** Reads what a figure by group needs, columns as doubles. */
export async function readInvented(engine: FileEngine, path: string): Promise<readonly Float64Array[]> {
  return engine.numbers(
    `select design_psu, design_stratum, design_weight, yes, domain from ${quotedText(path)}`,
  );
}

/** The bare sums: what an engine cannot do without, and nothing more. */
export async function bareSums(engine: FileEngine, path: string): Promise<void> {
  await engine.run(
    `select design_psu, domain, sum(design_weight), sum(design_weight * yes), count(yes)
     from ${quotedText(path)} group by design_psu, domain`,
  );
}
