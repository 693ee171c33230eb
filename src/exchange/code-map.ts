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

/** What a list of labels means. */
export interface ReadLabels {
  /** All of it together, without repeats, in the order of the labels. */
  readonly meaning: LabelMeaning;
  /** Labels that no line explains. */
  readonly unknown: readonly string[];
}

/** What the labels of a producer mean; case and accents do not count. */
export interface CodeMap {
  readonly read: (labels: readonly string[]) => ReadLabels;
}

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
  return new MapOfLabels(readCodeMapLines(csv));
}

/** Lists of labels whose meaning is kept: a feed has the same few thousand again and again. */
const mostKnownLists = 5000;

class MapOfLabels implements CodeMap {
  readonly #lines: ReadonlyMap<string, LabelMeaning>;
  readonly #known = new Map<string, ReadLabels>();

  constructor(lines: readonly CodeMapLine[]) {
    this.#lines = new Map(lines.map((line) => [foldText(line.label), line as LabelMeaning]));
  }

  read(labels: readonly string[]): ReadLabels {
    const key = labels.join("\n");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = labels.map((label) => ({ label, meaning: this.#lines.get(foldText(label)) }));
    const read = {
      meaning: joinMeanings(found.flatMap(({ meaning }) => meaning ?? [])),
      unknown: found.flatMap(({ label, meaning }) => (meaning === undefined ? [label] : [])),
    };
    if (this.#known.size < mostKnownLists) this.#known.set(key, read);
    return read;
  }
}

/** Several meanings as one, without repeats. */
export function joinMeanings(meanings: readonly LabelMeaning[]): LabelMeaning {
  const codes = <Name extends keyof LabelMeaning>(name: Name): readonly LabelMeaning[Name][number][] => {
    const joined: LabelMeaning[Name][number][] = [];
    for (const meaning of meanings)
      for (const code of meaning[name]) if (!joined.includes(code)) joined.push(code);
    return joined;
  };
  return {
    categories: codes("categories"),
    interventions: codes("interventions"),
    publics: codes("publics"),
    frais: codes("frais"),
    ways_in: codes("ways_in"),
    attendance: codes("attendance"),
  };
}
