import { assign, elementOf, indexed, memberOf } from "./access.ts";
import { arithmetic } from "./operators.ts";
import type { Argument, Expression } from "./syntax.ts";
import { isTrue, matchArguments, nothing, numbers, Scope, UnsupportedR, vector } from "./value.ts";
import type { Call, RFunction, RValue } from "./value.ts";

/** Value of an expression. @throws UnsupportedR where a case goes beyond what is computed here. */
export function evaluate(expression: Expression, scope: Scope): RValue {
  switch (expression.kind) {
    case "number":
      return vector([expression.value]);
    case "text":
      return vector([expression.value]);
    case "name":
      return valueOfName(expression.name, scope);
    case "formula":
      return { kind: "formula", left: expression.left, right: expression.right };
    case "block":
      return expression.steps.reduce<RValue>((_last, step) => evaluate(step, scope), nothing);
    case "if":
      if (isTrue(evaluate(expression.test, scope))) return evaluate(expression.consequence, scope);
      return expression.otherwise === null ? nothing : evaluate(expression.otherwise, scope);
    case "function":
      return closure(expression.parameters, expression.body, scope);
    case "member":
      return memberOf(evaluate(expression.of, scope), expression.name);
    case "index":
      return indexOf(expression, scope);
    case "unary":
      return unary(expression.operator, evaluate(expression.operand, scope));
    case "binary":
      return binary(expression, scope);
    default:
      return called(expression, scope);
  }
}

/** Names that R itself gives a value. */
export const constants: Readonly<Record<string, RValue>> = {
  TRUE: vector([true]),
  FALSE: vector([false]),
  T: vector([true]),
  F: vector([false]),
  NA: vector([null]),
  NULL: nothing,
  Inf: vector([Infinity]),
  NaN: vector([NaN]),
  pi: vector([Math.PI]),
};

function valueOfName(name: string, scope: Scope): RValue {
  const value = scope.get(name) ?? constants[name];
  if (value === undefined) throw new UnsupportedR(`${name} is not known`);
  return value;
}

function closure(parameters: readonly Argument[], body: Expression, outer: Scope): RFunction {
  const names = parameters.map(({ name }) => name ?? "");
  const run = (call: Call): RValue => {
    const { found } = matchArguments(call.args, names);
    const scope = new Scope(outer);
    for (const { name, value } of parameters) {
      const given = found.get(name ?? "");
      if (given !== undefined) scope.set(name ?? "", call.evaluate(given, call.scope));
      else if (value !== null) scope.set(name ?? "", evaluate(value, scope));
    }
    return evaluate(body, scope);
  };
  return { kind: "function", name: "function", run };
}

function indexOf(expression: Extract<Expression, { kind: "index" }>, scope: Scope): RValue {
  const of = evaluate(expression.of, scope);
  const places = expression.args.map(({ value }) => (value === null ? null : evaluate(value, scope)));
  const plain = places.filter((_place, index) => expression.args[index]?.name !== "drop");
  return expression.isDouble ? elementOf(of, plain) : indexed(of, plain);
}

function unary(operator: string, operand: RValue): RValue {
  if (operator === "!") {
    const flags = numbers(operand).map((value) => (Number.isNaN(value) ? null : value === 0));
    return vector(flags, operand.kind === "vector" ? operand.names : null);
  }
  return operator === "-" ? arithmetic("*", vector([-1]), operand) : operand;
}

function binary(expression: Extract<Expression, { kind: "binary" }>, scope: Scope): RValue {
  const { operator, left, right } = expression;
  if (operator === "<-") {
    const value = evaluate(right, scope);
    assign(left, value, { scope, evaluate });
    return value;
  }
  if (operator === "&&") return vector([isTrue(evaluate(left, scope)) && isTrue(evaluate(right, scope))]);
  if (operator === "||") return vector([isTrue(evaluate(left, scope)) || isTrue(evaluate(right, scope))]);
  return arithmetic(operator, evaluate(left, scope), evaluate(right, scope));
}

function called(expression: Extract<Expression, { kind: "call" }>, scope: Scope): RValue {
  const callee = evaluate(expression.callee, scope);
  if (callee.kind !== "function") throw new UnsupportedR(`a ${callee.kind} is called`);
  return callee.run({ args: expression.args, scope, evaluate, apply });
}

/** Calls a function of R with values that are at hand. */
function apply(callee: RValue, values: readonly { name: string | null; value: RValue }[]): RValue {
  if (callee.kind !== "function") throw new UnsupportedR(`a ${callee.kind} is called`);
  const scope = new Scope(null);
  const args = values.map(({ name, value }, index) => {
    scope.set(`.${index}`, value);
    return { name, value: { kind: "name" as const, name: `.${index}` } };
  });
  return callee.run({ args, scope, evaluate, apply });
}
