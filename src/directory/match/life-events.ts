import { defineCodeList } from "#base";
import type { NeedCode } from "./codes.ts";

/** What may have happened in somebody's life: a door to what there is for it. */
export const lifeEvent = defineCodeList("lifeEvent", "Tisser, from product.md (doors)", [
  "separation",
  "bereavement",
  "move",
  "birth",
  "job-lost",
  "autonomy-lost",
  "hospital",
]);
/** One event of life. */
export type LifeEvent = (typeof lifeEvent.codes)[number];

/** What an event means for matching: what one usually looks for then, and codes of situations that restricted offers ask for. */
export interface LifeEventMeaning {
  readonly needs: readonly NeedCode[];
  readonly situation: readonly string[];
}

/** Set by judgement, as the fits of types are; see docs/matching.md. */
export const lifeEventMeanings: Readonly<Record<LifeEvent, LifeEventMeaning>> = {
  separation: { needs: ["be-listened-to", "peer-support", "meet-people"], situation: ["separation"] },
  bereavement: { needs: ["peer-support", "be-listened-to", "meet-people"], situation: ["deuil"] },
  move: { needs: ["meet-people", "be-useful", "practical-help"], situation: [] },
  birth: { needs: ["peer-support", "meet-people", "respite"], situation: ["parents-bebe"] },
  "job-lost": { needs: ["meet-people", "skills", "be-useful"], situation: ["demandeurs-emploi"] },
  "autonomy-lost": { needs: ["be-visited", "practical-help", "transport"], situation: [] },
  hospital: { needs: ["be-visited", "be-called", "practical-help"], situation: [] },
};
