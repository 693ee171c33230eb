import { readOpeningHours } from "#directory";
import { expect, test } from "vitest";
import { osmOfFrenchHours } from "./french-hours.ts";

// Values of real feeds (hub-lo, Angers), and what a reader understands of them.
test.each([
  ["DU LUNDI AU VENDREDI de 9h à 12h et de 14h à 17h", "Mo-Fr 09:00-12:00,14:00-17:00"],
  ["Du lundi au vendredi : 09:00–12:30 / 13:30–17:30", "Mo-Fr 09:00-12:30,13:30-17:30"],
  [
    "Du lundi au jeudi : 9h-12h 14h-17h Le vendredi : 9h-12h 14h-16h",
    "Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00,14:00-16:00",
  ],
  ["Mardi : 15h à 18h30 Mercredi : 9h30 à 12h et 14h à 18h30", "Tu 15:00-18:30; We 09:30-12:00,14:00-18:30"],
  ["lundi-mardi-jeudi : 9h00 à 12h30 / 14h00 à 17h00", "Mo,Tu,Th 09:00-12:30,14:00-17:00"],
  ["lundi matin : 8h15/12h", null],
  [
    "mar-mer-jeu-ven 10h-12h 13h30-18h30  et le sam 10h-12h30  14h-17h30",
    "Tu-Fr 10:00-12:00,13:30-18:30; Sa 10:00-12:30,14:00-17:30",
  ],
  ["Lundi : FERME  Mardi : 9h - 12h30 et 13h30 - 17h30", "Tu 09:00-12:30,13:30-17:30"],
  ["Le mardi de 13h00 à 20h00, les mercredi et samedi de 10h00 à 18h00", "Tu 13:00-20:00; We,Sa 10:00-18:00"],
])("%s", (sentence, osm) => {
  expect(osmOfFrenchHours(sentence)).toBe(osm);
  if (osm !== null) expect(readOpeningHours(osm)).toHaveProperty("osm");
});

test.each([
  "9h à 12h / 14h à 17h",
  "2ème Jeudi du mois de 14h à 17h",
  "Sur RDV : 02.47.74.56.08",
  "lundi 9h 12h",
  "Mardi : 14h - 10h",
  "Mercredi : 10H-12H ; 14H-16H (semaine paire)",
  "9h-12h fermé le mercredi",
  "Fermé le lundi",
  "lundi",
  "Du lundi au vendredi de 8h30 à 12h, fermé les jours fériés",
  "",
])("nothing is guessed of: %s", (sentence) => {
  expect(osmOfFrenchHours(sentence)).toBeNull();
});

test("times alone are read where another column names the days", () => {
  expect(osmOfFrenchHours("9h-12h30 et 14h-17h30", [0, 1, 3])).toBe("Mo,Tu,Th 09:00-12:30,14:00-17:30");
});
