import { z } from "zod";

const town = /^(?:[0-9]{2}|2[AB])[0-9]{3}$/;
/** Departements as Insee codes them: 01 to 95, 2A, 2B, and the territories overseas by three digits. */
const departement = /^(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[678])$/;

/** Schema of the code of a commune (Insee). */
export const townCodeSchema = z.string().regex(town);

/** Whether a code names a commune or a whole departement. */
export function isArea(code: string): boolean {
  return (town.test(code) || departement.test(code)) && code !== "20";
}

/** The codes in what was typed: parted by commas, spaces or lines, capitals for Corsica, each once. */
export function areasIn(typed: string): readonly string[] {
  return [
    ...new Set(
      typed
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
}
