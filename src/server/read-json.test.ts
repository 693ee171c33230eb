import { TisserError } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "./read-json.ts";
import { threadWorkMs } from "../base/thread-work.testing.ts";

function refusal(body: string | Uint8Array): string {
  try {
    readJson(typeof body === "string" ? new TextEncoder().encode(body) : body);
  } catch (error) {
    if (error instanceof TisserError) return error.issues[0]?.code ?? error.code;
    throw error;
  }
  return "accepted";
}

describe("a JSON body", () => {
  test("is read as it was written", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        if (refusal(text) !== "accepted") return;
        expect(readJson(new TextEncoder().encode(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test("never makes the reader fail with anything but a coded refusal", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof refusal(bytes)).toBe("string");
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(refusal(text)).toBeTypeOf("string");
      }),
    );
  });

  test.each([
    ["nothing at all", "", "empty"],
    ["spaces only", "  \n", "empty"],
    ["text that is not JSON", "{nom: 1}", "notJson"],
    ["a body cut in the middle", '{"a": [1, 2', "notJson"],
    ["a key written twice", '{"a": 1, "b": {"c": 1, "c": 2}}', "duplicateKey"],
    ["a key written twice, once escaped", String.raw`{"a": 1, "\u0061": 2}`, "duplicateKey"],
    ["a prototype", '{"a": {"__proto__": {"x": 1}}}', "unknownProperty"],
    ["NUL in a text", String.raw`{"a": "x\u0000y"}`, "unstorableCharacter"],
    ["half a surrogate pair", String.raw`{"a": "\ud83d"}`, "unstorableCharacter"],
    ["half a surrogate pair in a key", String.raw`{"\udc00": 1}`, "unstorableCharacter"],
    ["twenty-one levels", "[".repeat(21) + "]".repeat(21), "tooDeep"],
  ])("with %s is refused", (_, body, code) => {
    expect(refusal(body)).toBe(code);
  });

  test("in UTF-16 or Latin-1 is refused, and a UTF-8 byte-order mark is forgiven", () => {
    expect(refusal(Buffer.from('{"a":"é"}', "utf16le"))).not.toBe("accepted");
    expect(refusal(Buffer.from('{"a":"é"}', "latin1"))).toBe("notUtf8");
    expect(readJson(Buffer.from('\ufeff{"a":"é"}', "utf8"))).toEqual({ a: "é" });
  });

  test("may use the same key in two different objects, and braces inside texts", () => {
    expect(refusal('{"a": {"x": 1}, "b": {"x": "}{\\"x\\": 1"}, "c": [{"x": 1}, {"x": 2}]}')).toBe(
      "accepted",
    );
  });

  test("of megabytes costs one pass, whether its text ends or not", () => {
    const text = "QUJD".repeat(4_000_000);
    const started = threadWorkMs();
    expect(refusal(`{"content": "${text}"}`)).toBe("accepted");
    expect(refusal(`{"content": "${text}`)).toBe("notJson");
    expect(refusal(`{"content": "${String.raw`\"`.repeat(4_000_000)}`)).toBe("notJson");
    expect(threadWorkMs() - started).toBeLessThan(30_000);
  });

  test("of twenty levels passes", () => {
    expect(refusal("[".repeat(20) + "]".repeat(20))).toBe("accepted");
  });
});
