import { expect, test } from "vitest";
import { kindOfAccess, partyOfAccess } from "./accesses.ts";

test.each([
  ["pathway.readFile", null, "account", "read", "professional"],
  ["pathway.findFiles", null, "account", "read", "professional"],
  ["pathway.readFile", "break-glass", "account", "emergency", "professional"],
  ["access.openFileInEmergency", "emergency", "account", "emergency", "professional"],
  ["pathway.updateFile", null, "account", "changed", "professional"],
  ["pathway.exportFile", null, "account", "exported", "professional"],
  ["pathway.exportOwn", null, "link", "exported", "link"],
  ["pathway.readAnswer", null, "link", "read", "link"],
  ["pathway.openAnswerLink", null, "anonymous", "changed", "link"],
  ["pathway.timer.loop-unknown", null, "operator", "changed", "system"],
] as const)("%s (%s) by %s: %s by the %s", (action, reason, actorKind, kind, party) => {
  expect(kindOfAccess({ action, reason, actorKind })).toBe(kind);
  expect(partyOfAccess({ actorKind })).toBe(party);
});
