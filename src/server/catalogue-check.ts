import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { TisserError } from "#base";
import { instrumentErrors, lineInCatalogueFile, loadCatalogue } from "#instruments";

const instruments = join(import.meta.dirname, "../instruments");

/**
 * Loads the whole catalogue of instruments: no server starts on a broken rule.
 * @throws instruments.catalogueBroken, whose file is told with the line of the fault
 */
export async function checkCatalogue(load: () => Promise<unknown> = loadCatalogue): Promise<void> {
  try {
    await load();
  } catch (error) {
    throw error instanceof TisserError && error.code === "instruments.catalogueBroken"
      ? await withLine(error)
      : error;
  }
}

async function withLine(error: TisserError): Promise<TisserError> {
  const [file, path, fault] = ["file", "path", "fault"].map((name) => String(error.params[name])) as [
    string,
    string,
    string,
  ];
  const line = await lineInCatalogueFile(await readFile(join(instruments, file), "utf8"), path);
  return instrumentErrors.catalogueBroken({ file: `${file}:${line}`, path, fault }, { cause: error });
}
