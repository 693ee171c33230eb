import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { mayFollow } from "../rules.ts";
import { needFields, needsSchema } from "./needs.ts";

/** Writes what a person needs, wishes and is held back by. */
export const setNeeds = defineAction({
  name: "pathway.setNeeds",
  summary:
    "Writes what a person looks for, what holds them back, when they are free, what they want left out.",
  route: "PUT /pathway/persons/:personId/needs",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">(), ...needFields }),
  output: z.strictObject({ personId: idSchema<"person">(), version: z.int().min(1) }),
  allow: mayFollow,
  versioned: true,
  personal: Object.keys(needFields),
  form: {
    path: "/pro/personnes/:personId/besoins",
    page: "/pro/personnes/:personId/besoins",
    done: "/pro/personnes/:personId/propositions",
  },
  errors: ["pathway.personNotFound"],
});

/** Reads what a person needs. */
export const readNeeds = defineAction({
  name: "pathway.readNeeds",
  summary:
    "What a person looks for and what holds them back; empty lists and version 0 when nobody asked yet.",
  route: "GET /pathway/persons/:personId/needs",
  part: "persons",
  input: z.strictObject({ personId: idSchema<"person">() }),
  output: needsSchema,
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});
