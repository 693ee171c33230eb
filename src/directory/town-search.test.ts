import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { townSchema } from "./actions.ts";
import { benchTownSearch, withTypingFault } from "./town-bench.ts";
import { townIndex, townTexts } from "./town-files.ts";
import { makeTownIndex } from "./town-index.ts";
import { searchTowns, townByCode, townOfAddress } from "./town-search.ts";
import { departementOf, isBorough, readTownTable, townAt } from "./town-table.ts";
import { threadWorkMs } from "../base/thread-work.testing.ts";

const index = townIndex();
const find = (text: string, limit = 8) =>
  searchTowns(index, text, limit).map(({ name, departement }) => `${name} ${departement}`);

describe("a town by its name", () => {
  test.each([
    ["Bordeaux", "Bordeaux 33"],
    ["bordeaux", "Bordeaux 33"],
    ["BORDEAUX", "Bordeaux 33"],
    ["Bordeau", "Bordeaux 33"],
    ["bor", "Bordeaux 33"],
    ["Bordaux", "Bordeaux 33"],
    ["Bordeuax", "Bordeaux 33"],
    ["Boredaux", "Bordeaux 33"],
    ["Marsaille", "Marseille 13"],
    ["Grenobel", "Grenoble 38"],
    ["Nante", "Nantes 44"],
    ["saint etienne", "Saint-Étienne 42"],
    ["St Etienne", "Saint-Étienne 42"],
    ["st-étienne", "Saint-Étienne 42"],
    ["St. Etienne", "Saint-Étienne 42"],
    ["stetienne", "Saint-Étienne 42"],
    ["Ste Foy les Lyon", "Sainte-Foy-lès-Lyon 69"],
    ["saintfoyleslyon", "Sainte-Foy-lès-Lyon 69"],
    ["chalon s/ saone", "Chalon-sur-Saône 71"],
    ["chalon s saône", "Chalon-sur-Saône 71"],
    ["Rosny s/s Bois", "Rosny-sous-Bois 93"],
    ["l’hay les roses", "L'Haÿ-les-Roses 94"],
    ["L'HAŸ-LES-ROSES", "L'Haÿ-les-Roses 94"],
    ["Moeuvres", "Mœuvres 59"],
    ["MŒUVRES", "Mœuvres 59"],
    ["Havre", "Le Havre 76"],
    ["le havre", "Le Havre 76"],
    ["LA ROCHELE", "La Rochelle 17"],
    ["Le Bordeaux", "Bordeaux 33"],
    ["Clermont Ferand", "Clermont-Ferrand 63"],
    ["Villefranche sur Soane", "Villefranche-sur-Saône 69"],
    ["Provence Aix", null],
    ["Château-Chinon (Ville)", "Château-Chinon (Ville) 58"],
    ["Annecy le Vieux", "Annecy 74"],
    ["Y", "Y 80"],
  ])("%j gives %j first", (text, first) => {
    expect(find(text)[0] ?? null).toBe(first);
  });

  test("the largest of several of the same name comes first", () => {
    expect(find("Saint-Denis").slice(0, 2)).toEqual(["Saint-Denis 974", "Saint-Denis 93"]);
  });

  test("the beginning of any word counts", () => {
    expect(find("provence", 20)).toContain("Aix-en-Provence 13");
    expect(find("rochelle", 20)).toContain("La Rochelle 17");
  });

  test("an exact name comes before a longer one, however large", () => {
    expect(find("Mer")[0]).toBe("Mer 41");
  });

  test("one fault is forgiven from four letters on, two from eight, none below", () => {
    expect(find("Pua")).not.toContain("Pau 64");
    expect(find("Pzris")).toContain("Paris 75");
    expect(find("Pzrps")).not.toContain("Paris 75");
    expect(find("Bxrdeayx")).toContain("Bordeaux 33");
  });

  test.each([
    "Trifouillis-les-Oies",
    "Xyzzyville",
    "Nulle-Part-sur-Mer",
    "Atlantide du Nord",
    "Gotham City",
    "zzzz",
  ])("%j does not exist: nothing is offered in its place", (text) => {
    expect(find(text)).toEqual([]);
  });
});

describe("a town by its postcode or code", () => {
  test.each([
    ["33000", "Bordeaux 33"],
    ["33 000", "Bordeaux 33"],
    ["33", "Bordeaux 33"],
    ["3331", "Lormont 33"],
    ["33063", "Bordeaux 33"],
    ["2A004", "Ajaccio 2A"],
    ["2a", "Ajaccio 2A"],
    ["974", "Saint-Denis 974"],
    ["33000 Bordeaux", "Bordeaux 33"],
    ["Bordeaux 33000", "Bordeaux 33"],
    ["Bordeaux (33)", "Bordeaux 33"],
    ["Bordeaux, Gironde", "Bordeaux 33"],
    ["Bordeaux Gironde", "Bordeaux 33"],
    ["Bordeaux, Nouvelle-Aquitaine", "Bordeaux 33"],
    ["Bordeaux, France", "Bordeaux 33"],
    ["33080 Bordeaux Cedex", "Bordeaux 33"],
    ["Bordeaux cedex 9", "Bordeaux 33"],
    ["Bordaux 33000", "Bordeaux 33"],
    ["Saint-Denis 974", "Saint-Denis 974"],
    ["Saint-Denis Réunion", "Saint-Denis 974"],
    ["Saint Denis La Réunion", "Saint-Denis 974"],
    ["Saint-Denis (93)", "Saint-Denis 93"],
    ["Vienne, Isère", "Vienne 38"],
    ["Vienne (38)", "Vienne 38"],
    ["Ajaccio (2A)", "Ajaccio 2A"],
  ])("%j gives %j first", (text, first) => {
    expect(find(text)[0]).toBe(first);
  });

  test.each(["00", "00000", "99999", "123456", "2C", "75098"])(
    "%j is no postcode: nothing is offered",
    (text) => {
      expect(find(text)).toEqual([]);
    },
  );

  test("a postcode gives all its communes, the largest first", () => {
    // Eyzin-Pinet, whose commune code is 38160, comes after those.
    const towns = searchTowns(index, "38160", 20).filter(({ code }) => code !== "38160");
    expect(towns.length).toBeGreaterThan(5);
    expect(towns.every(({ postcodes }) => postcodes.includes("38160"))).toBe(true);
    expect(towns.map(({ population }) => population)).toEqual(
      towns.map(({ population }) => population).sort((a, b) => (b ?? 0) - (a ?? 0)),
    );
  });
});

describe("Paris, Lyon and Marseille by arrondissement", () => {
  test.each([
    ["75011", "Paris 11e Arrondissement 75"],
    ["Paris 11", "Paris 11e Arrondissement 75"],
    ["Paris 11e", "Paris 11e Arrondissement 75"],
    ["paris 11ème", "Paris 11e Arrondissement 75"],
    ["11e arrondissement Paris", "Paris 11e Arrondissement 75"],
    ["11ème arrondissement de Paris", "Paris 11e Arrondissement 75"],
    ["Paris 1", "Paris 1er Arrondissement 75"],
    ["Paris 01", "Paris 1er Arrondissement 75"],
    ["Lyon 3", "Lyon 3e Arrondissement 69"],
    ["69003", "Lyon 3e Arrondissement 69"],
    ["Marseille 8e", "Marseille 8e Arrondissement 13"],
    ["13008", "Marseille 8e Arrondissement 13"],
    ["75111", "Paris 11e Arrondissement 75"],
    ["Paris", "Paris 75"],
  ])("%j gives %j first", (text, first) => {
    expect(find(text)[0]).toBe(first);
  });

  test("every arrondissement has a position, and the postcode offers the whole town too", () => {
    const boroughs = index.table.codes.filter(isBorough);
    expect(boroughs).toHaveLength(45);
    for (const code of boroughs) expect(townByCode(index, code)?.position).not.toBeNull();
    expect(find("75011")).toContain("Paris 75");
  });
});

describe("all 34,969 communes", () => {
  const communes = index.table.codes
    .map((code, row) => ({ code, row }))
    .filter(({ code }) => !isBorough(code));

  test("are there, and each answer keeps to its schema", () => {
    expect(communes).toHaveLength(34_969);
    const towns = communes.map(({ row }) => townAt(index.table, row));
    expect(towns.filter((town) => !townSchema.safeParse(town).success)).toEqual([]);
  });

  /** One commune in six, all with `TISSER_ALL_TOWNS=1`: 24 s of looking up. */
  const tried = communes.filter(({ row }) => process.env["TISSER_ALL_TOWNS"] === "1" || row % 6 === 0);

  test("are first when their name and postcode are given", () => {
    const lost = tried.filter(({ code, row }) => {
      const postcode = (index.table.postcodes[row] ?? "").slice(0, 5);
      return (
        postcode !== "" && searchTowns(index, `${index.table.names[row]} ${postcode}`, 20)[0]?.code !== code
      );
    });
    expect(lost.map(({ row }) => index.table.names[row])).toEqual([]);
  });

  test("are among twenty when their name is given with the number or the name of their département", () => {
    const lost = tried.flatMap(({ code, row }) => {
      const name = index.table.names[row] ?? "";
      const departement = departementOf(code);
      const texts = [
        `${name} (${departement})`,
        `${name}, ${index.table.departements.get(departement)?.name}`,
      ];
      return texts.filter((text) => !searchTowns(index, text, 20).some((town) => town.code === code));
    });
    expect(lost).toEqual([]);
  });

  test("are found in spite of a typing fault, with their postcode, one in thirty tried", () => {
    const mistyped = communes.filter(
      ({ row }) => row % 30 === 0 && (index.table.names[row] ?? "").length >= 6,
    );
    const lost = mistyped.filter(({ code, row }) => {
      const text = `${withTypingFault(index.table.names[row] ?? "", row)} ${(index.table.postcodes[row] ?? "").slice(0, 5)}`;
      return !searchTowns(index, text, 20).some((town) => town.code === code);
    });
    expect(lost.map(({ row }) => withTypingFault(index.table.names[row] ?? "", row))).toEqual([]);
  });
});

describe("what anybody may type", () => {
  test.each([
    "",
    " ",
    "😀".repeat(80),
    "\u0000",
    "Bordeaux\u0000",
    "\ud800",
    "مرسيليا",
    "‮xuaedroB",
    "'; drop table town; --",
    "%",
    "_",
    "(((((",
    "a".repeat(80),
    "é".repeat(80),
    "1".repeat(80),
    "- ".repeat(40),
    "__proto__",
    "constructor",
    "st ".repeat(26),
  ])("%j does not throw and answers a list", (text) => {
    expect(Array.isArray(searchTowns(index, text, 8))).toBe(true);
  });

  test("no text throws, none gives more than the limit, none gives a town twice", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 80 }),
        fc.integer({ min: 1, max: 20 }),
        (text, limit) => {
          const codes = searchTowns(index, text, limit).map(({ code }) => code);
          expect(codes.length).toBeLessThanOrEqual(limit);
          expect(new Set(codes).size).toBe(codes.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("case, accents and hyphens change nothing", () => {
    for (let row = 0; row < index.table.names.length; row += 997) {
      const name = index.table.names[row] ?? "";
      const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase().replaceAll("-", " ");
      expect(find(plain)).toEqual(find(name));
    }
  });
});

describe("a town by code or address, for imports", () => {
  test("a former code leads to the commune of today", () => {
    expect(townByCode(index, "74011")?.name).toBe("Annecy");
    expect(townByCode(index, "00000")).toBeNull();
    expect(townByCode(index, "constructor")).toBeNull();
  });

  test("an address tells the commune, or the arrondissement", () => {
    expect(townOfAddress(index, "38000", "GRENOBLE CEDEX 1")?.code).toBe("38185");
    expect(townOfAddress(index, "75011", "Paris")?.code).toBe("75111");
    expect(townOfAddress(index, "38160", "St Marcellin")?.name).toBe("Saint-Marcellin");
    expect(townOfAddress(index, "38160", "Trifouillis")).toBeNull();
    expect(townOfAddress(index, "3816", "Saint-Marcellin")).toBeNull();
  });
});

describe("cost", () => {
  test("the tables load in a moment and a search takes milliseconds at most", () => {
    const start = threadWorkMs();
    makeTownIndex(readTownTable(townTexts()));
    const loadMs = threadWorkMs() - start;
    const bench = benchTownSearch(index, threadWorkMs);
    console.info(
      `towns: loaded in ${loadMs.toFixed(0)} ms; a search p50 ${bench.p50.toFixed(2)}, p95 ${bench.p95.toFixed(2)} ms`,
    );
    // Some fifty times what a quiet machine needs: catches a change of order, not a busy neighbour.
    expect(loadMs).toBeLessThan(8000);
    expect(bench.p95).toBeLessThan(60);
  });
});
