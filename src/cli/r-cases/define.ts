import type { Argument, Expression } from "./syntax.ts";
import { matchArguments, nothing, UnsupportedR } from "./value.ts";
import type { Call, RFunction, RValue } from "./value.ts";

/** Arguments of one call by the name of their parameter. */
export interface Given {
  /** The value of an argument; NULL when it was not given. */
  readonly value: (parameter: string) => RValue;
  /** Whether it was given. */
  readonly has: (parameter: string) => boolean;
  /** The argument as it was written. */
  readonly expression: (parameter: string) => Expression | null;
  /** Arguments beyond the parameters, evaluated. */
  readonly extra: () => readonly { readonly name: string | null; readonly value: RValue }[];
  readonly rest: readonly Argument[];
  readonly call: Call;
}

/** Makes a function of R from its parameters and what it does. */
export function define(
  name: string,
  parameters: readonly string[],
  run: (given: Given) => RValue,
): RFunction {
  return {
    kind: "function",
    name,
    run: (call) => {
      const { found, extra } = matchArguments(call.args, parameters);
      const evaluated = new Map<string, RValue>();
      const value = (parameter: string): RValue => {
        const known = evaluated.get(parameter);
        if (known !== undefined) return known;
        const expression = found.get(parameter);
        const made = expression === undefined ? nothing : call.evaluate(expression, call.scope);
        evaluated.set(parameter, made);
        return made;
      };
      const more = () =>
        extra.flatMap((argument) =>
          argument.value === null
            ? []
            : [{ name: argument.name, value: call.evaluate(argument.value, call.scope) }],
        );
      return run({
        value,
        has: (parameter) => found.has(parameter),
        expression: (parameter) => found.get(parameter) ?? null,
        extra: more,
        rest: extra,
        call,
      });
    },
  };
}

/** A value of one kind. @throws UnsupportedR when it is another. */
export function demandKind<K extends RValue["kind"]>(value: RValue, kind: K): Extract<RValue, { kind: K }> {
  if (value.kind === kind) return value as Extract<RValue, { kind: K }>;
  throw new UnsupportedR(`a ${kind} is needed, not a ${value.kind}`);
}
