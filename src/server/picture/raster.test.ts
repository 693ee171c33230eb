import { afterAll, describe, expect, test } from "vitest";
import { Raster } from "./raster.ts";

const raster = new Raster();
afterAll(() => raster.close());

const arabicFirst = "'Noto Sans Arabic', 'Atkinson Hyperlegible Next'";

/** A line of words, in black on white, 100 by 40. */
function line(words: string, family = arabicFirst): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" font-family="${family}" font-size="20"><rect width="100" height="40" fill="#fff"/><text x="95" y="28" text-anchor="end">${words}</text></svg>`;
}

/** Width and height that a PNG tells in its header. */
function sizeOf(png: Uint8Array): readonly [number, number] {
  const bytes = Buffer.from(png);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe("a picture as PNG", () => {
  test("is twice as fine as it is drawn, and the same to the byte at every call and on every thread", async () => {
    const other = new Raster();
    const [one, again] = [await raster.png(line("2026")), await other.png(line("2026"))];
    await other.close();
    expect(sizeOf(one)).toEqual([200, 80]);
    expect([...one.subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
    expect(Buffer.from(one).equals(Buffer.from(again))).toBe(true);
  });

  // U+E000 is no letter of any font: it shows as the box of what is missing.
  test.each([
    ["Arabic beside digits", "\u0628 95", "\ue000 95"],
    ["digits beside Arabic", "\u0628 95", "\u0628 \ue000\ue000"],
    ["a bracket beside Arabic", "\u0628 (", "\u0628 \ue000"],
    ["French letters", "\u0153\u00e9", "\ue000\ue000"],
  ])("has a shape for %s", async (_what, words, missing) => {
    const [drawn, boxes] = [await raster.png(line(words)), await raster.png(line(missing))];
    expect(Buffer.from(drawn).equals(Buffer.from(boxes))).toBe(false);
  });

  test("joins Arabic letters: two side by side are not two alone", async () => {
    const [joined, apart] = [
      await raster.png(line("\u0628\u0628")),
      await raster.png(line("\u0628\u200c\u0628")),
    ];
    expect(Buffer.from(joined).equals(Buffer.from(apart))).toBe(false);
  });

  test("is refused where too many wait, and what was asked before is answered", async () => {
    const busy = new Raster();
    const asked = Array.from({ length: 55 }, (_none, number) => busy.png(line(`${number}`)));
    const answers = await Promise.allSettled(asked);
    await busy.close();
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(50);
    for (const answer of answers.slice(50))
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "server.pictureTooSlow" } });
  });

  test("that cannot be read is an error of its own, and the next one is drawn", async () => {
    await expect(raster.png("<svg")).rejects.toThrow();
    expect(sizeOf(await raster.png(line("1")))).toEqual([200, 80]);
  });
});
