import type { Instant } from "#base";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isMessageBack } from "../message-back/tell-back.ts";
import { defaultDelays } from "../territory-delays/delays-chosen.ts";
import { fhirStatusesOf, type FhirStep } from "./fhir-standing.ts";
import { canMove, moveOf } from "./moves.ts";
import { referralTimers, states, timersAfterAct } from "./states.ts";
import { endedStatuses, loopOf, referralStatus, type ReferralStatus } from "./status.ts";

/** The table of spec/pathway.md §4.2, cell by cell: Task.status · businessStatus, and ServiceRequest. */
const specified: Readonly<Record<ReferralStatus, readonly [string, string]>> = {
  draft: ["draft", "draft"],
  awaiting_consent: ["draft · awaiting-consent", "draft"],
  sent: ["requested", "active"],
  needs_info: ["requested · needs-information", "active"],
  accepted: ["accepted", "active"],
  waitlisted: ["on-hold · waitlist", "active"],
  contacted: ["in-progress · scheduled", "active"],
  started: ["in-progress · first-attendance", "active"],
  paused: ["on-hold · paused", "on-hold"],
  completed: ["completed", "completed after link worker acknowledges"],
  not_completed: ["failed", "active (to re-plan)"],
  refused: ["rejected", "active"],
  declined: ["cancelled · person-declined", "revoked"],
  expired: ["cancelled · no-response", "active"],
  recalled: ["cancelled · recalled", "revoked"],
  rerouted: ["unchanged + new Task (`partOf`)", "new SR `basedOn`"],
  error: ["entered-in-error", "entered-in-error"],
};

const r4 = {
  task: "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error",
  serviceRequest: "draft active on-hold revoked completed entered-in-error unknown",
};

describe("what FHIR R4 calls a state", () => {
  test.each(referralStatus.codes)("%s is what the specification says", (status) => {
    const [task, request] = specified[status];
    const { fhir } = states[status];
    if (fhir === "unchanged") {
      expect(task).toMatch(/^unchanged/);
      return;
    }
    expect([fhir.task, fhir.businessStatus].filter((one) => one !== null).join(" · ")).toBe(task);
    expect(fhir.serviceRequest).toBe(request.split(" ")[0]);
    expect("untilAcknowledged" in states[status]).toBe(request.includes("acknowledges"));
    expect(r4.task.split(" ")).toContain(fhir.task);
    expect(r4.serviceRequest.split(" ")).toContain(fhir.serviceRequest);
  });

  const file = new URL("../../../../shared/spec/pathway.md", import.meta.url);
  if (!existsSync(file)) console.warn("NOT TESTED: spec/pathway.md (../shared/spec) is not here");
  test.skipIf(!existsSync(file))("the table above is the one of the specification itself", () => {
    const rows = [...readFileSync(file, "utf8").matchAll(/^\| `(\w+)`[^|]*\| ([^|]+) \| ([^|]+) \|/gm)];
    expect(Object.fromEntries(rows.map(([, state, task, request]) => [state, [task, request]]))).toEqual(
      specified,
    );
  });

  const step = (
    from: ReferralStatus,
    to: ReferralStatus,
    by: FhirStep["by_kind"] = "receiver",
  ): FhirStep => ({ by_kind: by, from_status: from, to_status: to });

  test("a completed request stays active until a link worker acknowledges, who does by completing it", () => {
    const requestAfter = (by: FhirStep["by_kind"]) =>
      fhirStatusesOf("completed", [step("contacted", "started"), step("started", "completed", by)])
        .serviceRequest;
    expect([requestAfter("worker"), requestAfter("receiver"), requestAfter("person")]).toEqual([
      "completed",
      "active",
      "active",
    ]);
  });

  test("an end told by others is acknowledged by a link worker who says that they know", () => {
    const told = [step("contacted", "started"), step("started", "completed")];
    expect(
      fhirStatusesOf("completed", [...told, step("completed", "completed", "worker")]).serviceRequest,
    ).toBe("completed");
    // Disputed, then told again: what a worker said before does not count.
    const again = [step("completed", "started", "worker"), step("started", "completed")];
    expect(fhirStatusesOf("completed", [...told, ...again]).serviceRequest).toBe("active");
    expect(fhirStatusesOf("started", [...told, step("completed", "started", "worker")]).task).toBe(
      "in-progress",
    );
  });

  test("a rerouted one keeps what it had, through a loop closed as unknown before", () => {
    const refused = [step("sent", "refused"), step("refused", "rerouted", "worker")];
    expect(fhirStatusesOf("rerouted", refused)).toEqual({
      task: "rejected",
      businessStatus: null,
      serviceRequest: "active",
    });
    const silent = [step("accepted", "waitlisted"), step("waitlisted", "waitlisted", "system")];
    expect(fhirStatusesOf("rerouted", [...silent, step("waitlisted", "rerouted", "worker")]).task).toBe(
      "on-hold",
    );
    expect(() => fhirStatusesOf("rerouted", [])).toThrow(RangeError);
  });
});

describe("timers of a state", () => {
  const now = "2026-03-06T09:00:00.000Z" as Instant;
  const dueOf = (status: ReferralStatus, priority: "routine" | "priority" = "routine", changed = {}) =>
    Object.fromEntries(
      timersAfterAct(
        { status, loop: loopOf(status), priority },
        { now, delays: { ...defaultDelays, ...changed }, timeZone: "Europe/Paris" },
      ).map(({ kind, dueAt }) => [kind, dueAt.slice(0, 10)]),
    );

  test("run from the act, with the delays of the territory", () => {
    expect(dueOf("sent")).toEqual({
      "referral-reminder": "2026-03-16",
      "referral-expiry": "2026-04-05",
      "loop-unknown": "2026-05-05",
    });
    expect(dueOf("sent", "routine", { reminderDays: 5 })["referral-reminder"]).toBe("2026-03-11");
  });

  test("a first attendance is asked after three months later, within the bounds of the territory", () => {
    expect(dueOf("started")).toEqual({ "referral-review": "2026-06-04", "loop-unknown": "2026-05-05" });
    expect(dueOf("started", "routine", { reviewDays: 60 })["referral-review"]).toBe("2026-05-05");
    expect("referral-review" in dueOf("paused")).toBe(false);
  });

  test("a waiting list is asked after every three weeks, within the bounds of the territory", () => {
    expect(dueOf("waitlisted")).toEqual({
      "referral-waitlist": "2026-03-27",
      "loop-unknown": "2026-05-05",
    });
    expect(dueOf("waitlisted", "routine", { waitlistDays: 7 })["referral-waitlist"]).toBe("2026-03-13");
  });

  test("a priority is awaited for working days, and not reminded after its end", () => {
    expect(dueOf("sent", "priority")).toEqual({
      "referral-expiry": "2026-03-11",
      "loop-unknown": "2026-05-05",
    });
  });

  test("none runs once the end is known, and a loop that is open is closed one day in every state", () => {
    for (const status of referralStatus.codes)
      expect("loop-unknown" in dueOf(status)).toBe(!endedStatuses.has(status));
    for (const status of endedStatuses) expect(states[status].timers).toEqual([]);
    expect(
      timersAfterAct(
        { status: "sent", loop: "closed_unknown", priority: "routine" },
        {
          now,
          delays: defaultDelays,
          timeZone: "Europe/Paris",
        },
      ),
    ).toEqual([]);
  });

  test("the move that a timer makes is allowed to it where the timer runs", () => {
    const { makes } = referralTimers["referral-expiry"];
    const running = referralStatus.codes.filter((status) =>
      (states[status].timers as readonly string[]).includes("referral-expiry"),
    );
    expect(running).toEqual(moveOf(makes).from);
    for (const status of running) expect(canMove(makes, status, "system")).toBe(true);
  });
});

describe("messages", () => {
  test("tell a receiver of what is asked, put on hold or taken back, and of nothing else", () => {
    const told = (name: Parameters<typeof moveOf>[0]) => moveOf(name).tells ?? null;
    expect(["send", "give-information"].map((name) => told(name as "send"))).toEqual([
      "answer-asked",
      "answer-asked",
    ]);
    for (const name of ["interrupt", "pause"] as const)
      expect(moveOf(name)).toMatchObject({ tells: "on-hold", isWithholding: true });
    for (const name of ["recall", "withdraw", "decline", "mark-error"] as const)
      expect(moveOf(name)).toMatchObject({ tells: "nothing-to-do", isTakingBack: true, isWithholding: true });
    for (const name of ["accept", "refuse", "complete", "expire", "reroute"] as const)
      expect(told(name)).toBeNull();
  });

  test("go back where an end is known, stayed unknown or nobody answered, never for an error", () => {
    for (const status of referralStatus.codes) {
      const isKnown = endedStatuses.has(status) && status !== "error";
      expect(isMessageBack({ status, loop: loopOf(status) })).toBe(isKnown || status === "expired");
      if (!endedStatuses.has(status)) expect(isMessageBack({ status, loop: "closed_unknown" })).toBe(true);
    }
  });
});
