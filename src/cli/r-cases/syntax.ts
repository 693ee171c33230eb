// The part of R's grammar that reference cases are written in.

/** An expression of R. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Argument[] }
  | {
      readonly kind: "index";
      readonly of: Expression;
      readonly args: readonly Argument[];
      readonly isDouble: boolean;
    }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "formula"; readonly left: Expression | null; readonly right: Expression }
  | { readonly kind: "function"; readonly parameters: readonly Argument[]; readonly body: Expression }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly consequence: Expression;
      readonly otherwise: Expression | null;
    }
  | { readonly kind: "block"; readonly steps: readonly Expression[] };

/** An argument of a call; `value` null where nothing stands between two commas. */
export interface Argument {
  readonly name: string | null;
  readonly value: Expression | null;
}

interface Token {
  readonly kind: "number" | "text" | "name" | "operator" | "line";
  readonly text: string;
}

const pattern =
  /(#[^\n]*)|(\n)|(\d+\.?\d*(?:[eE][-+]?\d+)?L?|\.\d+(?:[eE][-+]?\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(`[^`]+`|[A-Za-z.][\w.]*(?:::[\w.]+)?)|(%[^%\s]*%|<<-|->>|<-|->|<=|>=|==|!=|&&|\|\||\[\[|[-+*/^~:$,;(){}[\]<>!&|=@?])|\s+|(.)/g;

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (const [, comment, line, number, text, name, operator, other] of source.matchAll(pattern)) {
    if (comment !== undefined) continue;
    if (other !== undefined) throw new SyntaxError(`unreadable: ${other}`);
    if (line !== undefined) tokens.push({ kind: "line", text: "\n" });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (text !== undefined)
      tokens.push({ kind: "text", text: text.slice(1, -1).replace(/\\(.)/g, "$1") });
    else if (name !== undefined)
      tokens.push({ kind: "name", text: name.replace(/^`|`$/g, "").replace(/^.*::/, "") });
    else if (operator !== undefined) tokens.push({ kind: "operator", text: operator });
  }
  return tokens;
}

/** Binding of infix operators, weakest first; assignment and power bind to the right. */
const strength: Readonly<Record<string, number>> = {
  "<-": 1, "<<-": 1, "=": 1, "->": 1, "->>": 1,
  "~": 2, "||": 3, "|": 3, "&&": 4, "&": 4,
  "==": 6, "!=": 6, "<": 6, ">": 6, "<=": 6, ">=": 6,
  "+": 7, "-": 7, "*": 8, "/": 8, ":": 10, "^": 12,
}; // prettier-ignore

function strengthOf(operator: string): number {
  return operator.startsWith("%") ? 9 : (strength[operator] ?? 0);
}

class Parser {
  private place = 0;
  /** Inside round or square brackets the end of a line ends nothing. */
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(source: string) {
    this.tokens = tokensOf(source);
  }

  program(): Expression {
    const steps: Expression[] = [];
    for (;;) {
      this.skip("\n", ";");
      if (this.place >= this.tokens.length) return { kind: "block", steps };
      steps.push(this.expression(0));
    }
  }

  private peek(): Token | undefined {
    if (this.depth > 0) while (this.tokens[this.place]?.kind === "line") this.place += 1;
    return this.tokens[this.place];
  }

  private next(): Token {
    const token = this.peek();
    if (token === undefined) throw new SyntaxError("the expression ends too early");
    this.place += 1;
    return token;
  }

  private is(text: string): boolean {
    const token = this.peek();
    return token !== undefined && token.kind !== "text" && token.text === text;
  }

  private skip(...texts: readonly string[]): void {
    while (texts.some((text) => this.is(text))) this.place += 1;
  }

  private demand(text: string): void {
    const token = this.next();
    if (token.text !== text) throw new SyntaxError(`${text} expected, ${token.text} found`);
  }

  private bracketed<T>(close: string, read: () => T): T {
    this.depth += 1;
    const value = read();
    this.peek();
    this.depth -= 1;
    this.demand(close);
    return value;
  }

  private expression(least: number): Expression {
    let left = this.prefix();
    for (;;) {
      const token = this.peek();
      const power = token?.kind === "operator" ? strengthOf(token.text) : 0;
      if (token === undefined || power === 0 || power < least) return left;
      this.place += 1;
      this.skip("\n");
      const isRight = power === 1 || token.text === "^";
      const right = this.expression(isRight ? power : power + 1);
      left = infix(token.text, left, right);
    }
  }

  private prefix(): Expression {
    const token = this.peek();
    if (token?.kind === "operator" && ["-", "+", "!", "~"].includes(token.text)) {
      this.place += 1;
      if (token.text === "~") return { kind: "formula", left: null, right: this.expression(3) };
      const operand = this.expression(token.text === "!" ? 5 : 10);
      return { kind: "unary", operator: token.text, operand };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Expression): Expression {
    let of = start;
    for (;;) {
      if (this.is("(")) {
        this.next();
        of = { kind: "call", callee: of, args: this.bracketed(")", () => this.args(")")) };
      } else if (this.is("[[")) {
        this.next();
        const args = this.bracketed("]", () => this.args("]"));
        this.demand("]");
        of = { kind: "index", of, args, isDouble: true };
      } else if (this.is("[")) {
        this.next();
        of = { kind: "index", of, args: this.bracketed("]", () => this.args("]")), isDouble: false };
      } else if (this.is("$") || this.is("@")) {
        this.next();
        of = { kind: "member", of, name: this.next().text };
      } else return of;
    }
  }

  private args(close: string): Argument[] {
    const args: Argument[] = [];
    if (this.is(close)) return args;
    for (;;) {
      if (this.is(",") || this.is(close)) args.push({ name: null, value: null });
      else args.push(this.argument(close));
      if (!this.is(",")) return args;
      this.next();
    }
  }

  private argument(close: string): Argument {
    const token = this.peek();
    const start = this.place;
    if (token?.kind === "name" || token?.kind === "text") {
      this.place += 1;
      if (this.is("=")) {
        this.next();
        const isEmpty = this.is(",") || this.is(close);
        return { name: token.text, value: isEmpty ? null : this.expression(2) };
      }
      this.place = start;
    }
    return { name: null, value: this.expression(2) };
  }

  private primary(): Expression {
    const token = this.next();
    if (token.kind === "number") return { kind: "number", value: Number(token.text.replace(/L$/, "")) };
    if (token.kind === "text") return { kind: "text", value: token.text };
    if (token.text === "(") return this.bracketed(")", () => this.expression(0));
    if (token.text === "{") return this.block();
    if (token.text === "function") return this.definition();
    if (token.text === "if") return this.condition();
    if (token.kind === "name") return { kind: "name", name: token.text };
    throw new SyntaxError(`unexpected ${token.text}`);
  }

  private block(): Expression {
    const outer = this.depth;
    this.depth = 0;
    const steps: Expression[] = [];
    for (;;) {
      this.skip("\n", ";");
      if (this.is("}")) break;
      steps.push(this.expression(0));
    }
    this.next();
    this.depth = outer;
    return { kind: "block", steps };
  }

  private definition(): Expression {
    this.demand("(");
    const parameters = this.bracketed(")", () => this.args(")").map(asParameter));
    this.skip("\n");
    return { kind: "function", parameters, body: this.expression(2) };
  }

  private condition(): Expression {
    this.demand("(");
    const test = this.bracketed(")", () => this.expression(0));
    this.skip("\n");
    const consequence = this.expression(1);
    const start = this.place;
    while (this.tokens[this.place]?.kind === "line") this.place += 1;
    if (!this.is("else")) {
      this.place = start;
      return { kind: "if", test, consequence, otherwise: null };
    }
    this.next();
    this.skip("\n");
    return { kind: "if", test, consequence, otherwise: this.expression(1) };
  }
}

/** `x` in the head of a function is a name without a default, not a value. */
function asParameter({ name, value }: Argument): Argument {
  return name === null && value?.kind === "name" ? { name: value.name, value: null } : { name, value };
}

function infix(operator: string, left: Expression, right: Expression): Expression {
  if (operator === "~") return { kind: "formula", left, right };
  if (operator === "->" || operator === "->>")
    return { kind: "binary", operator: "<-", left: right, right: left };
  if (operator === "=" || operator === "<<-") return { kind: "binary", operator: "<-", left, right };
  return { kind: "binary", operator, left, right };
}

/** Reads R source into one block. @throws SyntaxError where the source goes beyond this grammar. */
export function parseR(source: string): Expression {
  return new Parser(source).program();
}

/** The text of an expression as R would print it: the names of coefficients. */
export function deparse(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "text":
      return JSON.stringify(expression.value);
    case "name":
      return expression.name;
    case "call":
      return `${deparse(expression.callee)}(${expression.args.map(({ value }) => (value === null ? "" : deparse(value))).join(", ")})`;
    case "unary":
      return `${expression.operator}${deparse(expression.operand)}`;
    case "binary": {
      const gap = ["^", ":"].includes(expression.operator) ? "" : " ";
      return `${deparse(expression.left)}${gap}${expression.operator}${gap}${deparse(expression.right)}`;
    }
    case "member":
      return `${deparse(expression.of)}$${expression.name}`;
    default:
      return expression.kind;
  }
}
