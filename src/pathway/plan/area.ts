import { defineCodeList } from "#base";
import type { OfferType } from "#directory";

/** What a thing in a plan is about: ties, or a practical need that stands in the way of them. */
export const planArea = defineCodeList(
  "planArea",
  "Tisser, from issue 6 §3: practical needs beside social ones",
  ["social", "rights", "transport", "digital", "care"],
);
/** One area. */
export type PlanArea = (typeof planArea.codes)[number];

/** Types of offer that answer a practical need; every other is about ties. */
const practicalTypes: Readonly<Partial<Record<OfferType, PlanArea>>> = {
  "paperwork-help": "rights",
  ccas: "rights",
  clic: "rights",
  housing: "rights",
  "food-aid": "rights",
  transport: "transport",
  accompany: "transport",
  "digital-helper": "digital",
  psych: "care",
  respite: "care",
  "home-hours": "care",
};

/** What an offer is about, as its type says; of one without type, that it is about ties. A worker says otherwise where it is. */
export function areaOf({ type }: { readonly type: OfferType | null }): PlanArea {
  return (type === null ? undefined : practicalTypes[type]) ?? "social";
}
