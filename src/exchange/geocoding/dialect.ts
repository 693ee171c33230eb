import type { AddressFound } from "#directory";
import { readLine } from "../reading/text.ts";

/** How one kind of service of addresses is asked, and how its answers are read. */
export interface AddressDialect {
  /** Its name in the settings. */
  readonly id: string;
  /** Where to ask, of a service at an address without final slash. The text is all that is told of whoever asks. */
  readonly question: (base: string, text: string, limit: number) => URL;
  /**
   * The places of an answer, best first. Single ones that do not fit are left out.
   * @throws AnswerUnreadable when the whole answer is of another shape, or not one of its places fits.
   */
  readonly read: (answer: unknown) => readonly AddressFound[];
}

/** An answer of another shape than the service documents. What it held stays out of the message. */
export class AnswerUnreadable extends Error {
  constructor() {
    super("answer unreadable");
    this.name = "AnswerUnreadable";
  }
}

/** Longest label that is shown. */
const longestLabel = 200;

/** A label on one line, without control and direction marks; null when nothing is left. */
export function cleanLabel(text: string): string | null {
  return readLine(text, longestLabel).value;
}

/** Reads each place by itself. @throws AnswerUnreadable when there are some and none fits */
export function readEach<Place>(
  features: readonly unknown[],
  read: (feature: unknown) => Place | null,
): readonly Place[] {
  const places = features.map(read);
  const fitting = places.filter((place) => place !== null);
  if (fitting.length === 0 && features.length > 0) throw new AnswerUnreadable();
  return fitting;
}
