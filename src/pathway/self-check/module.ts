import type { NeedCode } from "#directory";
import type { AgeBand } from "./age-band.ts";

/** Something that may be part of somebody's life, with a page of its own beside the result. */
export interface ContextModule {
  /** Last part of its address, in French as the other addresses are. */
  readonly id: "aidants" | "jeunes" | "ages" | "liens-qui-pesent" | "internet";
  /** What is looked for near: most important first. */
  readonly needs: readonly NeedCode[];
  /** Lines to show first; those whose number is not known here are left out. */
  readonly lines: readonly string[];
  /**
   * Questionnaire of the pathway for it. It is answered alone where the pathway proposes it, it was published for that, and
   * its words exist in the reader's language and may be shown to everybody (`situation.ts`); else a professional asks it.
   */
  readonly instrument: "mini-zarit" | "bsmas" | "lsns6" | "illectronisme" | null;
  /** Ages to which it is offered; all when null. */
  readonly ages: readonly AgeBand[] | null;
}

/**
 * The context modules of the pathway, each with its page.
 * Source  reference/screening-pathway.json, T2.contextModules (caregiver, 16–25, no Internet, LSNS-6 from 60); the page on ties
 *         that weigh is ours, from the question of the network map.
 */
export const contextModules: readonly ContextModule[] = [
  {
    id: "aidants",
    needs: ["respite", "peer-support"],
    lines: ["avec-nos-proches", "sos-amitie", "croix-rouge-ecoute"],
    instrument: "mini-zarit",
    ages: null,
  },
  {
    id: "jeunes",
    needs: ["meet-people", "peer-support", "be-listened-to"],
    lines: ["fil-sante-jeunes", "nightline"],
    instrument: "bsmas",
    ages: ["16-17", "18-25", "grown"],
  },
  {
    id: "ages",
    needs: ["be-visited", "be-called", "meet-people"],
    lines: ["solitudecoute", "croix-rouge-ecoute", "3977"],
    instrument: "lsns6",
    ages: ["50-59", "60-plus", "grown"],
  },
  {
    id: "liens-qui-pesent",
    needs: ["be-listened-to", "psychological-support"],
    lines: ["3919", "3977", "17", "114", "sos-amitie"],
    instrument: null,
    ages: null,
  },
  {
    id: "internet",
    needs: ["digital-help"],
    lines: [],
    instrument: "illectronisme",
    ages: null,
  },
];

/** The modules offered at an age; all of them when it was not said. */
export function modulesFor(age: AgeBand | null): readonly ContextModule[] {
  return contextModules.filter(({ ages }) => age === null || ages === null || ages.includes(age));
}
