/** A faulty field: where it is in the input, and the code of what is wrong with it. */
export interface Issue {
  /** Property names and array positions joined by dots; empty for the whole input. */
  readonly path: string;
  /** Code of the fault, for instance `required`, `tooLong`, `unknownProperty`. */
  readonly code: string;
}

/** Values put into the sentence shown for an error. Never personal data. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * A refusal that the program foresaw. Its sentence lives in the text files under `error.<code>`.
 * `status` is the HTTP status; `params` fill the sentence; `issues` name faulty fields.
 */
export class TisserError extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: ErrorParams;
  readonly issues: readonly Issue[];

  constructor(code: string, status: number, params: ErrorParams, options: RefusalOptions = {}) {
    super(code, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "TisserError";
    this.code = code;
    this.status = status;
    this.params = params;
    this.issues = options.issues ?? [];
  }
}

/** What may accompany a refusal: the faulty fields, and the error that caused it (logged, never shown). */
export interface RefusalOptions {
  readonly issues?: readonly Issue[];
  readonly cause?: unknown;
}

/** What a catalogue says of one error: its HTTP status and the names of the values in its sentence. */
export interface ErrorDefinition {
  readonly status: number;
  readonly params?: readonly string[];
}

type ParamsOf<D extends ErrorDefinition> = D["params"] extends readonly (infer P extends string)[]
  ? Readonly<Record<P, string | number>>
  : Readonly<Record<never, never>>;

/** A room's errors: one maker for each name, and the list of what it holds. */
export type ErrorCatalogue<D extends Readonly<Record<string, ErrorDefinition>>> = {
  readonly [K in keyof D]: (params: ParamsOf<D[K]>, options?: RefusalOptions) => TisserError;
} & { readonly [catalogueEntries]: readonly ErrorEntry[] };

/** One line of the error list. */
export interface ErrorEntry {
  readonly code: string;
  readonly status: number;
  readonly params: readonly string[];
}

const catalogueEntries = Symbol("catalogueEntries");

/**
 * Declares the errors of a room. Codes are `<room>.<name>`; throw what a maker returns.
 * `throw directoryErrors.serviceNotFound({ serviceId })`.
 */
export function errorCatalogue<const D extends Readonly<Record<string, ErrorDefinition>>>(
  room: string,
  definitions: D,
): ErrorCatalogue<D> {
  const entries: ErrorEntry[] = [];
  const makers: Record<string, (params: ErrorParams, options?: RefusalOptions) => TisserError> = {};
  for (const [name, { status, params = [] }] of Object.entries(definitions)) {
    const code = `${room}.${name}`;
    entries.push({ code, status, params });
    makers[name] = (values, options) => new TisserError(code, status, values, options);
  }
  return Object.assign(makers, { [catalogueEntries]: entries }) as unknown as ErrorCatalogue<D>;
}

/** The entries of a catalogue, for the error list and its test; `null` when the value is no catalogue. */
export function entriesOf(value: unknown): readonly ErrorEntry[] | null {
  if (typeof value !== "object" || value === null || !(catalogueEntries in value)) return null;
  return value[catalogueEntries] as readonly ErrorEntry[];
}
