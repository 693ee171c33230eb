import { nameKey, type RecogniseTown } from "#directory";

type NamedArea = "departement" | "communes";

/** Areas that an entry serves, by the names that people write. */
export interface AreaNames {
  /** The name of a code alone; null where it names nothing. */
  readonly plainNameOf: (type: NamedArea, code: string) => string | null;
  /** The name of a code, with the number of its département; the code itself where it names nothing. */
  readonly nameOf: (type: NamedArea, code: string) => string;
  /** The code of what somebody wrote; null when nothing, or several places, are meant. */
  readonly codeOf: (type: NamedArea, text: string) => string | null;
}

const known = new WeakMap<RecogniseTown, AreaNames>();

/** Names of communes and départements, of the list that recognises the towns of feeds. */
export function areaNames(recogniseTown: RecogniseTown): AreaNames {
  const names = known.get(recogniseTown) ?? makeAreaNames(recogniseTown);
  known.set(recogniseTown, names);
  return names;
}

function makeAreaNames(recogniseTown: RecogniseTown): AreaNames {
  let learnt: ReadonlyMap<string, string> | null = null;
  const departements = (): ReadonlyMap<string, string> => (learnt ??= departementsIn(recogniseTown));
  const townOf = (code: string) =>
    recogniseTown({ code, postcode: null, name: null, departements: [] })?.town ?? null;
  const plainNameOf: AreaNames["plainNameOf"] = (type, code) =>
    (type === "departement" ? departements().get(code) : townOf(code)?.name) ?? null;
  return {
    plainNameOf,
    nameOf: (type, code) => {
      const name = plainNameOf(type, code);
      if (name === null) return code;
      return `${name} (${type === "departement" ? code : townOf(code)?.departement})`;
    },
    codeOf: (type, text) => {
      const { name, number } = partsOf(text);
      if (type === "departement") return departementNamed(departements(), name, number);
      const postcode = number !== null && number.length === 5 ? number : null;
      const within = number !== null && number.length < 5 ? [number] : [];
      if (name === "" && postcode === null) return null;
      const found = recogniseTown({
        code: null,
        postcode,
        name: name === "" ? null : name,
        departements: within,
      });
      // A name that no commune bears is not put down to the postcode beside it.
      if (found === null || (found.by === "postcode" && name !== "")) return null;
      return found.town.code;
    },
  };
}

/** `Arras (62)`, `62000 Arras`, `Arras`, `62`: a name and a number. */
function partsOf(text: string): { readonly name: string; readonly number: string | null } {
  const number = /(?<![\p{L}\d])(\d{5}|2[ABab]|9[78]\d|\d{2})(?![\p{L}\d])/u.exec(text)?.[1] ?? null;
  const name = (number === null ? text : text.replace(number, " ")).replace(/[()]/g, " ").trim();
  return { name, number: number?.toUpperCase() ?? null };
}

function departementNamed(
  departements: ReadonlyMap<string, string>,
  name: string,
  number: string | null,
): string | null {
  const isNamed = (code: string): boolean => nameKey(departements.get(code) ?? "") === nameKey(name);
  if (number !== null) {
    return departements.has(number) && (name === "" || isNamed(number)) ? number : null;
  }
  return [...departements.keys()].find(isNamed) ?? null;
}

const numbers = [
  ...Array.from({ length: 95 }, (_, before) => String(before + 1).padStart(2, "0")).filter(
    (code) => code !== "20",
  ),
  "2A",
  "2B",
  ...Array.from({ length: 8 }, (_, before) => `97${before + 1}`),
  ...Array.from({ length: 9 }, (_, before) => `98${before}`),
];
/** How many numbers of communes are tried before a département counts as unknown. */
const mostTried = 99;

/** Names of the départements by their codes, each learnt from one of its communes. */
function departementsIn(recogniseTown: RecogniseTown): ReadonlyMap<string, string> {
  return new Map(
    numbers.flatMap((code): readonly (readonly [string, string])[] => {
      for (let place = 1; place <= mostTried; place += 1) {
        const commune = code + String(place).padStart(5 - code.length, "0");
        const town = recogniseTown({ code: commune, postcode: null, name: null, departements: [] })?.town;
        if (town?.departement === code) return [[code, town.departementName]];
      }
      return [];
    }),
  );
}
