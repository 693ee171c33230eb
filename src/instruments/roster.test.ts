import { describe, expect, it } from "vitest";
import { loadInstrument, score, type AlterAnswer } from "./index.ts";

const map = await loadInstrument("ego-network");
const spoken = { language: "fr", mode: "interview" } as const;
const measure = (...alters: readonly AlterAnswer[]) => score(map, { "ego-gen": alters }, spoken);

describe("a network map", () => {
  it("takes what was not said for unknown, never for a yes", () => {
    const silent = { circle: null, role: null, contact: null, confidant: null, help: null };
    expect(measure(silent, {})).toMatchObject({
      score: 2,
      band: null,
      subscores: {
        size: 2,
        inner: 0,
        weekly: 0,
        confidants: 0,
        helpers: 0,
        roles: 0,
        kinShare: 0,
        nonProfessional: 2,
      },
      flags: ["no-confidant", "no-inner"],
    });
  });

  it("that was not begun is not a map of nobody", () => {
    expect(score(map, {}, spoken)).toMatchObject({ status: "incomplete", missing: ["ego-gen"], flags: [] });
    expect(measure()).toMatchObject({ status: "scored", score: 0, subscores: { kinShare: null } });
  });

  it("counts kin, partner included, and rounds their share half up", () => {
    const kin = ["partner", "child", "parent", "sibling", "otherkin"].map((role) => ({ role }));
    expect(
      measure(...kin, { role: "friend" }, { role: "professional" }, { role: "neighbour" }).subscores,
    ).toMatchObject({
      kinShare: 0.63,
      nonProfessional: 7,
      roles: 8,
    });
  });

  it.each<[string, AlterAnswer]>([
    ["a fourth circle", { circle: 4 }],
    ["an unknown role", { role: "ex" }],
    ["a name", { name: "A." }],
  ])("refuses %s", (_what, alter) => {
    expect(() => measure(alter)).toThrow("instruments.answerOutOfRange");
  });
});
