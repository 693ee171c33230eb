import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { colourPairs } from "./colour-pairs.ts";

const sheets = new Map(
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".css"))
    .map((file) => [file, readFileSync(`${import.meta.dirname}/${file}`, "utf8")]),
);
const tokens = sheets.get("tokens.css") ?? "";

type Theme = ReadonlyMap<string, string>;

/** The colours declared in the block that begins with a selector. */
function themeAt(selector: string): Theme {
  const start = tokens.indexOf(selector);
  if (start < 0) throw new Error(`no block ${selector}`);
  const block = tokens.slice(start, tokens.indexOf("}", start));
  return new Map(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

const light = themeAt(":root,");
const darkBySystem = themeAt(":root:not([data-theme])");
const darkByChoice = themeAt('[data-theme="dark"]');

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Theme, ink: string, ground: string): number {
  const [a, b] = [ink, ground]
    .map((name) => {
      const colour = theme.get(name);
      if (colour === undefined) throw new Error(`no colour ${name}`);
      return luminance(colour);
    })
    .toSorted((x, y) => y - x);
  return ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05);
}

test("black on white measures 21, as the standard says", () => {
  const theme = new Map([
    ["black", "#000000"],
    ["white", "#ffffff"],
  ]);
  expect(contrast(theme, "black", "white")).toBeCloseTo(21, 5);
});

test.each(colourPairs)("$ink on $ground reaches $atLeast in both themes", ({ ink, ground, atLeast }) => {
  expect(contrast(light, ink, ground)).toBeGreaterThanOrEqual(atLeast);
  expect(contrast(darkByChoice, ink, ground)).toBeGreaterThanOrEqual(atLeast);
});

test("dark by the device's wish and dark by choice are one theme", () => {
  expect([...darkBySystem]).toEqual([...darkByChoice]);
  expect(darkByChoice.size).toBe(light.size);
});

test("colours are named in one file only", () => {
  for (const [file, css] of sheets) {
    if (file === "tokens.css" || file === "print.css") continue;
    expect(css.match(/#[0-9a-f]{3,8}\b|rgb\(|hsl\(/gi) ?? [], file).toEqual([]);
  }
});

test("sheets speak of start and end, never of left and right", () => {
  expect(sheets.size).toBeGreaterThan(5);
  for (const [file, css] of sheets) {
    expect(css.match(/(?<![a-z(-])(left|right|(min-|max-)?(width|height)):/g) ?? [], file).toEqual([]);
  }
});
