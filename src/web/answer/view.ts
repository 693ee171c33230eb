import type { OutputOf } from "#base";
import type { readAnswer } from "#pathway/actions";

/** What a receiver reads, with the names of what it points to. */
export interface AnswerView extends OutputOf<typeof readAnswer> {
  /** Null when the offer left the directory. */
  readonly offerName: string | null;
  /** Null when the town is not shared. */
  readonly townName: string | null;
}
