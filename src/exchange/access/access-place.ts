import { localDateSchema } from "#base";
import { wheelchairAccess } from "#directory";
import { z } from "zod";

/** An establishment as a source of accessibility describes it, in our model. */
export const accessPlaceSchema = z.strictObject({
  /** Id that the producer gives it. */
  id: z.string().min(1).max(200),
  name: z.string().min(1).max(300),
  /** Of the establishment, not of the seat of its organisation. */
  siret: z.string().length(14).nullable(),
  /** {@link streetKey} of its street with the number; null when it is not told. */
  street_key: z.string().max(300).nullable(),
  code_insee: z.string().regex(/^[0-9][0-9AB][0-9]{3}$/),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  /** Page of the producer on which it stands. */
  url: z.string().max(500).nullable(),
  wheelchair: wheelchairAccess.schema,
  access_features: z.array(z.string().max(40)).max(20),
  /** Day on which the producer last changed it; null when the file does not say. */
  confirmed_on: localDateSchema.nullable(),
});
/** An establishment described. */
export type AccessPlace = z.output<typeof accessPlaceSchema>;
