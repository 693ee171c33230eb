import { defineAction, hasRole, localeSchema } from "#base";
import { z } from "zod";
import { townSchema } from "../offer-shape.ts";

/** Where one helps somebody on the telephone. */
export const telephonePath = "/pro/telephone";

const mayHelp = hasRole("link-worker", "prescriber", "field-worker", "team-coordinator", "territory-admin");

/** Reads a line that says where and what. */
export const readAskedLine = defineAction({
  name: "directory.readAskedLine",
  summary:
    "Takes apart one line that says where and what: the towns that it may name, and the words that are left.",
  route: "GET /directory/asked-line",
  part: "directory",
  input: z.strictObject({ line: z.string().trim().max(120) }),
  output: z.strictObject({ towns: z.array(townSchema).max(6), words: z.string().max(120) }),
  allow: mayHelp,
});

/** Sends a shortlist to whoever called. */
export const sendShortlist = defineAction({
  name: "directory.sendShortlist",
  summary:
    "Sends the link of a shortlist by SMS or e-mail in neutral words. The number or address serves for this message and is not kept.",
  route: "POST /directory/shortlist/messages",
  part: "directory",
  input: z.strictObject({
    /** Shortened ids parted by points. */
    list: z
      .string()
      .min(1)
      .max(300)
      .regex(/^[A-Za-z0-9_.-]*$/),
    /** A mobile number, or an e-mail address. */
    to: z.string().trim().min(3).max(200),
    locale: localeSchema.default("fr"),
  }),
  output: z.strictObject({ channel: z.enum(["sms", "email"]) }),
  allow: mayHelp,
  personal: ["to"],
  errors: ["directory.shortlistUnreadable", "directory.cannotBeWrittenTo", "server.deliveryFailed"],
  form: { path: `${telephonePath}/envoi`, page: telephonePath, done: `${telephonePath}/envoye/:channel` },
});
