import { expect, test } from "vitest";
import { convert, faultsOfRow, sampleBytes } from "../../../../tests/support/feed.ts";

const id = "demonstration";

test("an invented offer keeps its codes, hours, position and day of confirmation", () => {
  const [first] = convert(id, sampleBytes(id)).resources;
  expect(first?.service).toMatchObject({
    name: "Café d’essai",
    categories: ["gather", "listen"],
    interventions: ["contact-opportunities"],
    frais: ["gratuit"],
    confirmed_on: "2026-10-02",
  });
  expect(first?.service_at_location).toMatchObject({ opening_hours: "Tu-Sa 10:00-18:30" });
  expect(first?.location).toMatchObject({
    city: "Chambéry",
    code_insee: "73065",
    position_precision: "address",
  });
});

test("one without a position is placed at its town, and one without a name of its own is refused", () => {
  const { resources, refused } = convert(id, sampleBytes(id));
  expect(resources).toHaveLength(2);
  expect(resources[1]?.location).toMatchObject({ position_precision: "town" });
  expect(faultsOfRow(refused, 3).length).toBeGreaterThan(0);
});
