import { createHash } from "node:crypto";
import type { ClosedLine } from "./closed-line.ts";

const sha256 = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Digest of a line. Its id is random, so that nothing can be guessed from the digest once the line is erased. */
export function digestOfLine(id: string, line: ClosedLine): string {
  const { entries, corrections, ...head } = line;
  const plain = (value: object): unknown => Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256([
    id,
    plain(head),
    entries.map(plain),
    corrections.map(({ before, after, ...rest }) => [before && plain(before), plain(after), plain(rest)]),
  ]);
}

/** What a digest of a statement is made of beside its lines. */
export interface StatementHead {
  readonly id: string;
  readonly provider_id: string;
  readonly month: string;
  readonly position: number;
}

/** Digest of a statement, from those of its lines in any order: 64 hexadecimal digits. */
export function digestOfStatement(head: StatementHead, lineDigests: readonly string[]): string {
  return sha256([head.id, head.provider_id, head.month, head.position, lineDigests.toSorted()]);
}

/**
 * Whether a statement still says what it said: its digest is made of the digests kept, and each line that is still there has one
 * of them. Lines erased with their person leave their digest only.
 */
export function isSound(
  closing: StatementHead & { readonly digest: string; readonly line_digests: readonly string[] },
  lines: readonly { readonly id: string; readonly content: ClosedLine }[],
): boolean {
  const known = new Set(closing.line_digests);
  return (
    digestOfStatement(closing, closing.line_digests) === closing.digest &&
    lines.every(({ id, content }) => known.has(digestOfLine(id, content)))
  );
}
