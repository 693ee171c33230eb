import type { Expression } from "./syntax.ts";
import { atoms, nothing, Scope, UnsupportedR, vector } from "./value.ts";
import type { Atom, RFrame, RList, RMatrix, RModel, RValue } from "./value.ts";

/** What `$` finds. */
export function memberOf(value: RValue, name: string): RValue {
  if (value.kind === "list") return value.values[value.names?.indexOf(name) ?? -1] ?? nothing;
  if (value.kind === "frame") return vectorOrNothing(value.columns.get(name));
  if (value.kind === "design") return memberOfDesign(value, name);
  if (value.kind === "model") return memberOfModel(value, name);
  if (value.kind === "null") return nothing;
  throw new UnsupportedR(`$${name} of a ${value.kind}`);
}

function vectorOrNothing(column: readonly Atom[] | undefined): RValue {
  return column === undefined ? nothing : vector(column);
}

function memberOfDesign({ frame, replicates }: Extract<RValue, { kind: "design" }>, name: string): RValue {
  if (name === "variables") return frame;
  if (name === "scale" && replicates !== null) return vector([replicates.scale]);
  if (name === "rscales" && replicates !== null) return vector(replicates.rscales);
  throw new UnsupportedR(`$${name} of a design`);
}

function memberOfModel({ fit }: RModel, name: string): RValue {
  if (name.startsWith("df.resid")) return vector([fit.df]);
  if (name === "coefficients") return vector(fit.coefficients, fit.labels);
  throw new UnsupportedR(`$${name} of a model`);
}

/** Places of the entries that an index keeps: numbers from 1, negative ones to leave out, truth values, names. */
export function placesOf(index: RValue, length: number, names: readonly string[] | null): number[] {
  const wanted = atoms(index);
  if (wanted.every((atom) => typeof atom === "boolean" || atom === null))
    return Array.from({ length }, (_none, place) => place).filter(
      (place) => wanted[place % wanted.length] === true,
    );
  if (wanted.some((atom) => typeof atom === "string"))
    return wanted.map((atom) => names?.indexOf(String(atom)) ?? -1);
  const numbers = wanted.map(Number);
  if (numbers.some((number) => number < 0))
    return Array.from({ length }, (_none, place) => place).filter((place) => !numbers.includes(-place - 1));
  return numbers.filter((number) => number !== 0).map((number) => number - 1);
}

/** The part of a value that an index in single brackets keeps. */
export function indexed(value: RValue, places: readonly (RValue | null)[]): RValue {
  if (value.kind === "frame") return framePart(value, places);
  if (value.kind === "matrix") return matrixPart(value, places);
  const [place = null] = places;
  if (place === null) return value;
  if (value.kind === "list") return listPart(value, place);
  const values = atoms(value);
  const names = value.kind === "vector" || value.kind === "statistic" ? value.names : null;
  const kept = placesOf(place, values.length, names);
  return vector(
    kept.map((at) => values[at] ?? null),
    names === null ? null : kept.map((at) => names[at] ?? ""),
  );
}

function listPart(value: RList, place: RValue): RList {
  const kept = placesOf(place, value.values.length, value.names);
  return {
    kind: "list",
    values: kept.map((at) => value.values[at] ?? nothing),
    names: value.names === null ? null : kept.map((at) => value.names?.[at] ?? ""),
  };
}

function framePart(frame: RFrame, places: readonly (RValue | null)[]): RValue {
  const [rows, columns] = places.length > 1 ? places : [null, places[0]];
  const names = [...frame.columns.keys()];
  const kept =
    columns === null || columns === undefined
      ? names
      : placesOf(columns, names.length, names).map((at) => names[at] ?? "");
  const rowPlaces = rows === null || rows === undefined ? null : placesOf(rows, frame.rows, null);
  const pick = (name: string) => {
    const column = frame.columns.get(name) ?? [];
    return rowPlaces === null ? column : rowPlaces.map((at) => column[at] ?? null);
  };
  if (places.length > 1 && kept.length === 1 && columns !== null) return vector(pick(kept[0] ?? ""));
  return {
    kind: "frame",
    columns: new Map(kept.map((name) => [name, pick(name)])),
    rows: rowPlaces?.length ?? frame.rows,
  };
}

function matrixPart(matrix: RMatrix, places: readonly (RValue | null)[]): RValue {
  if (places.length < 2) return indexed(vector(atoms(matrix)), places);
  const width = matrix.values[0]?.length ?? 0;
  const [rows = null, columns = null] = places;
  const all = (length: number) => Array.from({ length }, (_none, place) => place);
  const rowPlaces =
    rows === null ? all(matrix.values.length) : placesOf(rows, matrix.values.length, matrix.rows);
  const columnPlaces = columns === null ? all(width) : placesOf(columns, width, matrix.columns);
  const values = rowPlaces.map((row) => columnPlaces.map((column) => matrix.values[row]?.[column] ?? null));
  if (columnPlaces.length === 1)
    return vector(
      values.map(([value = null]) => value),
      matrix.rows === null ? null : rowPlaces.map((row) => matrix.rows?.[row] ?? ""),
    );
  if (rowPlaces.length === 1)
    return vector(
      values[0] ?? [],
      matrix.columns === null ? null : columnPlaces.map((column) => matrix.columns?.[column] ?? ""),
    );
  return {
    kind: "matrix",
    values,
    rows: matrix.rows === null ? null : rowPlaces.map((row) => matrix.rows?.[row] ?? ""),
    columns: matrix.columns === null ? null : columnPlaces.map((column) => matrix.columns?.[column] ?? ""),
  };
}

/** One element of a list, a table or a vector, without its name. */
export function elementOf(value: RValue, places: readonly (RValue | null)[]): RValue {
  const [place = null] = places;
  if (place === null) return value;
  if (value.kind === "list") {
    const [at = -1] = placesOf(place, value.values.length, value.names);
    return value.values[at] ?? nothing;
  }
  if (value.kind === "frame") {
    const names = [...value.columns.keys()];
    const [at = -1] = placesOf(place, names.length, names);
    return vectorOrNothing(value.columns.get(names[at] ?? ""));
  }
  const part = indexed(value, places);
  return part.kind === "vector" ? vector(part.values) : part;
}

/** Puts a value where the left side of `<-` says. */
export function assign(
  target: Expression,
  value: RValue,
  at: { readonly scope: Scope; readonly evaluate: (expression: Expression, scope: Scope) => RValue },
): void {
  if (target.kind === "name" || target.kind === "text") {
    at.scope.set(target.kind === "name" ? target.name : target.value, value);
    return;
  }
  if (target.kind === "member" && target.of.kind === "name") {
    const owner = at.evaluate(target.of, at.scope);
    at.scope.set(target.of.name, withMember(owner, target.name, value));
    return;
  }
  if (target.kind === "call" && target.callee.kind === "name" && target.callee.name === "names") {
    const [argument] = target.args;
    if (argument?.value?.kind === "name") {
      const owner = at.evaluate(argument.value, at.scope);
      at.scope.set(argument.value.name, vector(atoms(owner), atoms(value).map(String)));
      return;
    }
  }
  throw new UnsupportedR(`an assignment to a ${target.kind}`);
}

function withMember(owner: RValue, name: string, value: RValue): RValue {
  if (owner.kind === "frame") {
    const column = atoms(value);
    const full = Array.from({ length: owner.rows }, (_none, row) => column[row % column.length] ?? null);
    return { kind: "frame", columns: new Map([...owner.columns, [name, full]]), rows: owner.rows };
  }
  if (owner.kind === "list") {
    const names = owner.names ?? owner.values.map(() => "");
    const place = names.indexOf(name);
    return place < 0
      ? { kind: "list", values: [...owner.values, value], names: [...names, name] }
      : { kind: "list", values: owner.values.with(place, value), names };
  }
  throw new UnsupportedR(`an assignment into a ${owner.kind}`);
}
