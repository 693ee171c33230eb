import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bare, cafe, hostile, walk } from "../fixtures/directory.ts";
import { offerJsonLd } from "./offer-json-ld.ts";

interface Vocabulary {
  readonly types: Readonly<Record<string, { readonly sub: readonly string[] }>>;
  readonly props: Readonly<Record<string, { readonly d: readonly string[] }>>;
}

const file = new URL("../../../../shared/standards/schemaorg-30.0/index.json", import.meta.url);
const vocabulary = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Vocabulary) : null;
if (vocabulary === null)
  console.warn("NOT TESTED: schema.org (../shared/standards/schemaorg-30.0) is not here");

/** A type with all that it is a kind of. */
function kindsOf(type: string, { types }: Vocabulary): readonly string[] {
  return [type, ...(types[type]?.sub ?? []).flatMap((above) => kindsOf(above, { types, props: {} }))];
}

/** What of a description schema.org does not know: types, properties, and properties of another type. */
function faultsOf(value: unknown, words: Vocabulary): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => faultsOf(one, words));
  if (typeof value !== "object" || value === null) return [];
  const record = value as Readonly<Record<string, unknown>>;
  const type = String(record["@type"]);
  const kinds = kindsOf(type, words);
  return [
    ...(type in words.types ? [] : [`no type ${type}`]),
    ...Object.entries(record).flatMap(([name, inner]) => {
      if (name.startsWith("@") || inner === undefined) return [];
      const isKnown = words.props[name]?.d.some((domain) => kinds.includes(domain)) ?? false;
      return [...(isKnown ? [] : [`${type} has no ${name}`]), ...faultsOf(inner, words)];
    }),
  ];
}

describe.skipIf(vocabulary === null)("what search engines are told", () => {
  const words = vocabulary ?? { types: {}, props: {} };

  const dated = {
    ...walk,
    takingPart: {
      ...walk.takingPart,
      ageMin: 60,
      gender: "women" as const,
      price: { amount: 5, per: "session" as const },
      area: { type: "communes" as const, names: ["Grenoble"], more: 0 },
    },
  };

  test.each([cafe, bare, walk, dated, { ...walk, sessions: cafe.sessions, week: cafe.week }, hostile])(
    "of $name is said in the words of schema.org",
    (offer) => {
      expect(faultsOf(offerJsonLd(offer, "https://tisser.example/lieu/1"), words)).toEqual([]);
    },
  );

  test("the check sees a word that is none", () => {
    expect(faultsOf({ "@type": "Place", servicePhone: "1", nope: 1 }, words)).toHaveLength(2);
  });
});

test("who comes, what it costs and how one gets in are told to machines as they are to people", () => {
  const told = offerJsonLd(
    { ...walk, takingPart: { ...walk.takingPart, ageMin: 60, price: { amount: 5, per: "session" } } },
    "https://tisser.example/lieu/1",
  );
  expect(told).toMatchObject({
    url: "https://tisser.example/lieu/1",
    audience: { "@type": "PeopleAudience", suggestedMinAge: 60 },
    offers: { "@type": "Offer", price: 5, priceCurrency: "EUR" },
    availableChannel: {
      availableLanguage: ["fr", "ar", "lsf"],
      serviceLocation: {
        amenityFeature: expect.arrayContaining([
          expect.objectContaining({ name: "wheelchair", value: true }),
        ]),
      },
    },
  });
  expect(offerJsonLd(bare, "https://tisser.example/lieu/1")).not.toHaveProperty("audience.@type");
});

test("a place known roughly has no position for machines, and an unsafe address of the web is left out", () => {
  expect(JSON.stringify(offerJsonLd(bare, "https://tisser.example/lieu/1"))).not.toContain("GeoCoordinates");
  const unsafe = offerJsonLd({ ...cafe, website: "javascript:alert(1)" }, "https://tisser.example/lieu/1");
  expect(JSON.stringify(unsafe)).not.toContain("javascript");
});
