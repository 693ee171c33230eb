import { localeSchema, type Locale } from "#base";
import { z } from "zod";
import { townCodeSchema } from "./area.ts";
import { callChannel, callMoment, mayBeSaid } from "./codes.ts";

const shortText = z.string().trim().max(60).nullable().default(null);

/** What somebody leaves who wishes to be called back. Nothing of a self-check is among it: wishes and words only. */
export const callRequestFields = {
  /** First name, or any name under which they wish to be asked for. */
  callerName: z.string().trim().min(1).max(60),
  /** As typed; kept in E.164. */
  phone: z.string().trim().min(1).max(40),
  channel: callChannel.schema.default("phone"),
  /** When they may be called; an empty list means whenever the queue is staffed. */
  moments: z.array(callMoment.schema).max(4).default([]),
  /** What may be said to somebody else who answers. */
  mayBeSaid: mayBeSaid.schema.default("nothing"),
  mayLeaveVoicemail: z.boolean().default(false),
  /** First name that the caller back will give; null when none was agreed. */
  agreedName: shortText,
  /** Word by which the caller back can be recognised; null when none was agreed. */
  agreedWord: shortText,
  /** What they wish to say beforehand; null when nothing. */
  words: z.string().trim().max(1000).nullable().default(null),
  locale: localeSchema.default("fr"),
  townCode: townCodeSchema,
};

/** Personal fields: sealed, erased with the request, never logged. */
export const personalCallFields = [
  "callerName",
  "phone",
  "moments",
  "mayBeSaid",
  "agreedName",
  "agreedWord",
  "words",
] as const;

/** A request as left, checked, its number in E.164. */
export interface LeftRequest {
  readonly callerName: string;
  readonly phone: string;
  readonly channel: z.output<typeof callChannel.schema>;
  readonly moments: readonly z.output<typeof callMoment.schema>[];
  readonly mayBeSaid: z.output<typeof mayBeSaid.schema>;
  readonly mayLeaveVoicemail: boolean;
  readonly agreedName: string | null;
  readonly agreedWord: string | null;
  readonly words: string | null;
  readonly locale: Locale;
  readonly townCode: string;
}
