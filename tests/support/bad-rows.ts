/** Twelve ways in which a row of the Gironde layout is bad: the fault told, and the cells that have it; `null` for what is no row. */
export const badRows: readonly (readonly [code: string, cells: Readonly<Record<string, unknown>> | null])[] =
  [
    ["notARecord", null],
    ["required", { Lieu: "" }],
    ["required", { Commune: "" }],
    ["townUnknown", { Commune: "Nulle-Part-les-Oies", "Adresse postale": "" }],
    ["repeatedRow", { Lieu: "Lieu 1" }],
    ["phoneUnreadable", { Téléphone: "demander à l’accueil" }],
    ["emailUnreadable", { Email: "contact chez exemple" }],
    ["websiteUnreadable", { "Site internet": "javascript:alert(1)" }],
    ["dateUnreadable", { "Dernière MAJ": "le 35 du mois" }],
    ["positionZero", { "Coord. X": 0, "Coord. Y": 0 }],
    ["positionSwapped", { "Coord. X": -0.58, "Coord. Y": 44.84 }],
    ["positionFarFromTown", { "Coord. X": 48.85, "Coord. Y": 2.35 }],
  ];

/**
 * Rows named "Lieu 0", "Lieu 1"… like a good one, of which every twentieth is bad, in the twelve ways in turn.
 * @returns the rows, and the fault of each bad one by its number (the first row is 1)
 */
export function rowsWithBadOnes(
  good: object,
  count: number,
): { readonly rows: readonly unknown[]; readonly faults: ReadonlyMap<number, string> } {
  const faults = new Map<number, string>();
  const rows = Array.from({ length: count }, (_, position) => {
    const row = { ...good, Lieu: `Lieu ${position}` };
    const number = position + 1;
    const [code, cells] = badRows[(number / 20 - 1) % badRows.length] ?? ["", {}];
    if (code !== "") faults.set(number, code);
    return cells === null ? null : { ...row, ...cells };
  });
  return { rows, faults };
}
