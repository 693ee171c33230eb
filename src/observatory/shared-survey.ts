import type { Survey, SurveyWave } from "./survey.ts";

/** A survey whose columns lie in memory that threads share: handed to another thread it is not copied. */
export function sharedSurvey(survey: Survey): Survey {
  return { ...survey, waves: survey.waves.map((wave) => sharedWave(wave)) };
}

const known = new WeakMap<SurveyWave, SurveyWave>();

/** A wave whose columns lie in shared memory; copied once, those that lie there already not at all. */
export function sharedWave(wave: SurveyWave): SurveyWave {
  const before = known.get(wave);
  if (before !== undefined) return before;
  const { stratum, psu, weight, answers, fpc, ssu, fpc2 } = wave;
  const made: SurveyWave = {
    ...wave,
    stratum: sharedColumn(stratum, Int32Array),
    psu: sharedColumn(psu, Int32Array),
    weight: sharedColumn(weight, Float64Array),
    answers: Object.fromEntries(
      Object.entries(answers).map(([name, codes]) => [
        name,
        codes instanceof Int8Array ? sharedColumn(codes, Int8Array) : sharedColumn(codes, Int16Array),
      ]),
    ),
    ...(fpc === undefined ? {} : { fpc: sharedColumn(fpc, Float64Array) }),
    ...(ssu === undefined ? {} : { ssu: sharedColumn(ssu, Int32Array) }),
    ...(fpc2 === undefined ? {} : { fpc2: sharedColumn(fpc2, Float64Array) }),
  };
  known.set(wave, made);
  return made;
}

interface ColumnKind<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): T;
}

function sharedColumn<T extends { set(from: T): void; readonly length: number; readonly buffer: object }>(
  column: T,
  Kind: ColumnKind<T>,
): T {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new Kind(new SharedArrayBuffer(column.length * Kind.BYTES_PER_ELEMENT));
  copy.set(column);
  return copy;
}
