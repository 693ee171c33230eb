import { randomId, type Actor, type LocalDate } from "#base";
import { expect, test } from "vitest";
import { renderWith } from "../../entry-server.tsx";
import { fakeRequest } from "../../fixtures/request.ts";
import { ownVisitsPage } from "./own-page.tsx";

const [tenantId, controllerId] = [randomId<"tenant">(), randomId<"controller">()];
const volunteer: Actor = {
  kind: "account",
  id: randomId<"account">(),
  tenantId,
  memberships: [{ tenantId, controllerId, role: "volunteer" }],
  hasSecondFactor: true,
};
const visit = {
  id: randomId<"engagement">(),
  purpose: "visit",
  pairing: "stable",
  rhythmDays: 7,
  status: "running",
  givenName: null,
  words: null,
  relayPhone: null,
  personPhone: null,
  lastMetOn: "2026-11-20" as LocalDate,
  version: 3,
} as const;

async function open(party: "suspended" | "accepted"): Promise<string> {
  const own = {
    isFrozen: false,
    visits: [{ ...visit, party, givenName: party === "accepted" ? "Odile" : null }],
  };
  const request = { ...fakeRequest("/pro/visites"), actor: volunteer, call: async () => own as never };
  return (await renderWith([ownVisitsPage], request)).html;
}

test("a visit that is suspended names nobody, asks for no log, and says whom to call", async () => {
  const html = await open("suspended");
  expect(html).toContain("Cette visite est suspendue. N’y allez pas, et appelez votre coordination.");
  expect(html).not.toMatch(/meeting-|Odile/);
  const accepted = await open("accepted");
  for (const shown of ["meeting-", "Odile"]) expect(accepted).toContain(shown);
});
