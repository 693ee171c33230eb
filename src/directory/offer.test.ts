import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cutText, foldText, nameKey, offerName } from "./offer.ts";

test("an offer bears the name of its service, and of its place where that has one of its own", () => {
  expect(offerName("Médiathèque", null)).toBe("Médiathèque");
  expect(offerName("Médiathèque", "MEDIATHEQUE")).toBe("Médiathèque");
  expect(offerName("Bus", "Place de la mairie")).toBe("Bus – Place de la mairie");
  expect(offerName("a".repeat(200), "b").length).toBe(200);
});

test("names that differ only by case, accents and punctuation have one key", () => {
  const names = ["L'Accueil – Cœur d’Île", "L’ACCUEIL COEUR D'ILE", "l accueil, coeur d ile"];
  expect(new Set(names.map(nameKey))).toEqual(new Set(["l accueil coeur d ile"]));
  expect(nameKey("مقهى الحي")).not.toBe("");
});

test("folding twice folds no further", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(nameKey(nameKey(text))).toBe(nameKey(text));
    }),
  );
  expect(foldText("ÉCŒUR")).toBe("ecoeur");
});

test("a text is never cut in the middle of a character", () => {
  expect(cutText("ab😀", 3)).toBe("ab");
  expect(cutText("ab😀", 4)).toBe("ab😀");
  expect(cutText("un deux", 3)).toBe("un");
});
