import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = join(import.meta.dirname, "../..");

/**
 * Files of tests that take long, and how many seconds they took, two at a time on a machine busy with other work: to tell the
 * longer from the shorter, nothing else. Whatever is not here is short.
 */
export const longFiles: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(root, "tests/support/long-files.json"), "utf8"),
) as Record<string, number>;

/**
 * Files in the order in which they begin: the long ones first, the longest of all at the head, so that no core is left idle
 * by a long file begun last; the short ones by lot, so that none comes to lean on the one before it.
 */
export function longestFirst(files: readonly string[], lot: number): readonly string[] {
  const drawn = (file: string): string => createHash("sha256").update(`${lot} ${file}`).digest("hex");
  return files
    .map((file) => ({ file, seconds: longFiles[file] ?? 0, drawn: drawn(file) }))
    .toSorted((a, b) => b.seconds - a.seconds || (a.drawn < b.drawn ? -1 : 1))
    .map(({ file }) => file);
}

/** The order of Vitest by {@link longestFirst}; the lot is told, to be drawn again by `--sequence.seed`. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const names = files.map(({ moduleId }) => relative(root, moduleId));
    if (files.length > 1) this.ctx.logger.log(`Short files by lot: --sequence.seed=${seed}`);
    const place = new Map(longestFirst([...new Set(names)], seed).map((name, at) => [name, at]));
    return files
      .map((file, at) => ({ file, place: place.get(names[at] ?? "") ?? 0 }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ file }) => file);
  }
}
