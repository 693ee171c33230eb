import {
  atoms,
  namesOf,
  numbers,
  UnsupportedR,
  vector,
  type Atom,
  type RValue,
  type RVector,
} from "./value.ts";

type Operation = (a: number, b: number) => number;
type Comparison = (a: Atom, b: Atom) => boolean;

const operations: Readonly<Record<string, Operation>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "%%": (a, b) => a - b * Math.floor(a / b),
  "%/%": (a, b) => Math.floor(a / b),
};

/** Texts are compared as texts when one side is one; numbers otherwise. */
function compared(test: (a: number | string, b: number | string) => boolean): Comparison {
  return (a, b) =>
    typeof a === "string" || typeof b === "string" ? test(String(a), String(b)) : test(Number(a), Number(b));
}

const comparisons: Readonly<Record<string, Comparison>> = {
  "==": compared((a, b) => a === b),
  "!=": compared((a, b) => a !== b),
  "<": compared((a, b) => a < b),
  ">": compared((a, b) => a > b),
  "<=": compared((a, b) => a <= b),
  ">=": compared((a, b) => a >= b),
};

/** Both sides brought to one length by repetition. */
function paired<A, B>(a: readonly A[], b: readonly B[]): readonly (readonly [A, B])[] {
  const length = a.length === 0 || b.length === 0 ? 0 : Math.max(a.length, b.length);
  return Array.from({ length }, (_none, place) => [a[place % a.length]!, b[place % b.length]!] as const);
}

function joinedNames(left: RValue, right: RValue, length: number): readonly string[] | null {
  const names = [namesOf(left), namesOf(right)].find((found) => found !== null && found.length === length);
  return names ?? null;
}

/** An infix operator on two vectors. */
export function arithmetic(operator: string, left: RValue, right: RValue): RVector {
  if (operator === "%in%") {
    const known = new Set(atoms(right));
    return vector(atoms(left).map((atom) => known.has(atom)));
  }
  if (operator === ":") {
    const [from = NaN, to = NaN] = [numbers(left)[0], numbers(right)[0]];
    return vector(
      Array.from({ length: Math.abs(to - from) + 1 }, (_none, step) => from + Math.sign(to - from) * step),
    );
  }
  const values = valuesOf(operator, left, right);
  return vector(values, joinedNames(left, right, values.length));
}

function valuesOf(operator: string, left: RValue, right: RValue): Atom[] {
  const operation = operations[operator];
  if (operation !== undefined)
    return paired(numbers(left), numbers(right)).map(([a, b]) => {
      const result = operation(a, b);
      return Number.isNaN(result) ? null : result;
    });
  const comparison = comparisons[operator];
  if (comparison !== undefined)
    return paired(atoms(left), atoms(right)).map(([a, b]) =>
      a === null || b === null ? null : comparison(a, b),
    );
  if (operator === "&" || operator === "|")
    return paired(numbers(left), numbers(right)).map(([a, b]) => logical(operator === "&", a, b));
  throw new UnsupportedR(`the operator ${operator}`);
}

function logical(isAnd: boolean, a: number, b: number): boolean | null {
  const decides = isAnd ? 0 : 1;
  if (a === decides || b === decides) return !isAnd;
  return Number.isNaN(a + b) ? null : isAnd;
}
