import { defineAction, hasRole, idSchema, localDateSchema } from "#base";
import { z } from "zod";
import { leadsTeam } from "../rules.ts";
import { amountAtMostCents, amountSchema } from "./amount.ts";

const teamPage = "/pro/chiffres";
const territoryPage = "/pro/territoire/chiffres";
const leadsTerritory = hasRole("territory-admin");
const controllerId = idSchema<"controller">();
const costId = idSchema<"programme-cost">();

const day = localDateSchema.refine((value) => value >= "2015-01-01" && value <= "2100-12-31");
const costFields = {
  /** Made by the caller, so that one sent twice is one. */
  costId,
  fromDay: day,
  untilDay: day,
  /** In euros, as people write it. */
  amount: amountSchema,
  /** What it pays for. */
  covers: z.string().trim().min(3).max(300),
  /** Where the amount is from. */
  source: z.string().trim().min(3).max(300),
};
const receipt = z.strictObject({ costId });
const errors = ["pathway.costPeriodInvalid", "pathway.costOverlaps"] as const;

/** A cost as it was entered. */
export const enteredCost = z.strictObject({
  id: costId,
  fromDay: localDateSchema,
  untilDay: localDateSchema,
  amountCents: z.int().min(1).max(amountAtMostCents),
  covers: z.string().max(300),
  source: z.string().max(300),
});

/** Costs of a year beside its figures. */
export const costShape = z.strictObject({
  /** Periods that meet the year, oldest first. */
  entered: z.array(enteredCost).max(400),
  /** What of them falls into the year, with what it comes to; null when nothing was entered for it. Euros are whole. */
  ofYear: z
    .strictObject({
      amountCents: z.int().min(0),
      days: z.int().min(1),
      daysOfYear: z.int().min(365).max(366),
      perPersonEuros: z.int().min(0).nullable(),
      perKnownEndEuros: z.int().min(0).nullable(),
      perLivingTieEuros: z.int().min(0).nullable(),
    })
    .nullable(),
});

/** Enters what the team's programme cost in a period. */
export const recordTeamCost = defineAction({
  name: "pathway.recordTeamCost",
  summary:
    "Enters what a team's programme cost in a period: amount, what it covers, where it is from. Periods of one team do not overlap.",
  route: "POST /pathway/team-costs",
  part: "persons",
  input: z.strictObject({ ...costFields, controllerId }),
  output: receipt,
  allow: leadsTeam,
  form: { path: `${teamPage}/cout`, page: teamPage, done: `${teamPage}#cout` },
  errors: ["pathway.organisationNeeded", ...errors],
});

/** Takes back a cost of the team. */
export const removeTeamCost = defineAction({
  name: "pathway.removeTeamCost",
  summary: "Takes back a cost that a team entered: to correct one, it is taken back and entered anew.",
  route: "DELETE /pathway/team-costs/:costId",
  part: "persons",
  input: z.strictObject({ costId, controllerId }),
  output: receipt,
  allow: leadsTeam,
  form: { path: `${teamPage}/cout/:costId/retrait`, page: teamPage, done: `${teamPage}#cout` },
  errors: ["pathway.organisationNeeded", "pathway.costNotFound"],
});

/** Enters what the territory's programme cost in a period. */
export const recordTerritoryCost = defineAction({
  name: "pathway.recordTerritoryCost",
  summary: "Enters what the programme of a territory cost in a period, over all its organisations.",
  route: "POST /pathway/territory-costs",
  part: "persons",
  input: z.strictObject(costFields),
  output: receipt,
  allow: leadsTerritory,
  form: { path: `${territoryPage}/cout`, page: territoryPage, done: `${territoryPage}#cout` },
  errors: ["pathway.organisationNeeded", ...errors],
});

/** Takes back a cost of the territory. */
export const removeTerritoryCost = defineAction({
  name: "pathway.removeTerritoryCost",
  summary: "Takes back a cost that the territory entered: to correct one, it is taken back and entered anew.",
  route: "DELETE /pathway/territory-costs/:costId",
  part: "persons",
  input: z.strictObject({ costId }),
  output: receipt,
  allow: leadsTerritory,
  form: { path: `${territoryPage}/cout/:costId/retrait`, page: territoryPage, done: `${territoryPage}#cout` },
  errors: ["pathway.costNotFound"],
});
