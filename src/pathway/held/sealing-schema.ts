import { z } from "zod";
import { personFields } from "../person.ts";

const { phone, email, contactChannels, contactMoments, contactHours, contactWords, mayLeaveVoicemail } =
  personFields;

/** What a change that waits will say; a field that it leaves alone is missing. */
export const heldChangeSchema = z
  .strictObject({
    phone: phone.unwrap(),
    email: email.unwrap(),
    contactChannels: contactChannels.unwrap(),
    contactMoments: contactMoments.unwrap(),
    contactHours: contactHours.unwrap(),
    contactWords: contactWords.unwrap(),
    mayLeaveVoicemail: mayLeaveVoicemail.unwrap(),
  })
  .partial();
/** What a change that waits will say. */
export type HeldChange = z.output<typeof heldChangeSchema>;
