import type { GeoPoint } from "#base";
import { departementOf, type TownTable, type TownTexts } from "../town-table.ts";

/**
 * The towns of one département as the committed tables have them, for a table of its own on a device.
 * @param exact centres that were imported, by commune code
 */
export function townTextsOf(
  table: TownTable,
  departement: string,
  exact: ReadonlyMap<string, GeoPoint>,
): TownTexts {
  const isOf = (code: string): boolean => departementOf(code) === departement;
  const towns = table.codes.flatMap((code, row) => {
    if (!isOf(code)) return [];
    const centre = exact.get(code);
    const place = centre ? `${centre.latitude}\t${centre.longitude}\t0` : (table.places[row] ?? "\t\t");
    const population = table.populations[row] ?? -1;
    return [
      [code, table.names[row], table.postcodes[row], population < 0 ? "" : population, place].join("\t"),
    ];
  });
  const former = table.former.flatMap(({ code, name, row }) => {
    const heir = table.codes[row] ?? "";
    return isOf(heir) ? [[code, name ?? "", heir].join("\t")] : [];
  });
  const { name = departement, region = "" } = table.departements.get(departement) ?? {};
  return {
    towns: lines("code\tname\tpostcodes\tpopulation\tlatitude\tlongitude\terror_km", towns),
    formerTowns: lines("code\tname\ttown", former),
    departements: lines("code\tname\tregion", [[departement, name, region].join("\t")]),
  };
}

function lines(head: string, rows: readonly string[]): string {
  return `${[head, ...rows].join("\n")}\n`;
}

/** Codes of the towns of one département. */
export function townsOf({ codes }: TownTable, departement: string): readonly string[] {
  return codes.filter((code) => departementOf(code) === departement);
}

/** The département in which an entry is: by its commune, else by its postcode; null when neither is known. */
export function departementOfEntry(entry: {
  readonly code_insee: string | null;
  readonly postal_code: string | null;
}): string | null {
  if (entry.code_insee !== null) return departementOf(entry.code_insee);
  const { postal_code: postcode } = entry;
  if (postcode === null) return null;
  // Postcodes do not know that Corsica was parted: 200 and 201 are in the south.
  if (postcode.startsWith("20")) return postcode < "20200" ? "2A" : "2B";
  return departementOf(postcode);
}
