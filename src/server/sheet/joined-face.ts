import { create, type Font, type Glyph } from "fontkit";
import { drawingsFont, type Drawing } from "./drawings-font.ts";

declare global {
  namespace PDFKit.Mixins {
    interface PDFFont {
      /** The library takes a face that sets its words itself. */
      registerFont(name: string, face: JoinedFace): this;
    }
  }
}

/** A face whose letters join: it sets words as the library that writes the file asks for them. */
export type JoinedFace = Pick<Font, "postscriptName" | "unitsPerEm"> & {
  readonly layout: (words: string) => SetWords;
};

/** Words as they are drawn, from left to right. */
interface SetWords {
  readonly glyphs: readonly DrawnSign[];
  readonly positions: readonly { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[];
  readonly advanceWidth: number;
}

/** One sign: its number among those of this document, and the letters that it stands for. */
interface DrawnSign {
  readonly id: number;
  readonly codePoints: readonly number[];
  readonly advanceWidth: number;
}

const opened = new Map<Buffer, Font>();

/**
 * A face for one document. Each sign stands for its own letters: a letter is drawn as a bare form with its dots beside it, which
 * several letters share, so that the same form must have as many numbers as there are letters that it stands for.
 * Words come in their logical order and are drawn from right to left, figures from left to right.
 */
export function joinedFace(file: Buffer): JoinedFace {
  const font = openFace(file);
  const signs: (Drawing & { readonly sign: DrawnSign })[] = [];
  const numbers = new Map<string, DrawnSign>();
  const signOf = (cluster: Cluster): DrawnSign => {
    const key = JSON.stringify([cluster.parts, cluster.codePoints]);
    const taken = numbers.get(key);
    if (taken !== undefined) return taken;
    const sign = {
      id: signs.length,
      // What takes the text out of a file turns round all that is read from right to left, the letters of one sign too.
      codePoints: cluster.codePoints.toReversed(),
      advanceWidth: cluster.width,
    };
    signs.push({ parts: cluster.parts, advance: cluster.width, sign });
    numbers.set(key, sign);
    return sign;
  };
  const known = new Map<string, readonly Cluster[]>();
  const layout = (words: string): SetWords => {
    // The same words are measured to break them into lines, and measured again to draw them.
    const clusters = known.get(words) ?? clustersOf(font, words);
    known.set(words, clusters);
    const positions = clusters.map(({ advance }) => ({
      xAdvance: advance,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    return {
      glyphs: clusters.map(signOf),
      positions,
      get advanceWidth() {
        return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
      },
    };
  };
  const own: JoinedFace = Object.create(font) as Font;
  return Object.assign(own, { layout, createSubset: () => subsetOf(file, signs) });
}

/** The signs that a document holds, numbered as they come; the first one is that of a letter the face lacks. */
function subsetOf(file: Buffer, signs: readonly Drawing[]) {
  const taken: Drawing[] = [{ parts: [{ id: 0, x: 0, y: 0 }], advance: 0 }];
  const places = new Map<number, number>();
  return {
    includeGlyph(id: number): number {
      const known = places.get(id);
      const sign = signs[id];
      if (known !== undefined || sign === undefined) return known ?? 0;
      places.set(id, taken.push(sign) - 1);
      return taken.length - 1;
    },
    encode: (): Buffer => drawingsFont(file, taken),
  };
}

/** A letter, or several that are drawn as one, with all that is drawn above and below it. */
interface Cluster {
  readonly parts: { id: number; x: number; y: number }[];
  readonly codePoints: number[];
  /** Of the letter alone, font units. */
  readonly width: number;
  /** To the next cluster, font units. */
  readonly advance: number;
}

const figures = /[\u0660-\u0669\u06f0-\u06f9]/u;

/** Clusters from left to right. */
function clustersOf(font: Font, words: string): readonly Cluster[] {
  const isFigures = figures.test(words);
  const { glyphs, positions } = font.layout(words, [], "arab", "dflt", isFigures ? "ltr" : "rtl");
  const clusters: Cluster[] = [];
  // What is drawn above and below a letter follows it in the order of reading, with no width of its own.
  for (const at of isFigures ? glyphs.keys() : [...glyphs.keys()].toReversed()) {
    const [glyph, position] = [glyphs[at], positions[at]];
    if (glyph === undefined || position === undefined) continue;
    const part = { id: glyph.id, x: position.xOffset, y: position.yOffset };
    const last = clusters.at(-1);
    if (last !== undefined && position.xAdvance === 0) {
      last.parts.push(part);
      last.codePoints.push(...glyph.codePoints);
    } else {
      clusters.push({
        parts: [part],
        codePoints: [...glyph.codePoints],
        width: glyph.advanceWidth,
        advance: position.xAdvance,
      });
    }
  }
  return isFigures ? clusters : clusters.toReversed();
}

/** A face opened once. Its glyphs bear the letters of where they stand, not those for which they were first used. */
function openFace(file: Buffer): Font {
  const known = opened.get(file);
  if (known !== undefined) return known;
  const font = create(file);
  if (!("layout" in font)) throw new TypeError("a collection of fonts has no single face");
  const glyphOf = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints = []): Glyph =>
    Object.create(glyphOf(id), { codePoints: { value: codePoints } }) as Glyph;
  skipMissingPlaces(font);
  opened.set(file, font);
  return font;
}

/** What the library does not show of a face: how it puts marks above and below letters. */
interface PlacingFace {
  readonly _layoutEngine: {
    readonly engine: { readonly GPOSProcessor: { applyLookup: (kind: number, table: unknown) => boolean } };
  };
}

/**
 * A face gives places for marks in several tables. Where one has none for a letter and its mark, the next one is to be asked;
 * the library (2.0.4, its last release) stops instead, for instance at a vowel mark below a feh.
 * Source  OpenType 1.9, `GPOS` lookup types 4 to 6: a place that is absent is passed over.
 */
function skipMissingPlaces(font: Font): void {
  // The engine is made with the first words that are set.
  font.layout("\u0628", [], "arab");
  const { _layoutEngine: layout } = font as unknown as PlacingFace;
  const places = layout.engine.GPOSProcessor;
  const apply = places.applyLookup.bind(places);
  places.applyLookup = (kind, table) => {
    try {
      return apply(kind, table);
    } catch (error) {
      if (error instanceof TypeError && error.message.includes("xCoordinate")) return false;
      throw error;
    }
  };
}
