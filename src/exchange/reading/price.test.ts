import { expect, test } from "vitest";
import { readPrice } from "./price.ts";

test.each([
  ["5 € la séance", { amount: 5, per: "session" }],
  ["Adhésion 12,50€ par an", { amount: 12.5, per: "year" }],
  ["10 euros", { amount: 10, per: null }],
  ["20 EUR / trimestre", { amount: 20, per: "quarter" }],
  ["de 5 € à 20 € selon les revenus", null],
  ["10 € par mois ou par an", { amount: 10, per: null }],
  ["prix libre", null],
  ["", null],
] as const)("“%s” tells %j", (text, price) => {
  expect(readPrice(text)).toEqual(price);
});
