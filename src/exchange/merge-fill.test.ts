import { expect, test } from "vitest";
import { planFill, type MergedPair } from "./merge-fill.ts";

const base = { kind: "service_at_location", fromId: "b", fills: [] } as const;
const offer = (values: object): MergedPair["kept"] => {
  return { id: "a", phones: [], opening_hours: null, hours_note: null, edited_fields: [], ...values };
};
const filled = (value: unknown) => {
  return { kind: base.kind, entity_id: "a", field: "phones", from_id: "b", value } as const;
};

test("an empty field is filled, one that both sources fill differently is told and left alone", () => {
  const kept = offer({ opening_hours: "Mo 09:00-12:00" });
  const merged = offer({ id: "b", phones: ["+33450000001"], opening_hours: "Tu 09:00-12:00" });
  const plan = planFill({ ...base, kept, merged });
  expect(plan.values).toEqual({ phones: ["+33450000001"] });
  expect(plan.fills).toEqual([filled(["+33450000001"])]);
  expect(plan.differing).toEqual([
    { field: "opening_hours", stored: "Mo 09:00-12:00", other: "Tu 09:00-12:00" },
  ]);
});

test("a filled field follows the merged source, gives way to its own source, and to a human", () => {
  const fills = [filled(["+33450000001"])];
  const merged = offer({ id: "b", phones: ["+33450000002"] });
  const follow = planFill({ ...base, fills, kept: offer({ phones: ["+33450000001"] }), merged });
  expect(follow.values).toEqual({ phones: ["+33450000002"] });
  const own = planFill({ ...base, fills, kept: offer({ phones: ["+33450000009"] }), merged });
  expect([own.values, own.dropped, own.differing.length]).toEqual([{}, ["phones"], 1]);
  const human = planFill({ ...base, kept: offer({ edited_fields: ["phones"] }), merged });
  expect(human.values).toEqual({});
});

test("what the merged source no longer says is taken out again", () => {
  const kept = offer({ phones: ["+33450000001"] });
  const plan = planFill({ ...base, fills: [filled(["+33450000001"])], kept, merged: offer({ id: "b" }) });
  expect([plan.values, plan.dropped]).toEqual([{ phones: [] }, ["phones"]]);
});
