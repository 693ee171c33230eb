import type { ControllerId, Id, LocalDate } from "#base";
import { describe, expect, test } from "vitest";
import { groundForSharing, type GroundAccord, type GroundQuestion } from "./ground.ts";

const [town, clinic] = ["town", "clinic"] as ControllerId[];
const asked: GroundQuestion = {
  sender: { controllerId: town ?? null, kind: "commune", standing: "social", isClinician: false },
  receiver: { controllerId: clinic ?? null, kind: "health", standing: "care" },
  items: ["first-name", "phone"],
  evidence: null,
  askedByPerson: false,
  hasObjected: false,
  severalNeeded: false,
  accords: [],
};
const accord = (kind: GroundAccord["kind"], items: GroundAccord["items"]): GroundAccord => ({
  id: kind as Id<"accord">,
  kind,
  title: "Essai",
  items,
  lastDay: "2027-12-31" as LocalDate,
});
const team = accord("care-team", ["first-name", "phone"]);
const joint = accord("joint-controllers", ["first-name", "phone", "town"]);
const association = { controllerId: null, kind: null, standing: "other" } as const;
const departement = { controllerId: clinic ?? null, kind: "departement", standing: "social" } as const;
const doctor = { ...asked.sender, standing: "care", kind: "health", isClinician: true } as const;

/** The ground, and what the person is owed; or the refusal, and what would make it lawful. */
function said(given: Partial<GroundQuestion>): string {
  const answer = groundForSharing({ ...asked, ...given });
  return answer.isLawful
    ? `${answer.ground} (${answer.needs}) ${answer.article}${answer.also.map((one) => ` +${one}`).join("")}`
    : `no: ${answer.reason} ${answer.article}: ${answer.remedies.join(" ")}`;
}

describe("spec/legal.md fact (c): the ground follows from the roles of both sides", () => {
  test.each<readonly [string, Partial<GroundQuestion>, string]>([
    [
      "same care team: strictly necessary, person informed",
      { accords: [team] },
      "same-care-team (information) CSP art. L.1110-12",
    ],
    [
      "same service of one organisation: a team without an accord",
      { receiver: { controllerId: town ?? null, kind: "commune", standing: "social" } },
      "same-care-team (information) CSP art. L.1110-12",
    ],
    [
      "an organisation that is no profession is no team of itself",
      {
        sender: { ...asked.sender, standing: "other" },
        receiver: { controllerId: town ?? null, kind: "commune", standing: "other" },
      },
      "no: outsider RGPD art. 6 (1) (a): ask-agreement choose-other act-in-danger",
    ],
    [
      "same care team: the person may object, and then only their word",
      { accords: [team], hasObjected: true },
      "no: objected RGPD art. 7 (3), 21: ask-again choose-other act-in-danger",
    ],
    [
      "same care team: beyond what is strictly necessary",
      { accords: [team], items: ["first-name", "wishes"] },
      "no: beyond RGPD art. 5 (1) (c): fewer-items ask-agreement act-in-danger",
    ],
    [
      "professionals outside the team: prior agreement",
      {},
      "no: secrecy CSP art. L.1110-4: ask-agreement choose-other act-in-danger",
    ],
    [
      "professionals outside the team: being told is no agreement",
      { evidence: "informed" },
      "no: secrecy CSP art. L.1110-4: ask-agreement choose-other act-in-danger",
    ],
    [
      "professionals outside the team, who agreed",
      { evidence: "witnessed-oral" },
      "person-agreed (agreement) CSP art. L.1110-4 ; RGPD art. 6 (1) (a), 7",
    ],
    [
      "CASF L.121-6-2: the département, where several professionals must act",
      { receiver: departement, severalNeeded: true },
      "social-action (information) CASF art. L.121-6-2",
    ],
    [
      "CASF L.121-6-2 only there: not to a clinic",
      { severalNeeded: true },
      "no: secrecy CSP art. L.1110-4: ask-agreement choose-other act-in-danger",
    ],
    [
      "CASF L.121-6-2 only there: not by a health professional",
      { receiver: departement, severalNeeded: true, sender: doctor },
      "no: secrecy CSP art. L.1110-4: ask-agreement choose-other act-in-danger",
    ],
    [
      "CASF L.121-6-2 only there: not where nobody said that several must act",
      { receiver: departement },
      "no: secrecy CSP art. L.1110-4: ask-agreement choose-other act-in-danger",
    ],
    [
      "volunteers, associations, others: only what the person agrees to pass on",
      { receiver: association, evidence: "informed" },
      "no: outsider RGPD art. 6 (1) (a): ask-agreement say-who-receives choose-other act-in-danger",
    ],
    [
      "volunteers, associations, others: not even by an accord",
      { receiver: { ...association, controllerId: clinic ?? null }, accords: [joint, team] },
      "no: outsider RGPD art. 6 (1) (a): ask-agreement choose-other act-in-danger",
    ],
    [
      "volunteers, associations, others, with the person's agreement",
      { receiver: association, evidence: "signed-paper" },
      "person-agreed (agreement) CSP art. L.1110-4 ; RGPD art. 6 (1) (a), 7",
    ],
    [
      "controllers together (art. 26): crossing by a recorded accord",
      { receiver: departement, accords: [joint] },
      "joint-controllers (information) RGPD art. 26",
    ],
    [
      "controllers together do not lift medical secrecy",
      { receiver: departement, accords: [joint], sender: doctor },
      "no: secrecy CSP art. L.1110-4: ask-agreement choose-other act-in-danger",
    ],
    [
      "the person asks for it themself",
      { receiver: association, evidence: "witnessed-oral", askedByPerson: true },
      "self-referral (agreement) RGPD art. 6 (1) (a), 7 +person-agreed",
    ],
    [
      "the person asked, but nobody heard it",
      { receiver: association, askedByPerson: true },
      "no: outsider RGPD art. 6 (1) (a): ask-agreement say-who-receives choose-other act-in-danger",
    ],
    [
      "an objection is lifted by a new agreement alone",
      { accords: [team], hasObjected: true, evidence: "click" },
      "person-agreed (agreement) CSP art. L.1110-4 ; RGPD art. 6 (1) (a), 7",
    ],
    [
      "where several grounds hold, the first of the rule is taken and the others are named",
      { receiver: departement, accords: [joint, team], severalNeeded: true, evidence: "signed-paper" },
      "same-care-team (information) CSP art. L.1110-12 +social-action +joint-controllers +person-agreed",
    ],
  ])("%s", (_paragraph, given, expected) => {
    expect(said(given)).toBe(expected);
  });
});

test("the accord on which a ground rests is named with it, and covers every item", () => {
  const wide = { ...team, id: "wide" as Id<"accord">, items: [...team.items, "wishes"] as const };
  const found = groundForSharing({ ...asked, items: ["wishes"], accords: [team, wide] });
  expect(found.isLawful && found.accord?.id).toBe("wide");
});
