import { directionOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { wrapped } from "./wrapped-words.ts";

/** Width of every picture, and its margin, in pixels. */
export const [sheetWidth, margin] = [960, 32];

/** The colours of a picture that leaves the site: those of the light theme, as numbers that every program reads. */
export const colours = {
  paper: "#ffffff",
  ink: "#1e2624",
  inkSoft: "#525d58",
  line: "#dfd7c8",
  field: "#74807a",
  accent: "#0f5b60",
  interval: "#7ba3a5",
  thread: "#c98a2b",
  humanSoft: "#fbecd0",
} as const;

const faces = ["'Atkinson Hyperlegible Next'", "'Noto Sans Arabic'"] as const;

/** Where something lies: pixels from the edge at which one begins to read. */
export interface Placing {
  readonly isMirrored: boolean;
  /** Pixels from the left of a place told from where one begins to read. */
  readonly x: (from: number) => number;
}

/** Places in the direction of the reader's language. */
export function usePlacing(): Placing {
  const { locale } = usePage();
  const isMirrored = directionOf(locale) === "rtl";
  return { isMirrored, x: (from) => (isMirrored ? sheetWidth - from : from) };
}

/** What {@link Words} is given. */
export interface WordsProps {
  readonly children: string;
  /** From the edge at which one begins to read. */
  readonly at: number;
  readonly y: number;
  readonly size?: number;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly fill?: string;
  readonly anchor?: "start" | "middle" | "end";
}

/**
 * One line of words. Words read from right to left are isolated as such, because programs that draw pictures do not all
 * know of the direction of a text.
 */
export function Words({
  children,
  at,
  y,
  size = 16,
  isBold = false,
  isItalic = false,
  fill = colours.ink,
  anchor = "start",
}: WordsProps): ReactNode {
  const { isMirrored, x } = usePlacing();
  const mirrored = { start: "end", middle: "middle", end: "start" } as const;
  return (
    <text
      x={x(at)}
      y={y}
      fontSize={size}
      fontWeight={isBold ? 700 : undefined}
      fontStyle={isItalic && !isMirrored ? "italic" : undefined}
      fill={fill}
      textAnchor={isMirrored ? mirrored[anchor] : anchor}
    >
      {isMirrored ? `\u2067${children}\u2069` : children}
    </text>
  );
}

/** What stands on a {@link Sheet}. */
export interface SheetProps {
  readonly title: string;
  readonly subtitle: string;
  /** The figures in words, for whoever does not see the picture. */
  readonly description: string;
  /** Said above the picture in a box: that the data were invented; null for nothing. */
  readonly warning: string | null;
  readonly notes: readonly string[];
  /** Height of what is drawn. */
  readonly height: number;
  /** What is drawn, from the height at which it begins. */
  readonly draw: (top: number) => ReactNode;
}

const [titleSize, noteSize] = [26, 14];
/** Letters on a line: a letter is a little more than half as wide as it is high. */
const lettersAt = (size: number): number => Math.floor((sheetWidth - 2 * margin) / (size * 0.51));

/**
 * A picture that can leave the site: it carries its question, universe, answers, interval, method and source with it
 * (rule 6 of the product), and whether the data were invented.
 */
export function Sheet({ title, subtitle, description, warning, notes, height, draw }: SheetProps): ReactNode {
  const { locale } = usePage();
  const { isMirrored } = usePlacing();
  const titles = wrapped(title, lettersAt(titleSize));
  const warnings = warning === null ? [] : wrapped(warning, lettersAt(noteSize) - 4);
  const lines = notes.flatMap((note) => wrapped(note, lettersAt(noteSize)));
  const subtitleAt = margin + 26 + (titles.length - 1) * 32 + 30;
  const warningAt = subtitleAt + 18;
  const warningHeight = warnings.length === 0 ? 0 : warnings.length * 20 + 14;
  const top = warningAt + warningHeight + 18;
  const notesAt = top + height + 34;
  const total = notesAt + (lines.length - 1) * 20 + margin;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={sheetWidth}
      height={total}
      viewBox={`0 0 ${sheetWidth} ${total}`}
      fontFamily={[...(isMirrored ? faces.toReversed() : faces), "sans-serif"].join(", ")}
      role="img"
      xmlLang={locale}
      aria-labelledby="title description"
    >
      <title id="title">{`${title}. ${subtitle}`}</title>
      <desc id="description">{description}</desc>
      <rect width={sheetWidth} height={total} fill={colours.paper} />
      {titles.map((line, index) => (
        <Words key={line} at={margin} y={margin + 26 + index * 32} size={titleSize} isBold>
          {line}
        </Words>
      ))}
      <Words at={margin} y={subtitleAt} size={18} fill={colours.inkSoft}>
        {subtitle}
      </Words>
      {warnings.length === 0 ? null : (
        <rect
          x={margin}
          y={warningAt}
          width={sheetWidth - 2 * margin}
          height={warningHeight}
          rx="6"
          fill={colours.humanSoft}
        />
      )}
      {warnings.map((line, index) => (
        <Words key={line} at={margin + 12} y={warningAt + 22 + index * 20} size={noteSize}>
          {line}
        </Words>
      ))}
      {draw(top)}
      {lines.map((line, index) => (
        <Words key={line} at={margin} y={notesAt + index * 20} size={noteSize} fill={colours.inkSoft}>
          {line}
        </Words>
      ))}
    </svg>
  );
}
