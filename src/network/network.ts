import { defineCodeList, localDateSchema } from "#base";
import { z } from "zod";
import {
  alterRoleCodes,
  altersAtMost,
  circleCodes,
  frequencyCodes,
  mapsAtMost,
  metThroughCodes,
  rememberedAtMost,
  tiesAtMost,
} from "./alter-codes.ts";
import { isSound } from "./network-soundness.ts";
import { nicknameAtMost, nicknameFault } from "./nickname.ts";

/** The circles and the ground around them. */
export const circle = defineCodeList("circle", "Kahn & Antonucci 1980, convoy model", circleCodes);
/** Roles. */
export const alterRole = defineCodeList(
  "alterRole",
  "ego-network instrument, with acquaintance added",
  alterRoleCodes,
);
/** Frequencies. */
export const contactFrequency = defineCodeList(
  "contactFrequency",
  "ego-network instrument, with never added",
  frequencyCodes,
);
/** Ways of having met. */
export const metThrough = defineCodeList("metThrough", "Tisser", metThroughCodes);

const nicknameSchema = z
  .string()
  .max(nicknameAtMost)
  .check((context) => {
    const code = nicknameFault(context.value);
    if (code !== null && code !== "tooLong")
      context.issues.push({ code: "custom", input: context.value, params: { code } });
  });

/** Id of somebody inside a map: drawn at random when named, kept from one date to the next. */
const alterIdSchema = z
  .string()
  .max(36)
  .regex(/^[0-9a-z-]{8,36}$/);

const answer = z.boolean().nullable();

/** Schema of an {@link Alter}. */
export const alterSchema = z
  .strictObject({
    id: alterIdSchema,
    name: nicknameSchema,
    circle: circle.schema.nullable(),
    role: alterRole.schema.nullable(),
    inPerson: contactFrequency.schema.nullable(),
    remote: contactFrequency.schema.nullable(),
    confidant: answer,
    help: answer,
    burdensome: answer,
    metThrough: metThrough.schema.nullable(),
    professional: answer,
  })
  .refine((alter) => !(alter.role === "professional" && alter.professional === false), {
    path: ["professional"],
  });
/**
 * Somebody whom the person named. In every field `null` means "not answered", which is never read as a no.
 * `name`: initials or a nickname, at most 24 characters, never a whole name. `circle`: where the person placed them.
 * `inPerson` and `remote` (telephone, message, letter) are two things. `confidant`: one can confide in them. `help`: they
 * would lend a hand. `burdensome`: the tie also weighs. `metThrough`: how one met. `professional`: they come because it
 * is their work; the role `professional` says the same, and a no beside it is refused.
 */
export type Alter = Readonly<z.infer<typeof alterSchema>>;

/** Schema of a {@link Remembered}. */
export const rememberedSchema = z.strictObject({
  id: alterIdSchema,
  name: nicknameSchema,
  role: alterRole.schema.nullable(),
});
/** Somebody who died and counts. They stand apart, are in no measure, and are never "who left". */
export type Remembered = Readonly<z.infer<typeof rememberedSchema>>;

/** Schema of a {@link Tie}. */
export const tieSchema = z.strictObject({
  one: alterIdSchema,
  other: alterIdSchema,
});
/** Two people of the map who know each other; `one` sorts before `other`, both are named in the map. */
export type Tie = Readonly<z.infer<typeof tieSchema>>;

/** Schema of an {@link Ego}. */
export const egoSchema = z.strictObject({ label: nicknameSchema.nullable() });
/** The person in the middle. `label`: initials of their own choice; null shows "me". */
export type Ego = Readonly<z.infer<typeof egoSchema>>;

/** Schema of a {@link Network}. */
export const networkSchema = z
  .strictObject({
    takenOn: localDateSchema,
    ego: egoSchema,
    alters: z.array(alterSchema).max(altersAtMost),
    remembered: z.array(rememberedSchema).max(rememberedAtMost),
    ties: z.array(tieSchema).max(tiesAtMost).nullable(),
  })
  .refine((network) => isSound(network));
/**
 * The ties of one person on one day: the map. `ties` is null when "who knows whom" was not asked, and empty when it was
 * and nobody knows anybody. Ids are unique over `alters` and `remembered`.
 */
export type Network = Readonly<z.infer<typeof networkSchema>>;

/** Schema of a {@link NetworkFile}. */
export const networkFileSchema = z.strictObject({
  format: z.literal("tisser-network"),
  version: z.literal(1),
  maps: z.array(networkSchema).min(1).max(mapsAtMost),
});
/** A file of maps of one person, as it is kept on a device or handed over: `maps` from the oldest to the newest. */
export type NetworkFile = Readonly<z.infer<typeof networkFileSchema>>;
