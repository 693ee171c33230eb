import { betaQuantile, normalCdf, normalQuantile, studentCdf, studentQuantile } from "#stats";
import { define, type Given } from "./define.ts";
import { placesOf } from "./access.ts";
import {
  atoms,
  isTrue,
  namedList,
  namesOf,
  nothing,
  numbers,
  scalar,
  text,
  UnsupportedR,
  vector,
} from "./value.ts";
import type { Atom, RFunction, RList, RValue } from "./value.ts";

const order = (a: Atom, b: Atom): number =>
  typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a) < String(b)
      ? -1
      : String(a) > String(b)
        ? 1
        : 0;

/** A function of each number. */
function each(name: string, f: (x: number) => number): RFunction {
  return define(name, ["x"], ({ value }) => {
    const x = value("x");
    return vector(numbers(x).map(f), namesOf(x));
  });
}

/** A function of all numbers together; `na.rm` leaves missing ones out. */
function together(name: string, f: (x: readonly number[]) => number): RFunction {
  return define(name, ["x"], ({ value, extra }) => {
    const more = extra();
    const isDropping = more.some((argument) => argument.name === "na.rm" && isTrue(argument.value));
    const parts = [
      value("x"),
      ...more.filter((argument) => argument.name !== "na.rm").map((argument) => argument.value),
    ];
    const all = parts.flatMap(numbers);
    return vector([f(isDropping ? all.filter((x) => !Number.isNaN(x)) : all)]);
  });
}

function combine({ extra }: Given): RValue {
  const parts = extra();
  if (parts.some(({ value }) => value.kind === "list")) return combineLists(parts);
  const values = parts.flatMap(({ value }) => [...atoms(value)]);
  const names = parts.flatMap(({ name, value }) => {
    const own = namesOf(value);
    const length = atoms(value).length;
    if (name !== null)
      return length === 1 ? [name] : Array.from({ length }, (_none, place) => `${name}${place + 1}`);
    return own ?? Array.from({ length }, () => "");
  });
  const texts = values.some((value) => typeof value === "string");
  return vector(
    texts ? values.map((value) => (value === null ? null : String(value))) : values,
    names.some((name) => name !== "") ? names : null,
  );
}

function combineLists(parts: readonly { name: string | null; value: RValue }[]): RValue {
  const items = parts.flatMap(({ name, value }) =>
    value.kind === "list"
      ? value.values.map((item, place) => ({ name: value.names?.[place] ?? "", item }))
      : [{ name: name ?? "", item: value }],
  );
  return { kind: "list", values: items.map(({ item }) => item), names: items.map(({ name }) => name) };
}

function makeList({ extra }: Given): RValue {
  const parts = extra();
  const names = parts.map(({ name }) => name ?? "");
  return {
    kind: "list",
    values: parts.map(({ value }) => value),
    names: names.some((name) => name !== "") ? names : null,
  };
}

/** What `lapply` goes over. */
function items(value: RValue): {
  readonly values: readonly RValue[];
  readonly names: readonly string[] | null;
} {
  if (value.kind === "list") return value;
  if (value.kind === "frame")
    return {
      values: [...value.columns.values()].map((column) => vector(column)),
      names: [...value.columns.keys()],
    };
  return { values: atoms(value).map((atom) => vector([atom])), names: namesOf(value) };
}

function applied({ value, extra, call }: Given): RList {
  const { values, names } = items(value("X"));
  const more = extra();
  return {
    kind: "list",
    names,
    values: values.map((item) => call.apply(value("FUN"), [{ name: null, value: item }, ...more])),
  };
}

function groupedSums({ value, call }: Given): RValue {
  const groups = atoms(value("INDEX"));
  const data = atoms(value("X"));
  const labels = [...new Set(groups)].filter((label) => label !== null).toSorted(order);
  const results = labels.map((label) => {
    const part = vector(data.filter((_atom, place) => groups[place] === label));
    return atoms(call.apply(value("FUN"), [{ name: null, value: part }]))[0] ?? null;
  });
  return vector(results, labels.map(String));
}

function makeFrame({ extra }: Given): RValue {
  const parts = extra().filter(({ name }) => name !== "stringsAsFactors");
  const rows = Math.max(...parts.map(({ value }) => atoms(value).length));
  const columns = parts.map(({ name, value }) => {
    const values = atoms(value);
    return [
      name ?? "",
      Array.from({ length: rows }, (_none, row) => values[row % values.length] ?? null),
    ] as const;
  });
  return { kind: "frame", columns: new Map(columns), rows };
}

function repeated({ value, has }: Given): RValue {
  const x = atoms(value("x"));
  const eachTimes = has("each") ? scalar(value("each")) : 1;
  const times = has("times") ? scalar(value("times")) : 1;
  const stretched = x.flatMap((atom) => Array.from({ length: eachTimes }, () => atom));
  return vector(Array.from({ length: times }, () => stretched).flat());
}

/** R's `num` of lib.R: named vectors of more than one entry become lists, matrices say their rows and columns. */
function num({ value }: Given): RValue {
  const x = value("x");
  if (x.kind === "matrix")
    return namedList({
      rows: x.rows === null ? nothing : vector(x.rows),
      cols: x.columns === null ? nothing : vector(x.columns),
      values: { kind: "list", names: null, values: x.values.map((row) => vector(row)) },
    });
  if (x.kind === "vector" && x.names !== null && x.values.length > 1)
    return { kind: "list", values: x.values.map((atom) => vector([atom])), names: x.names };
  return x;
}

function running(f: (sum: number, x: number) => number): (given: Given) => RValue {
  return ({ value }) => {
    const x = value("x");
    let sum = 0;
    return vector(
      numbers(x).map((entry) => (sum = f(sum, entry))),
      namesOf(x),
    );
  };
}

function rowCount({ value }: Given): RValue {
  const x = value("x");
  if (x.kind === "frame") return vector([x.rows]);
  if (x.kind === "matrix") return vector([x.values.length]);
  if (x.kind === "design") return vector([x.mask === null ? x.frame.rows : x.mask.filter(Boolean).length]);
  throw new UnsupportedR(`rows of a ${x.kind}`);
}

function asNumeric({ value }: Given): RValue {
  return vector(numbers(value("x")).map((x) => (Number.isNaN(x) ? null : x)));
}

function head({ value, has }: Given): RValue {
  const x = value("x");
  const count = has("n") ? scalar(value("n")) : 6;
  const values = atoms(x).slice(0, count);
  return vector(values, namesOf(x)?.slice(0, count) ?? null);
}

function asList({ value }: Given): RValue {
  const x = value("x");
  if (x.kind === "list") return x;
  return { kind: "list", values: atoms(x).map((atom) => vector([atom])), names: namesOf(x) };
}

function withoutNames({ value }: Given): RValue {
  const x = value("x");
  if (x.kind === "list") return { ...x, names: null };
  return x.kind === "matrix" ? { ...x, rows: null, columns: null } : vector(atoms(x));
}

function ifElse({ value }: Given): RValue {
  const [yes, no] = [atoms(value("yes")), atoms(value("no"))];
  return vector(
    atoms(value("test")).map((test, place) =>
      test === null ? null : ((test === true ? yes[place % yes.length] : no[place % no.length]) ?? null),
    ),
  );
}

function whichPlaces({ value }: Given): RValue {
  const x = value("x");
  return vector(placesOf(x, atoms(x).length, null).map((place) => place + 1));
}

/** Functions of plain R that reference cases use. */
export const baseFunctions: readonly RFunction[] = [
  define("c", [], combine),
  define("list", [], makeList),
  define("num", ["x"], num),
  define("lapply", ["X", "FUN"], applied),
  define("sapply", ["X", "FUN"], (given) => {
    const list = applied(given);
    return list.values.every((item) => item.kind === "vector" && item.values.length === 1)
      ? vector(
          list.values.map((item) => atoms(item)[0] ?? null),
          list.names,
        )
      : list;
  }),
  define("tapply", ["X", "INDEX", "FUN"], groupedSums),
  define("data.frame", [], makeFrame),
  define("rep", ["x", "times", "each"], repeated),
  define("setNames", ["object", "nm"], ({ value }) => {
    const object = value("object");
    const names = atoms(value("nm")).map(String);
    return object.kind === "list" ? { ...object, names } : vector(atoms(object), names);
  }),
  define("names", ["x"], ({ value }) => {
    const names = namesOf(value("x"));
    return names === null ? nothing : vector(names);
  }),
  define("unname", ["x"], withoutNames),
  define("as.numeric", ["x"], asNumeric),
  define("as.vector", ["x"], asNumeric),
  define("as.integer", ["x"], asNumeric),
  define("as.character", ["x"], ({ value }) =>
    vector(atoms(value("x")).map((atom) => (atom === null ? null : String(atom)))),
  ),
  define("as.list", ["x"], asList),
  define("as.matrix", ["x"], ({ value }) => value("x")),
  define("I", ["x"], ({ value }) => value("x")),
  define("factor", ["x"], ({ value }) => value("x")),
  define("is.na", ["x"], ({ value }) => {
    const x = value("x");
    return vector(atoms(x).map((atom) => atom === null || Number.isNaN(atom)));
  }),
  define("nrow", ["x"], rowCount),
  define("length", ["x"], ({ value }) => vector([items(value("x")).values.length])),
  define("head", ["x", "n"], head),
  define("sort", ["x"], ({ value }) =>
    vector(
      atoms(value("x"))
        .filter((atom) => atom !== null)
        .toSorted(order),
    ),
  ),
  define("unique", ["x"], ({ value }) => vector([...new Set(atoms(value("x")))])),
  define("which", ["x"], whichPlaces),
  define("ifelse", ["test", "yes", "no"], ifElse),
  define(
    "cumsum",
    ["x"],
    running((sum, x) => sum + x),
  ),
  define("paste0", [], ({ extra }) =>
    vector([
      extra()
        .map(({ value }) => text(value))
        .join(""),
    ]),
  ),
  each("sqrt", Math.sqrt),
  each("exp", Math.exp),
  each("log", Math.log),
  each("abs", Math.abs),
  together("sum", (x) => x.reduce((sum, value) => sum + value, 0)),
  together("prod", (x) => x.reduce((product, value) => product * value, 1)),
  together("max", (x) => Math.max(...x)),
  together("min", (x) => Math.min(...x)),
  together("mean", (x) => x.reduce((sum, value) => sum + value, 0) / x.length),
  define("qnorm", ["p"], ({ value }) => vector(numbers(value("p")).map(normalQuantile))),
  define("pnorm", ["q"], ({ value }) => vector(numbers(value("q")).map(normalCdf))),
  define("qt", ["p", "df"], ({ value }) =>
    vector(numbers(value("p")).map((p) => studentQuantile(p, scalar(value("df"))))),
  ),
  define("pt", ["q", "df"], ({ value }) =>
    vector(numbers(value("q")).map((q) => studentCdf(q, scalar(value("df"))))),
  ),
  define("qbeta", ["p", "shape1", "shape2"], ({ value }) =>
    vector(numbers(value("p")).map((p) => betaQuantile(p, scalar(value("shape1")), scalar(value("shape2"))))),
  ),
];
