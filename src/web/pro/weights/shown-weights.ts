import type { OutputOf } from "#base";
import type { previewMatchWeights, readMatchWeights } from "#directory/actions";

/** The weights of a territory as read. */
export type ReadWeights = OutputOf<typeof readMatchWeights>;
/** What weights would change. */
export type Preview = OutputOf<typeof previewMatchWeights>;
/** A saved example as read. */
export type ShownExample = ReadWeights["examples"][number];
