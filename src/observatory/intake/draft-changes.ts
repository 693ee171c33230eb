import { baseErrors, type InputOf, type Issue } from "#base";
import { askedBreakdowns } from "../breakdown.ts";
import type { Meaning } from "../microdata/codebook.ts";
import type { describeDesign, describeSurvey, describeVariable } from "./actions.ts";
import type { ColumnProfile } from "./file-profile.ts";
import { isUsableName, proposeCodes } from "./proposals.ts";
import { readPairs, type DraftVariable, type SurveyDraft } from "./survey-draft.ts";
import type { SurveyItem } from "./survey-items.ts";

/** A draft with what was said of the survey as a whole. @throws base.invalidInput naming the field. */
export function aboutFrom(draft: SurveyDraft, input: InputOf<typeof describeSurvey>): SurveyDraft {
  const { titleFr, titleEn, universeFr, universeEn, fromAge, isSynthetic, waveYear, waveVariable } = input;
  refuse(columnIssues(draft, { waveVariable }));
  const drawn = Object.entries(readPairs(input.drawn) ?? {}).map(
    ([wave, persons]) => [wave, Number(persons)] as const,
  );
  if (drawn.some(([, persons]) => !Number.isInteger(persons) || persons < 1))
    refuse([{ path: "drawn", code: "pairUnreadable" }]);
  const about = {
    id: input.id,
    title: wordsOf(titleFr, titleEn),
    sampling: input.sampling,
    isSynthetic: isSynthetic === undefined ? undefined : isSynthetic === "yes",
    licence: input.licence,
    provenance: input.provenance,
    universe:
      universeFr === undefined || fromAge === undefined
        ? undefined
        : { words: { fr: universeFr, ...(universeEn === undefined ? {} : { en: universeEn }) }, fromAge },
    mode: input.mode,
    language: input.language,
    drawn: drawn.length === 0 ? undefined : Object.fromEntries(drawn),
  };
  return {
    ...draft,
    about: withoutAbsent(about),
    wave:
      waveVariable !== undefined
        ? { variable: waveVariable }
        : waveYear !== undefined
          ? { year: waveYear }
          : null,
  };
}

/** A draft with what was said of its design. @throws base.invalidInput naming the field. */
export function designFrom(draft: SurveyDraft, input: InputOf<typeof describeDesign>): SurveyDraft {
  const { draftId: _draftId, identifier, isNested, ...columns } = input;
  refuse(columnIssues(draft, { ...columns, identifier }));
  const { identifier: _before, ...rest } = draft;
  return {
    ...rest,
    design: { ...withoutAbsent(columns), isNested },
    ...(identifier === undefined ? {} : { identifier }),
  };
}

/** What must be known of a column to say what it is. */
export interface ColumnBeside {
  readonly column: ColumnProfile;
  readonly items: readonly SurveyItem[];
}

/** A draft with what was said of one column. @throws base.invalidInput naming the field. */
export function variableFrom(
  draft: SurveyDraft,
  input: InputOf<typeof describeVariable>,
  { column, items }: ColumnBeside,
): SurveyDraft {
  const at = Number(input.position);
  const before = draft.variables[at];
  if (before === undefined) throw baseErrors.notFound({});
  if (input.isKept && !isUsableName(before.name)) refuse([{ path: "isKept", code: "columnNameUnusable" }]);
  const meaning = meaningFrom(input.meaning, readPairs(input.codes) ?? {}, { column, items });
  const labels = Object.entries(readPairs(input.labels) ?? {});
  const missing = missingFrom(input.missing, input.kind);
  const variable: DraftVariable = {
    name: before.name,
    kind: input.kind,
    isKept: input.isKept,
    ...withoutAbsent({ label: wordsOf(input.labelFr, input.labelEn) }),
    ...(missing.length === 0 ? {} : { missing }),
    ...(labels.length === 0
      ? {}
      : { labels: Object.fromEntries(labels.map(([code, words]) => [code, { fr: words.slice(0, 500) }])) }),
    ...(meaning === null ? {} : { meaning }),
  };
  return { ...draft, variables: draft.variables.with(at, variable) };
}

function meaningFrom(
  name: string,
  codes: Readonly<Record<string, string>>,
  { column, items }: ColumnBeside,
): Meaning | null {
  if (name === "") return null;
  const item = items.find(({ instrument, linkId }) => `${instrument}/${linkId}` === name);
  if (item !== undefined) {
    const numbers = Object.entries(codes).map(([raw, code]) => [raw, Number(code)] as const);
    const isOffered = ([, code]: readonly [string, number]): boolean =>
      Number.isInteger(code) && item.codes?.has(code) !== false;
    if (!numbers.every(isOffered)) refuse([{ path: "codes", code: "notInList" }]);
    const { instrument, linkId } = item;
    return { instrument, linkId, ...(numbers.length === 0 ? {} : { codes: Object.fromEntries(numbers) }) };
  }
  const group = askedBreakdowns.find(({ id }) => id === name);
  if (group === undefined) return refuse([{ path: "meaning", code: "notInList" }]);
  if (group.id === "age") return { breakdown: "age" };
  const given = Object.keys(codes).length > 0 ? codes : proposeCodes(group.id, column);
  if (!Object.values(given).every((code) => group.categories.includes(code)))
    refuse([{ path: "codes", code: "notInList" }]);
  if (Object.keys(given).length === 0) refuse([{ path: "codes", code: "required" }]);
  return { breakdown: group.id, codes: { ...given } };
}

function missingFrom(text: string, kind: DraftVariable["kind"]): (string | number)[] {
  const codes = text
    .split(";")
    .map((code) => code.trim())
    .filter((code) => code !== "");
  if (codes.length > 40) refuse([{ path: "missing", code: "tooLong" }]);
  if (kind === "text") return codes;
  const numbers = codes.map(Number);
  if (numbers.some((code) => !Number.isFinite(code))) refuse([{ path: "missing", code: "wrongType" }]);
  return numbers;
}

/** Columns that the file does not have, or that a codebook may not name. */
function columnIssues(
  { variables }: SurveyDraft,
  columns: Readonly<Record<string, string | undefined>>,
): readonly Issue[] {
  return Object.entries(columns).flatMap(([path, name]) => {
    if (name === undefined) return [];
    const isThere = variables.some((variable) => variable.name === name);
    return isThere && isUsableName(name) ? [] : [{ path, code: "notInList" }];
  });
}

function refuse(issues: readonly Issue[]): never | null {
  if (issues.length === 0) return null;
  throw baseErrors.invalidInput({}, { issues });
}

function wordsOf(fr: string | undefined, en: string | undefined): { fr: string; en?: string } | undefined {
  if (fr === undefined) return undefined;
  return { fr, ...(en === undefined ? {} : { en }) };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
