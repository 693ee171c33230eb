import { TisserError } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { decodeFields, inputSchemaOf, readForm } from "./read-form.ts";

const schema = z.strictObject({
  name: z.string().max(20),
  age: z.number().int().nullable().default(null),
  channels: z
    .array(z.enum(["phone", "sms"]))
    .max(2)
    .default([]),
  agrees: z.boolean().default(false),
  address: z.strictObject({ city: z.string().max(20), floor: z.number().optional() }).optional(),
});

function decode(body: string): unknown {
  return decodeFields(inputSchemaOf(schema), readForm(Buffer.from(body)).values);
}

describe("a posted form", () => {
  test("becomes the shape of its schema: numbers, ticks, lists and nested fields", () => {
    const typed = decode(
      "name=Zo%C3%A9+B.&age=41&channels=phone&channels=sms&agrees=on&address.city=Lyon&address.floor=2",
    );
    expect(schema.parse(typed)).toEqual({
      name: "Zoé B.",
      age: 41,
      channels: ["phone", "sms"],
      agrees: true,
      address: { city: "Lyon", floor: 2 },
    });
  });

  test("takes an empty field for one that was not answered", () => {
    expect(decode("name=&age=&channels=&agrees=")).toEqual({ channels: [] });
  });

  test("keeps what does not fit as text, so that the schema names the fault", () => {
    expect(schema.safeParse(decode("name=A&age=vieux")).error?.issues[0]?.path).toEqual(["age"]);
  });

  test("reads yes, no and not asked where all three are answers", () => {
    const asked = inputSchemaOf(z.strictObject({ voicemail: z.boolean().nullable().default(null) }));
    const read = (text: string) => decodeFields(asked, { voicemail: [text] })["voicemail"];
    expect(["true", "false", "", "perhaps"].map(read)).toEqual([true, false, undefined, "perhaps"]);
  });

  test("reads a decimal comma", () => {
    expect(decode("address.floor=2,5")).toEqual({ address: { floor: 2.5 } });
  });

  test("keeps fields of the door apart from the answers", () => {
    const form = readForm(Buffer.from("_key=k1&_version=3&name=A"));
    expect(form.door).toEqual({ _key: "k1", _version: "3" });
    expect(form.values).toEqual({ name: ["A"] });
  });

  test("becomes a list of objects, each at its position, so that a fault of the third line keeps its place", () => {
    const lines = z.strictObject({
      lines: z
        .array(z.strictObject({ day: z.string().optional(), isBig: z.boolean().default(false) }))
        .max(5),
    });
    const read = (body: string) => decodeFields(inputSchemaOf(lines), readForm(Buffer.from(body)).values);
    expect(read("lines.0.day=a&lines.1.day=&lines.2.day=c&lines.2.isBig=true")).toEqual({
      lines: [{ day: "a" }, {}, { day: "c", isBig: true }],
    });
    expect(lines.safeParse(read("lines.7.day=h")).success).toBe(false);
    for (const odd of ["lines.x.day=a", "lines.100.day=a", "lines.0=a", "lines=a&lines.0.day=b"])
      expect(lines.safeParse(read(odd)).success, odd).toBe(false);
  });

  test("cannot touch prototypes", () => {
    const typed = decode("__proto__.polluted=1&constructor.prototype.polluted=1&name=A") as Record<
      string,
      unknown
    >;
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(schema.safeParse(typed).success).toBe(false);
  });

  test.each([
    ["NUL", "name=%00"],
    ["bytes that are not UTF-8", Buffer.from([0x6e, 0x3d, 0xff])],
    ["over five hundred fields", "a=1&".repeat(501)],
  ])("with %s is refused", (_, body) => {
    expect(() => readForm(Buffer.from(body))).toThrow(TisserError);
  });

  test("never makes the reader fail with anything but a coded refusal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        try {
          decodeFields(inputSchemaOf(schema), readForm(Buffer.from(text)).values);
        } catch (error) {
          expect(error).toBeInstanceOf(TisserError);
        }
      }),
    );
  });
});
