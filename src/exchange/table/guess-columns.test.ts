import { expect, test } from "vitest";
import { guessColumns } from "./guess-columns.ts";

test("columns are recognised by French and English headings, whatever their case, accents and underscores", () => {
  const heads = [
    "Nom de l'association",
    "INTITULÉ",
    "Adresse",
    "code_postal",
    "Ville",
    "Tél.",
    "Courriel",
    "Horaires d'ouverture",
  ];
  expect(guessColumns(heads, [])).toEqual({
    organisation: "Nom de l'association",
    name: "INTITULÉ",
    street: "Adresse",
    postcode: "code_postal",
    city: "Ville",
    phone: "Tél.",
    email: "Courriel",
    hours: "Horaires d'ouverture",
  });
  expect(guessColumns(["Name", "Street", "Town", "Opening hours", "Last update"], [])).toEqual({
    name: "Name",
    street: "Street",
    city: "Town",
    hours: "Opening hours",
    confirmedOn: "Last update",
  });
});

test("columns without a telling heading are recognised by what stands in them", () => {
  const heads = ["Nom", "Ville", "A", "B", "C", "D", "E"];
  const record = ["Café", "Voiron", "38500", "04 76 00 00 00", "cafe@exemple.fr", "45,3641", "5,5923"];
  expect(guessColumns(heads, [record, record])).toEqual({
    name: "Nom",
    city: "Ville",
    postcode: "A",
    phone: "B",
    email: "C",
    latitude: "D",
    longitude: "E",
  });
});

test("metres in Lambert-93 are a position; other numbers are not", () => {
  const heads = ["Nom", "Ville", "X_L93", "Y_L93", "Habitants", "Budget"];
  const record = ["Café", "Voiron", "902345,2", "6476543,8", "652000", "1250000"];
  expect(guessColumns(heads, [record, record])).toEqual({
    name: "Nom",
    city: "Ville",
    longitude: "X_L93",
    latitude: "Y_L93",
  });
});

test("a column that names a person is never taken, and a column is one field at most", () => {
  const columns = guessColumns(
    ["Nom du responsable", "Téléphone du contact", "Lieu", "Commune", "Lieu"],
    [["Personne inventée", "04 76 00 00 00", "Café", "Voiron", "x"]],
  );
  expect(columns).toEqual({ name: "Lieu", city: "Commune" });
});
