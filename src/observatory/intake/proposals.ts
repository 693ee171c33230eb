import { breakdowns, type BreakdownId } from "../breakdown.ts";
import { codebookSchema, type Meaning } from "../microdata/codebook.ts";
import type { ColumnProfile, FileProfile } from "./file-profile.ts";
import type { DraftVariable, SurveyDraft } from "./survey-draft.ts";
import type { SurveyItem } from "./survey-items.ts";

/**
 * Proposes a codebook from the names of the columns and the spread of their values: the design, the groups, the items
 * of the catalogue, codes of no answer. Everything in it is a proposal that the analyst looks at; nothing is guessed of
 * what only they can know (how people were drawn, who made it, the licence).
 */
export function proposeDraft({ rows, columns }: FileProfile, items: readonly SurveyItem[]): SurveyDraft {
  const taken = new Set<string>();
  const first = (fits: (column: ColumnProfile) => boolean): string | undefined => {
    const found = columns.find(
      (column) => isUsableName(column.name) && !taken.has(column.name) && fits(column),
    );
    if (found !== undefined) taken.add(found.name);
    return found?.name;
  };
  const named = (pattern: RegExp) => (column: ColumnProfile) => pattern.test(folded(column.name));
  const wave = first((column) => named(/^(annee|year|vague|wave)$/)(column) && isYears(column));
  const identifier = first(
    (column) =>
      named(/^(id|ident|identifiant|numero|num|caseid|respondent)(_.*)?$/)(column) &&
      column.distinct > rows * 0.9,
  );
  const weight = first(
    (column) =>
      named(/^(poids|pond|ponderation|weight|wgt|wt|pds|w)(_.*|\d+)?$/)(column) &&
      column.numbers?.isPositive === true,
  );
  const stratum = first(named(/^(strate?s?|stratum|strata)(_.*)?$/));
  const psu = first(named(/^(psu|upe|grappe|cluster|unite_primaire|up)(_.*)?$/));
  const ssu = first(named(/^(ssu|use|unite_secondaire)(_.*)?$/));
  const fpc = first(
    (column) => named(/^(fpc|fpc1|n_strate|taux_sondage)$/)(column) && column.numbers?.isPositive === true,
  );
  const design = { weight, stratum, psu, ssu, fpc };
  return {
    about: {},
    design: {
      ...Object.fromEntries(Object.entries(design).filter(([, column]) => column !== undefined)),
      isNested: false,
    },
    wave: wave === undefined ? null : { variable: wave },
    ...(identifier === undefined ? {} : { identifier }),
    variables: columns.map((column) =>
      proposeVariable(column, { rows, items, isTaken: taken.has(column.name) }),
    ),
  };
}

/** Whether a codebook may name a column so. */
export function isUsableName(name: string): boolean {
  return codebookSchema.shape.variables.element.shape.name.safeParse(name).success;
}

interface Around {
  readonly rows: number;
  readonly items: readonly SurveyItem[];
  /** Whether the design uses the column already. */
  readonly isTaken: boolean;
}

function proposeVariable(column: ColumnProfile, { rows, items, isTaken }: Around): DraftVariable {
  const { name, numbers, distinct, values } = column;
  const kind = numbers === null ? "text" : numbers.isWhole ? "integer" : "decimal";
  const meaning = isTaken ? null : proposeMeaning(column, items);
  // Free words and numbers that name somebody stay out unless asked for; a weight is a design column, not a variable.
  const isOfOne = distinct > Math.max(50, rows / 2) && kind !== "decimal";
  const isFreeText = kind === "text" && distinct > 50 && values.length < distinct;
  const missing = meaning === null ? [] : proposeMissing(column, meaning, items);
  return {
    name,
    kind,
    isKept: isUsableName(name) && !isTaken && distinct > 0 && !isOfOne && !isFreeText,
    ...(missing.length === 0 ? {} : { missing }),
    ...(meaning === null ? {} : { meaning }),
  };
}

/** What a column seems to ask: an item whose name it bears, or a group. */
function proposeMeaning(column: ColumnProfile, items: readonly SurveyItem[]): Meaning | null {
  const name = folded(column.name);
  const item = items.find(({ linkId }) => folded(linkId) === name);
  if (item !== undefined) return { instrument: item.instrument, linkId: item.linkId };
  if (/^(age|age_?ans|ages)$/.test(name) && column.numbers?.isWhole === true) return { breakdown: "age" };
  const [breakdown] = groupNames.find(([, pattern]) => pattern.test(name)) ?? [];
  if (breakdown === undefined) return null;
  const codes = proposeCodes(breakdown, column);
  return Object.keys(codes).length === 0 ? null : { breakdown, codes };
}

const groupNames: readonly (readonly [BreakdownId, RegExp])[] = [
  ["sex", /^(sexe?|genre|gender)$/],
  ["disability", /^(gali|disability|handicap|limitation)$/],
  ["town-size", /^(town_?size|taille_?(de_)?commune|taille_?unite_?urbaine|tuu)$/],
  ["household", /^(household|vit_?seule?|menage)$/],
  ["income", /^(income(_fifth)?|quintile(_.*)?|revenus?(_quintile)?|niveau_de_vie)$/],
  ["education", /^(education|diplome|niveau_d?_?etudes?|isced|cite)$/],
  ["employment", /^(employment|emploi|statut_d?_?(emploi|activite)|situation_d?_?emploi|activite)$/],
  ["priority-neighbourhood", /^(qpv|priority_?neighbourhood|quartier_prioritaire)$/],
  ["department", /^(dep|dept|departement|department)$/],
];

/** Words by which files tell groups; a group's own code always does. */
const groupWords: Readonly<Record<string, RegExp>> = {
  woman: /^(f|femme|female|woman)$/,
  man: /^(h|m|homme|male|man)$/,
  severe: /^(oui,? fortement|fortement limitee?|severely limited)$/,
  moderate: /^(oui,? mais pas fortement|limitee?,? mais pas fortement|limited but not severely)$/,
  none: /^(non|pas limitee?|not limited)$/,
  alone: /^(seule?|vit seule?)$/,
  lowest: /^(q?1)$/,
  second: /^(q?2)$/,
  middle: /^(q?3)$/,
  fourth: /^(q?4)$/,
  highest: /^(q?5)$/,
  employed: /^(en emploi|actif occupe|employed|in work)$/,
  unemployed: /^(au chomage|chomeu(r|se)|chomage|unemployed)$/,
  student: /^(etudiante?|en etudes|eleve,? etudiante?|student)$/,
  retired: /^(retraitee?|a la retraite|retraite|retired)$/,
  other: /^(autre( inactif| situation)?|other)$/,
  inside: /^(oui|qpv|en qpv|yes)$/,
  outside: /^(non|hors qpv|no)$/,
};

/** Which values of a column are which groups, where their words say so. */
export function proposeCodes(breakdown: BreakdownId, { values }: ColumnProfile): Record<string, string> {
  const categories = breakdowns.find(({ id }) => id === breakdown)?.categories ?? [];
  return Object.fromEntries(
    values.flatMap(([value]) => {
      const words = value.normalize("NFD").replaceAll(/\p{M}/gu, "").trim().toLowerCase();
      const found = categories.find(
        (code) => code.toLowerCase() === words || groupWords[code]?.test(words) === true,
      );
      return found === undefined ? [] : [[value, found]];
    }),
  );
}

const noAnswer =
  /^(-?[789]|-?(77|88|99|97|98)|-?(777|888|999|997|998)|nsp|nr|na|n\/a|dk|refus|ne sait pas)$/i;

/** Values that no item or group offers and that surveys use for no answer. */
function proposeMissing(
  { values, numbers }: ColumnProfile,
  meaning: Meaning,
  items: readonly SurveyItem[],
): (string | number)[] {
  const offered = offeredBy(meaning, items);
  return values.flatMap(([value]) => {
    if (!noAnswer.test(value) || offered(value)) return [];
    return [numbers === null ? value : Number(value)];
  });
}

function offeredBy(meaning: Meaning, items: readonly SurveyItem[]): (value: string) => boolean {
  if ("instrument" in meaning) {
    const codes = items.find(
      ({ linkId, instrument }) => linkId === meaning.linkId && instrument === meaning.instrument,
    )?.codes;
    return (value) => codes?.has(Number(value)) !== false;
  }
  if (meaning.codes === undefined) return (value) => Number(value) >= 0 && Number(value) < 120;
  return (value) => Object.hasOwn(meaning.codes ?? {}, value);
}

/** A name as names are compared: without accents, lower case, one sign between words. */
function folded(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
}

function isYears({ values, others }: ColumnProfile): boolean {
  return others.values === 0 && values.length > 0 && values.every(([value]) => /^(19|20)\d\d$/.test(value));
}
