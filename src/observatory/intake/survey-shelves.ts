import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Tx } from "#storage";
import { inventedIds } from "../invented-surveys.ts";
import { askedIn } from "../microdata/codebook.ts";
import { readSidecar, surveyFiles } from "../microdata/import-survey.ts";
import { wordsOf } from "../microdata/survey-words.ts";
import type { Sidecar } from "../microdata/sidecar.ts";
import { OpenSurveys } from "../survey-opening.ts";
import { syntheticShelf, type ShelvedSurvey, type SurveyShelf } from "../survey-shelf.ts";
import { listVersionRows } from "./store.ts";

/** Where imported surveys lie. */
export interface ShelfFolders {
  /** Those that the operator brought in at the terminal: at hand for every analyst of the installation. */
  readonly operator: string;
  /** Those that organisations brought in: at hand for their own analysts only. */
  readonly organisations: string;
}

/** How many surveys stay in memory with their answers. */
const mostLoaded = 4;

/**
 * The shelf of an installation: the invented surveys, those of the operator, and those of the organisations for which
 * the asker works. Of each survey the version that came in last.
 */
export function installationShelf(folders: ShelfFolders): SurveyShelf {
  const invented = syntheticShelf();
  const loaded = new OpenSurveys(mostLoaded);
  return {
    list: async (db) => [
      ...(await invented.list(db)),
      ...(await Promise.all(
        [...(await versionFolders(folders, db))].map(async ([, folder]) =>
          factsOf(await readSidecar(folder)),
        ),
      )),
    ],
    open: async (id, db) => {
      const found = await invented.open(id, db);
      if (found !== null) return found;
      const folder = (await versionFolders(folders, db)).get(id);
      return folder === undefined ? null : loaded.get(folder, { folder });
    },
  };
}

/** Whether a survey that belongs to no organisation bears an id. */
export async function isReservedId(folders: ShelfFolders, id: string): Promise<boolean> {
  return inventedIds.includes(id) || existsSync(join(folders.operator, id));
}

/** The folder of the last version of each imported survey that the asker may work with. */
async function versionFolders(folders: ShelfFolders, db: Tx | null): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [id, folder] of await operatorFolders(folders.operator)) found.set(id, folder);
  for (const { survey, version } of db === null ? [] : await listVersionRows(db)) {
    const folder = join(folders.organisations, survey, version);
    if (!found.has(survey) && existsSync(join(folder, surveyFiles.sidecar))) found.set(survey, folder);
  }
  return found;
}

async function operatorFolders(root: string): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for (const id of foldersIn(root)) {
    const versions: { readonly folder: string; readonly at: string }[] = [];
    for (const version of foldersIn(join(root, id))) {
      const folder = join(root, id, version);
      if (existsSync(join(folder, surveyFiles.sidecar)))
        versions.push({ folder, at: (await readSidecar(folder)).importedAt });
    }
    const [last] = versions.toSorted((a, b) => (a.at < b.at ? 1 : -1));
    if (last !== undefined) found.push([id, last.folder]);
  }
  return found;
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.endsWith(".making"))
    .map(({ name }) => name)
    .toSorted();
}

/** What the workspace says of a survey before anybody asks it something. */
async function factsOf({ codebook, waves }: Sidecar): Promise<ShelvedSurvey> {
  return {
    id: codebook.id,
    isSynthetic: codebook.isSynthetic,
    words: await wordsOf(codebook),
    facts: {
      sampling: codebook.sampling,
      waves: waves.map(({ wave, respondents }) => ({ wave, respondents })),
      variables: askedIn(codebook),
    },
  };
}
