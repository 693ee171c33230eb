import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { posix } from "node:path";
import { parseSync } from "oxc-parser";

/** The clone. */
export const root = join(import.meta.dirname, "../..");

/** Sources as path from the clone → text. Rules read nothing else, so that a test can hand them an invented tree. */
export type SourceTree = ReadonlyMap<string, string>;

/** A piece of syntax, as the parser gives it: a type, where it stands, and its parts. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

/** One import or re-export. */
export interface Import {
  /** What is written between the quotes. */
  readonly specifier: string;
  /** Whether it vanishes before running (`import type`). */
  readonly isType: boolean;
}

/** A parsed source file. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** First folder under `src/`. */
  readonly room: string;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
  readonly program: SyntaxNode;
  readonly comments: readonly { readonly value: string; readonly start: number; readonly end: number }[];
}

/** All sources of the product: TypeScript, style sheets and the README of each room. */
export function readSources(): SourceTree {
  const files = globSync("src/**/*.{ts,tsx,md,css,json,sql}", { cwd: root });
  return new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

const parsed = new Map<string, Source>();

/** Parses every TypeScript file of a tree. @throws Error on a file that cannot be parsed. */
export function parseTree(tree: SourceTree): readonly Source[] {
  return [...tree]
    .filter(([path]) => /\.tsx?$/.test(path))
    .map(([path, text]) => {
      const key = `${path}\0${text}`;
      const source = parsed.get(key) ?? parseSource(path, text);
      parsed.set(key, source);
      return source;
    });
}

function parseSource(path: string, text: string): Source {
  const { module, program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map((error) => error.message).join("; ")}`);
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, isType: entry.isType }] : [],
    ),
  );
  return {
    path,
    text,
    room: path.split("/")[1] ?? "",
    isTest: /\.test\.tsx?$/.test(path),
    imports: [
      ...module.staticImports.map((found) => ({
        specifier: found.moduleRequest.value,
        isType: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
      })),
      ...reExports,
      ...module.dynamicImports.map(({ moduleRequest }) => ({
        specifier: text.slice(moduleRequest.start, moduleRequest.end).replace(/^["'`]|["'`]$/g, ""),
        isType: false,
      })),
    ],
    program: program as unknown as SyntaxNode,
    comments,
  };
}

/** The file that an import of ours means, as path from the clone; null for a package. */
export function resolveImport(from: string, specifier: string): string | null {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ""));
  const alias = /^#([^/]+)(?:\/(actions|handlers))?$/.exec(specifier);
  return alias ? `src/${alias[1]}/${alias[2] ?? "index"}.ts` : null;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Visits a piece of syntax and all its parts, each with its ancestors, nearest first. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, ancestors: readonly SyntaxNode[]) => void,
  ancestors: readonly SyntaxNode[] = [],
): void {
  visit(node, ancestors);
  const inner = [node, ...ancestors];
  for (const part of Object.values(node).flat()) if (isNode(part)) walk(part, visit, inner);
}

/** The line, counted from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
