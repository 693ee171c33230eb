import { defineCodeList } from "#base";
import type { LikePair, Proposal } from "./duplicate-store.ts";

/** What speaks for two offers being the same one. */
export const duplicateEvidence = defineCodeList("duplicateEvidence", "Tisser", [
  "same-name-near",
  "same-phone",
  "same-siret",
  "same-address",
  "like-name",
]);
/** One piece of evidence. */
export type DuplicateEvidence = (typeof duplicateEvidence.codes)[number];

/** How strongly each piece speaks, as the chance that a pair with it alone is the same; set by hand, for sorting. */
const strength: Readonly<Record<DuplicateEvidence, number>> = {
  "same-name-near": 0.85,
  "same-phone": 0.6,
  "same-siret": 0.6,
  "same-address": 0.5,
  "like-name": 0.3,
};

/** Whether a pair has each piece. */
const hasPiece: Readonly<Record<DuplicateEvidence, (pair: LikePair) => boolean>> = {
  "same-name-near": (pair) => pair.has_same_name,
  "same-phone": (pair) => pair.has_same_phone,
  "same-siret": (pair) => pair.has_same_siret,
  "same-address": (pair) => pair.has_same_address,
  "like-name": (pair) => pair.has_like_name,
};

/** A pair as it is proposed to a human: its evidence, and a score in ]0, 1[ (pieces count as independent). */
export function proposalOf(pair: LikePair): Proposal {
  const evidence = duplicateEvidence.codes.filter((code) => hasPiece[code](pair));
  const doubt = evidence.reduce((left, code) => left * (1 - strength[code]), 1);
  return {
    id: pair.id,
    other_id: pair.other_id,
    score: Math.round((1 - doubt) * 100) / 100,
    evidence,
    distance_metres: pair.distance_metres,
  };
}
