import {
  foldText,
  type Attendance,
  type CategoryOfAction,
  type Frais,
  type InterventionType,
  type PublicServed,
  type WayIn,
} from "#directory";

/** What a label of a producer means in our codes. Empty lists: known, and without a code of ours. */
export interface LabelMeaning {
  readonly categories: readonly CategoryOfAction[];
  readonly interventions: readonly InterventionType[];
  readonly publics: readonly PublicServed[];
  readonly frais: readonly Frais[];
  readonly ways_in: readonly WayIn[];
  readonly attendance: readonly Attendance[];
}

/** One line of a `maps/*.csv`: a label as the producer writes it, and texts of our codes. */
export interface CodeMapLine {
  readonly label: string;
  readonly categories: readonly string[];
  readonly interventions: readonly string[];
  readonly publics: readonly string[];
  readonly frais: readonly string[];
  readonly ways_in: readonly string[];
  readonly attendance: readonly string[];
}

/** Meanings by folded label. */
export type CodeMap = ReadonlyMap<string, LabelMeaning>;

const columns = ["categories", "interventions", "publics", "frais", "ways_in", "attendance"] as const;

/**
 * Reads a `maps/*.csv`: first line the columns (`label`, and any of `categories`, `interventions`, `publics`, `frais`,
 * `ways_in`, `attendance`), separated by `;`, several codes in a cell by spaces. A label that holds `;` stands in double quotes.
 */
export function readCodeMapLines(csv: string): readonly CodeMapLine[] {
  const [head = "", ...lines] = csv.split("\n").filter((line) => line.trim() !== "");
  const names = head.split(";");
  return lines.map((line) => {
    const cells = cellsOf(line);
    const codes = (column: string): readonly string[] => {
      const position = names.indexOf(column);
      return (position < 0 ? "" : (cells[position] ?? "")).split(" ").filter((code) => code !== "");
    };
    const [categories, interventions, publics, frais, waysIn, attendance] = columns.map(codes);
    return {
      label: cells[0] ?? "",
      categories: categories ?? [],
      interventions: interventions ?? [],
      publics: publics ?? [],
      frais: frais ?? [],
      ways_in: waysIn ?? [],
      attendance: attendance ?? [],
    };
  });
}

function cellsOf(line: string): readonly string[] {
  const found = line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g);
  return [...found].map(([, quoted, plain]) => (quoted ?? plain ?? "").replaceAll('""', '"').trim());
}

/** A map ready for look-ups. A test holds every target of every map to be a code of ours. */
export function makeCodeMap(csv: string): CodeMap {
  return new Map(readCodeMapLines(csv).map((line) => [foldText(line.label), line as LabelMeaning]));
}

/** What a list of labels means together, without repeats, in the order of the labels; and the labels that no line explains. */
export function meaningOf(
  map: CodeMap | undefined,
  labels: readonly string[],
): { readonly meaning: LabelMeaning; readonly unknown: readonly string[] } {
  const meanings = labels.flatMap((label) => map?.get(foldText(label)) ?? []);
  return {
    meaning: joinMeanings(meanings),
    unknown: labels.filter((label) => !map?.has(foldText(label))),
  };
}

/** Several meanings as one, without repeats. */
export function joinMeanings(meanings: readonly LabelMeaning[]): LabelMeaning {
  return {
    categories: [...new Set(meanings.flatMap(({ categories }) => categories))],
    interventions: [...new Set(meanings.flatMap(({ interventions }) => interventions))],
    publics: [...new Set(meanings.flatMap(({ publics }) => publics))],
    frais: [...new Set(meanings.flatMap(({ frais }) => frais))],
    ways_in: [...new Set(meanings.flatMap((meaning) => meaning.ways_in))],
    attendance: [...new Set(meanings.flatMap(({ attendance }) => attendance))],
  };
}
