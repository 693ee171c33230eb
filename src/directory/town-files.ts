import { readFileSync } from "node:fs";
import { makeTownIndex, type TownIndex } from "./town-index.ts";
import { readTownTable, type TownTexts } from "./town-table.ts";

const read = (name: string): string => readFileSync(new URL(`codes/${name}`, import.meta.url), "utf8");

/** The committed town tables as text (server only). */
export function townTexts(): TownTexts {
  return {
    towns: read("towns.tsv"),
    formerTowns: read("former-towns.tsv"),
    departements: read("departements.tsv"),
  };
}

let loaded: TownIndex | undefined;

/** The towns of the country pack, ready to be searched; read once a process (server only). */
export function townIndex(): TownIndex {
  loaded ??= makeTownIndex(readTownTable(townTexts()));
  return loaded;
}
