import { z } from "zod";
import type { Role } from "./actor.ts";
import { anyone, type Rule } from "./permission.ts";
import type { ProductPart } from "./profile.ts";

/** HTTP methods of actions. GET asks and changes nothing; the others change something. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Method and path of an action under `/api/v1`; `:name` is a field of the input. */
export type Route = `${Method} /${string}`;

/** The HTML form door of an action, for browsers without JavaScript. */
export interface FormDoor {
  /** Path to which the form is posted, without language prefix; `:name` is a field of the input. */
  readonly path: string;
  /** Page shown again, with what was typed, when the form is refused; `path` unless told. */
  readonly page?: string;
  /** Page to which a success leads (303); `:name` is a field of the answer, else of the input. */
  readonly done: string;
}

/** What a declaration says; see {@link defineAction}. */
export interface ActionDeclaration<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Facts = never,
  R extends Route = Route,
> {
  /** `<room>.<verb…>`; also the `operationId`, the audit word and the command of the terminal. */
  readonly name: `${string}.${string}`;
  /** One sentence for the API page. */
  readonly summary: string;
  /** Method and path under `/api/v1`; `:name` is a field of the input. */
  readonly route: R;
  /** Part of the product to which it belongs: outside a profile that has it, the action does not exist. */
  readonly part: ProductPart;
  /** What is asked: a strict object whose every text and list has a limit. */
  readonly input: Input;
  /**
   * What is answered. Of an action that changes something, a receipt: ids, versions and codes only,
   * because it is kept to answer a repeated request.
   */
  readonly output: Output;
  /** Who may; the same rule hides the button and guards the door. */
  readonly allow: Rule<Facts>;
  /** Whether the caller must name the version it saw (`If-Match`, or `_version` in a form). */
  readonly versioned?: boolean;
  /** Whether a repeated request is carried out again instead of being answered from the receipt kept (signing in, for instance). */
  readonly isRepeatable?: boolean;
  /**
   * Whether it changes nothing in the store, so that neither a receipt nor an audit line tells that it was ever asked
   * (questions that somebody answers for themself, kept by their own browser alone). It needs no idempotency key.
   */
  readonly keepsNothing?: boolean;
  /**
   * Whether it reads public tables only: then it runs outside any transaction and territory, so that row security shows it
   * nothing personal, and a page read by thousands does not cost three round trips each.
   */
  readonly isPublicRead?: boolean;
  /** Whether it may wait on a device without network; its input then has an `id` made on the device. */
  readonly offline?: boolean;
  /** Fields of the input that are personal: sealed in the database, erased with the file, never logged. */
  readonly personal?: readonly string[];
  /** Codes of the refusals that this action adds to those of every action. */
  readonly errors?: readonly string[];
  /** HTML form door; only for actions that change something. */
  readonly form?: FormDoor;
  /** Whether reading is written to the audit too (product: reads of personal data are). Changes always are. */
  readonly auditRead?: boolean;
  /** Seconds during which a public answer may be kept by browsers and proxies; absent means not at all. */
  readonly cacheSeconds?: number;
  /** Largest body in bytes; one mebibyte unless told. */
  readonly bodyLimit?: number;
}

/** A declared action, with what the declaration implies. */
export interface Action<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Facts = never,
  R extends Route = Route,
> extends ActionDeclaration<Input, Output, Facts, R> {
  readonly method: Method;
  /** Path under `/api/v1`, with `:name` parameters. */
  readonly path: string;
  /** Names of the parameters in the path. */
  readonly pathParams: readonly string[];
  /** Whether it changes something. */
  readonly isCommand: boolean;
  /** Roles that can ever pass `allow`. */
  readonly roles: readonly Role[];
}

/** An action of which nothing more is known: for lists of actions. */
export type AnyAction = Action<z.ZodType, z.ZodType, never>;

/** Input as the handler receives it. */
export type InputOf<A extends AnyAction> = z.output<A["input"]>;
/** Input as the caller gives it. */
export type CallOf<A extends AnyAction> = z.input<A["input"]>;
/** Answer as the caller receives it. */
export type OutputOf<A extends AnyAction> = z.output<A["output"]>;
/** Facts that the permission rule looks at. */
export type FactsOf<A> = A extends { readonly allow: Rule<infer Facts> } ? Facts : never;

/**
 * Declares an action: the one way in. From this declaration come the JSON route, the HTML form door, OpenAPI with
 * `x-roles`, the typed client, the form check, the permission rule on both sides, idempotency, the version check,
 * one transaction with its audit line, sealing and erasure of personal fields, the offline flag and the command.
 * @throws Error at load time when the declaration contradicts itself.
 */
export function defineAction<
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Facts = unknown,
  const R extends Route = Route,
>(declaration: ActionDeclaration<Input, Output, Facts, R>): Action<Input, Output, Facts, R> {
  const { name, route } = declaration;
  const [methodText = "", path = ""] = route.split(" ");
  const method = methodText as Method;
  const isCommand = method !== "GET";
  const pathParams = [...path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1] ?? "");
  const fields = Object.keys(declaration.input.shape);
  const faults = [
    ...[...pathParams, ...(declaration.personal ?? [])]
      .filter((field) => !fields.includes(field))
      .map((field) => `no input field ${field}`),
    ...(isCommand
      ? []
      : declaration.form || declaration.versioned || declaration.offline
        ? ["a GET changes nothing"]
        : []),
    ...(declaration.keepsNothing && (declaration.versioned || declaration.offline || declaration.auditRead)
      ? ["what keeps nothing has no version, no queue and no audit line"]
      : []),
    ...(declaration.isPublicRead &&
    ((isCommand && !declaration.keepsNothing) || declaration.auditRead || declaration.allow !== anyone)
      ? ["a public read changes nothing, and anyone may ask it, without audit line"]
      : []),
    ...(declaration.offline && !fields.includes("id")
      ? ["an offline action needs an id made on the device"]
      : []),
  ];
  if (faults.length > 0) throw new Error(`${name}: ${faults.join("; ")}`);
  return { ...declaration, method, path, pathParams, isCommand, roles: declaration.allow.roles };
}
