import { describe, expect, test } from "vitest";
import { makeRecogniseTown } from "../location-town.ts";
import { townIndex } from "../town-files.ts";
import { choosePlaces, roundedPoint, type AddressFound } from "./address-place.ts";
import { townsInside } from "./address-text.ts";

const recognise = makeRecogniseTown(townIndex());
const inside = (text: string) => townsInside(townIndex(), text);

/** A house in Arras, somewhat invented. */
const house: AddressFound = {
  label: "12 Rue des Lilas 62000 Arras",
  precision: "address",
  position: { latitude: 50.290_871, longitude: 2.777_432 },
  score: 0.94,
  townCode: "62041",
  postcode: "62000",
  city: "Arras",
};
const elsewhere: AddressFound = {
  ...house,
  label: "12 Rue des Lilas 80000 Amiens",
  position: { latitude: 49.894_067, longitude: 2.295_753 },
  townCode: "80021",
  postcode: "80000",
  city: "Amiens",
};

describe("an address that was found", () => {
  test("is the one meant when it is alone", () => {
    const { places, isSettled } = choosePlaces([house], [], recognise);
    expect(isSettled).toBe(true);
    expect(places).toEqual([
      expect.objectContaining({
        label: house.label,
        precision: "address",
        position: house.position,
        town: expect.objectContaining({ code: "62041" }),
      }),
    ]);
  });

  test("may be told to a hundred metres only", () => {
    expect(roundedPoint(house.position)).toEqual({ latitude: 50.291, longitude: 2.777 });
    expect(roundedPoint({ latitude: -20.879_4, longitude: -61.000_6 })).toEqual({
      latitude: -20.879,
      longitude: -61.001,
    });
  });

  test("is chosen among several that fit equally well", () => {
    const { places, isSettled } = choosePlaces([house, elsewhere], [], recognise);
    expect(isSettled).toBe(false);
    expect(places.map(({ town }) => town.name)).toEqual(["Arras", "Amiens"]);
  });

  test("is the one in the town that was named", () => {
    const { places, isSettled } = choosePlaces(
      [elsewhere, house],
      inside("12 rue des Lilas, Arras"),
      recognise,
    );
    expect(places.map(({ town }) => town.name)).toEqual(["Arras"]);
    expect(isSettled).toBe(true);
  });

  test("is asked about when it lies in another town than the one named", () => {
    const { places, isSettled } = choosePlaces([elsewhere], inside("12 rue des Lilas, Arras"), recognise);
    expect(places).toHaveLength(1);
    expect(isSettled).toBe(false);
  });

  test("is asked about when it fits badly, and left out when it has nothing to do with it", () => {
    expect(choosePlaces([{ ...house, score: 0.4 }], [], recognise)).toMatchObject({ isSettled: false });
    expect(choosePlaces([{ ...house, score: 0.1 }], [], recognise).places).toEqual([]);
  });

  test("wins over those that fit less well", () => {
    const { places, isSettled } = choosePlaces([house, { ...elsewhere, score: 0.7 }], [], recognise);
    expect(places.map(({ town }) => town.name)).toEqual(["Arras"]);
    expect(isSettled).toBe(true);
  });

  test("in an arrondissement is in its town", () => {
    const paris: AddressFound = {
      ...house,
      label: "10 Place des Exemples 75015 Paris",
      position: { latitude: 48.838_411, longitude: 2.316_754 },
      townCode: "75115",
      postcode: "75015",
      city: "Paris",
    };
    const chosen = choosePlaces([paris, house], inside("10 place des Exemples, Paris"), recognise);
    expect(chosen.places.map(({ town }) => town.code)).toEqual(["75115"]);
    expect(chosen.isSettled).toBe(true);
  });

  test("is told by its postcode and town where the service has no code", () => {
    const { places } = choosePlaces([{ ...house, townCode: null, score: null }], [], recognise);
    expect(places[0]?.town.code).toBe("62041");
  });
});

describe("what a service answers is not believed", () => {
  test.each([
    ["swapped", { latitude: 2.777_432, longitude: 50.290_871 }],
    ["not known", { latitude: 0, longitude: 0 }],
    ["of another country", { latitude: 52.517, longitude: 13.389 }],
    ["far from the town", { latitude: 48.85, longitude: 2.35 }],
  ])("when coordinates are %s", (_what, position) => {
    expect(choosePlaces([{ ...house, position }], [], recognise)).toEqual({ places: [], isSettled: false });
  });

  test("when it names no town of ours", () => {
    const nowhere = { ...house, townCode: null, postcode: null, city: "Nulle-Part-les-Bains" };
    expect(choosePlaces([nowhere], [], recognise).places).toEqual([]);
  });

  test("when it repeats itself: nobody chooses between two that are one", () => {
    expect(choosePlaces([house, house, house], [], recognise)).toMatchObject({ isSettled: true });
  });

  test("beyond five places", () => {
    const many = Array.from({ length: 30 }, (_, number) => ({ ...house, label: `${number} Rue des Lilas` }));
    expect(choosePlaces(many, [], recognise).places).toHaveLength(5);
  });
});
