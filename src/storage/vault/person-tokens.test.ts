import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { randomId, type LocalDate } from "#base";
import { frenchSound, phonex } from "./french-sound.ts";
import { foldLetters, nameWords } from "./name-words.ts";
import { personTokens, searchTokens } from "./person-tokens.ts";
import { newKey } from "./secrets.ts";
import { threadWorkMs } from "../../base/thread-work.testing.ts";

const root = newKey();
const tenantId = randomId<"tenant">();
const birthDate = "1942-03-04" as LocalDate;

/** Whether a search finds somebody of that name. */
function finds(text: string, [familyName, givenNames]: readonly [string, string], born?: LocalDate): boolean {
  const theirs = new Set(personTokens(root, { tenantId, familyName, givenNames, birthDate }).map(hex));
  const groups = searchTokens(root, { tenantId, text, ...(born === undefined ? {} : { birthDate: born }) });
  return groups.length > 0 && groups.every((group) => group.some((token) => theirs.has(hex(token))));
}

const hex = (token: Uint8Array): string => Buffer.from(token).toString("hex");

describe("names are compared", () => {
  test("without accents, capitals, ligatures, compatibility forms or vowel signs", () => {
    expect(foldLetters("ÉLÉONORE Cœur Æmilie Strauß Øystein Łukasz ﬁn İnci")).toBe(
      "eleonore coeur aemilie strauss oystein lukasz fin inci",
    );
    expect(foldLetters("Nguyễn")).toBe("nguyen");
    expect(foldLetters("فَاطِمَة")).toBe("فاطمه");
    expect(foldLetters("É".normalize("NFC"))).toBe(foldLetters("É".normalize("NFD")));
  });

  test("word by word, particles joined to the word they precede", () => {
    expect(nameWords("de La Fontaine")).toEqual([
      { word: "fontaine", joined: ["lafontaine", "delafontaine"] },
    ]);
    expect(nameWords("O'Brien").map(({ word }) => word)).toEqual(["brien"]);
    expect(nameWords("L’Hermitte")).toEqual([{ word: "hermitte", joined: ["lhermitte"] }]);
    expect(nameWords("Jean-Pierre")).toEqual([
      { word: "jean", joined: ["jeanpierre"] },
      { word: "pierre", joined: ["jeanpierre"] },
    ]);
    expect(nameWords("St-Martin").map(({ word }) => word)).toEqual(["saint", "martin"]);
  });

  test("a name made of particles only is kept, and an empty one gives nothing", () => {
    expect(nameWords("Le").map(({ word }) => word)).toEqual(["le"]);
    expect(nameWords("El Ben").map(({ word }) => word)).toEqual(["el", "ben"]);
    expect(nameWords(" -'’. ")).toEqual([]);
  });
});

describe("Phonex", () => {
  test("gives its author's published example", () => {
    expect(phonex("PHYLAURHEIMSMET")).toBe("FILOR4SNY");
  });

  // The values that another implementation (npm `talisman` 1.x, MIT) holds in its tests, for names without accents.
  test.each([
    ["Martin", "NORTIN"],
    ["Bernard", "FYRNOR"],
    ["Faure", "FORE"],
    ["Perez", "TYRYZ"],
    ["Gros", "GROS"],
    ["Chapuis", "5OTUIS"],
    ["Boyer", "F2YR"],
    ["Gauthier", "KOTIYR"],
    ["Rey", "RY"],
    ["Henry", "H1RI"],
    ["Moulin", "N3LIN"],
    ["Rousseau", "R3SO"],
  ])("of %s is %s, as in another implementation", (name, code) => {
    expect(phonex(name)).toBe(code);
  });

  test("is not asked of what is not written in Latin letters", () => {
    expect([frenchSound("فاطمه"), frenchSound("x"), frenchSound("1942"), frenchSound("")]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test("is quick on any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "e", "i", "n", "s", "h", "g", "o"), maxLength: 2000 }),
        (text) => {
          const start = threadWorkMs();
          frenchSound(text);
          return threadWorkMs() - start < 5_000;
        },
      ),
    );
  });
});

describe("a search finds somebody", () => {
  const known = ["Lefèvre-Dupont", "Hélène Marie"] as const;

  test.each([
    "Lefèvre-Dupont",
    "lefevre",
    "LEFEVRE Helene",
    "Hélène Dupont",
    "Marie Lefevre Dupont",
    "Lefevredupont",
    "Elene Dupond",
    "Lefaivre",
    "Dupon 1942",
    "1942",
    "Helenne",
  ])("as %j", (text) => {
    expect(finds(text, known)).toBe(true);
  });

  test.each(["Durand", "Hélène Durand", "Lefèvre 1943", "", " - "])("but not as %j", (text) => {
    expect(finds(text, known)).toBe(false);
  });

  test("born that day, and nobody else", () => {
    expect(finds("Dupont", known, birthDate)).toBe(true);
    expect(finds("", known, birthDate)).toBe(true);
    expect(finds("Dupont", known, "1942-04-03" as LocalDate)).toBe(false);
  });

  /** Two spellings of one spoken name, each of which must find the other. */
  const spellings: readonly (readonly [string, string])[] = [
    ["Dupont", "Dupond"],
    ["Gauthier", "Gautier"],
    ["Faure", "Phaure"],
    ["Meyer", "Meier"],
    ["Rousseau", "Rousso"],
    ["Henri", "Henry"],
    ["Hélène", "Elène"],
    ["Georges", "George"],
    ["Michèle", "Michelle"],
    ["Philippe", "Filipe"],
    ["Mathieu", "Matthieu"],
    ["Thibault", "Tibault"],
    ["Catherine", "Katherine"],
    ["Sylvie", "Silvie"],
    ["Cécile", "Sécile"],
    ["Durand", "Durant"],
    ["Moreau", "Moro"],
    ["Chevalier", "Chevallier"],
    ["Lemoine", "Lemoyne"],
    ["Mohamed", "Mohammed"],
    ["Yasmine", "Iasmine"],
    ["Caron", "Karon"],
    ["Quentin", "Kentin"],
    ["Schmitt", "Schmit"],
    ["Jean-Luc", "Jeanluc"],
    ["La Fontaine", "Lafontaine"],
    ["de La Fontaine", "Delafontaine"],
    ["O'Brien", "Obrien"],
    ["D'Angelo", "Dangelo"],
    ["Saint-Martin", "St Martin"],
    ["Le Goff", "Legoff"],
    ["Ben Ali", "Benali"],
    ["Cœur", "Coeur"],
    ["Van den Berg", "Vandenberg"],
  ];

  test.each(spellings)("%s and %s find each other", (one, two) => {
    expect([finds(one, [two, ""]), finds(two, [one, ""])]).toEqual([true, true]);
  });

  test("under any name of theirs, as typed, in capitals or without accents", () => {
    const word = fc.string({
      unit: fc.constantFrom(..."abcdeéèçhilmnoœprstuvyz'- "),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(word, word, (family, given) => {
        for (const text of [
          family,
          given,
          `${given} ${family}`,
          family.toUpperCase(),
          family.normalize("NFD"),
        ]) {
          if (nameWords(text).length > 0 && !finds(text, [family, given])) return false;
        }
        return true;
      }),
    );
  });
});

describe("tokens", () => {
  const named = { tenantId, familyName: "Martin", givenNames: "Anne", birthDate };
  const hexes = (tokens: readonly Uint8Array[]): string[] => tokens.map(hex);

  test("are 16 bytes, without duplicates, the same each time", () => {
    const tokens = personTokens(root, { ...named, givenNames: "Anne Anne" });
    expect(tokens.every((token) => token.length === 16)).toBe(true);
    expect(new Set(hexes(tokens)).size).toBe(tokens.length);
    expect(hexes(personTokens(root, named))).toEqual(hexes(personTokens(root, named)));
  });

  test("have nothing in common between two territories, or under two key files", () => {
    const here = new Set(hexes(personTokens(root, named)));
    const elsewhere = [
      ...hexes(personTokens(root, { ...named, tenantId: randomId<"tenant">() })),
      ...hexes(personTokens(newKey(), named)),
    ];
    expect(here.size).toBeGreaterThan(4);
    expect(elsewhere.filter((token) => here.has(token))).toEqual([]);
  });

  test("of a name, a sound, a date and a year never coincide", () => {
    const asName = hexes(
      personTokens(root, { ...named, familyName: "1942", givenNames: "1942-03-04", birthDate: null }),
    );
    const asOther = hexes(personTokens(root, { ...named, familyName: "Martin", givenNames: "" }));
    const shared = asOther.filter((token) => asName.includes(token));
    expect(shared).toEqual([]);
  });

  test("of nobody are none", () => {
    expect(personTokens(root, { ...named, familyName: "", givenNames: "", birthDate: null })).toEqual([]);
  });
});
