import {
  layoutCircles,
  letterSize,
  measureNetwork,
  signRadius,
  type AlterRole,
  type CirclesLayout,
  type Network,
  type PlacedAlter,
} from "#network";
import type { NetworkWords } from "./network-words.ts";
import { sayCount } from "./said-count.ts";
import { signKinds, type SignKind } from "./sign-kind.ts";

/**
 * An element of a picture as plain data, drawn by React on the server and by the document in a browser. Attribute names
 * are written alike in SVG and in React but for `class`.
 */
export interface DrawnNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (DrawnNode | string)[];
}

const kindOfRole: Readonly<Record<AlterRole, SignKind>> = {
  partner: "kin",
  child: "kin",
  parent: "kin",
  sibling: "kin",
  otherkin: "kin",
  friend: "friend",
  neighbour: "near",
  acquaintance: "near",
  colleague: "together",
  association: "together",
  professional: "professional",
};

const shapes: Readonly<Record<SignKind, string>> = {
  kin: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z",
  friend: "M0-9l9 9-9 9-9-9z",
  near: "M0-8l9 15h-18z",
  together: "M-7-7h14v14h-14z",
  professional: "M-3-8h6v5h5v6h-5v5h-6v-5h-5v-6h5z",
  open: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
};

/** The sign of somebody by what they are. */
export function signKindOf(role: AlterRole | null): SignKind {
  return role === null ? "open" : kindOfRole[role];
}

function node(
  tag: string,
  attributes: DrawnNode["attributes"],
  ...children: readonly (DrawnNode | string)[]
): DrawnNode {
  return { tag, attributes, children };
}

const leastScale = 11 / letterSize;
/** Width of a picture that is not enlarged as much as a crowded one. */
const roomyWidth = 460;

/** The layout of a map in the reader's language and direction. */
export function layoutIn(network: Network, { direction, circles }: NetworkWords): CirclesLayout {
  return layoutCircles(network, { direction, names: circles });
}

/**
 * The picture of a map: circles, people, threads to those in whom one confides, lines between those who know each
 * other. What weighs is told in the table only: a picture lies about on tables. Its name says that the table tells all.
 */
export function drawNetwork(network: Network, layout: CirclesLayout, words: NetworkWords): DrawnNode {
  const { size } = measureNetwork(network).structure;
  return node(
    "svg",
    {
      class: layout.width > roomyWidth ? "network-svg" : "network-svg network-svg-small",
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      // Least size: letters of 11 px. A narrower window moves the picture sideways, a wider one enlarges it.
      width: Math.round(layout.width * leastScale),
      height: Math.round(layout.height * leastScale),
      role: "img",
      "aria-label": `${sayCount(words, "named", size)} ${words.seeTable}`,
      focusable: "false",
    },
    ...circlesOf(layout),
    ...linesOf(network, layout),
    ...layout.names.map(({ x, y, text }) => node("text", { class: "network-circle-name", x, y }, text)),
    node(
      "text",
      { class: "network-ego", x: layout.centre.x, y: layout.centre.y + 5 },
      network.ego.label ?? words.ego,
    ),
    ...layout.places.map(drawPerson),
  );
}

function circlesOf({ centre, radii, egoRadius }: CirclesLayout): readonly DrawnNode[] {
  const ring = (name: string, r: number): DrawnNode =>
    node("circle", { class: `network-ring network-ring-${name}`, cx: centre.x, cy: centre.y, r });
  return [
    ring("outer", radii.outer),
    ring("middle", radii.middle),
    ring("inner", radii.inner),
    ring("ego", egoRadius - 4),
  ];
}

function linesOf(network: Network, { places, centre, egoRadius }: CirclesLayout): readonly DrawnNode[] {
  const byId = new Map(places.map((place) => [place.alter.id, place]));
  const between = (network.ties ?? []).flatMap(({ one, other }) => {
    const [from, to] = [byId.get(one), byId.get(other)];
    return from && to ? [line("network-knows", [from.x, from.y], [to.x, to.y])] : [];
  });
  const threads = places
    .filter(({ alter }) => alter.confidant === true)
    .map(({ x, y }) => {
      const length = Math.hypot(x - centre.x, y - centre.y);
      const part = (egoRadius - 4) / length;
      return line(
        "network-thread",
        [centre.x + (x - centre.x) * part, centre.y + (y - centre.y) * part],
        [x, y],
      );
    });
  return [...between, ...threads];
}

function line(
  name: string,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): DrawnNode {
  const short = (value: number): number => Math.round(value * 10) / 10;
  return node("line", { class: name, x1: short(x1), y1: short(y1), x2: short(x2), y2: short(y2) });
}

function drawPerson({ alter, x, y, label, labelY }: PlacedAlter): DrawnNode {
  return node(
    "g",
    { class: "network-person", "data-alter": alter.id },
    // A wide ground, so that a finger finds it.
    node("circle", { class: "network-grip", cx: x, cy: y, r: signRadius * 2.6 }),
    ...(alter.help === true ? [node("circle", { class: "network-help", cx: x, cy: y, r: 11 })] : []),
    node("path", {
      class: `network-sign network-sign-${signKindOf(alter.role)}`,
      d: shapes[signKindOf(alter.role)],
      transform: `translate(${x} ${y})`,
    }),
    node("text", { class: "network-label", x, y: labelY }, label),
  );
}

/** One line of the legend: its sign and its words. */
export interface LegendLine {
  readonly sign: DrawnNode;
  readonly words: string;
}

/** The legend of a map: only what occurs in it. */
export function legendOf(network: Network, words: NetworkWords): readonly LegendLine[] {
  const kinds = new Set(network.alters.map(({ role }) => signKindOf(role)));
  const sign = (...children: readonly DrawnNode[]): DrawnNode =>
    node(
      "svg",
      {
        class: "network-legend-sign",
        viewBox: "-12 -12 24 24",
        width: 24,
        height: 24,
        "aria-hidden": "true",
      },
      ...children,
    );
  const people = signKinds
    .filter((kind) => kinds.has(kind))
    .map((kind) => ({
      sign: sign(node("path", { class: `network-sign network-sign-${kind}`, d: shapes[kind] })),
      words: words.kinds[kind],
    }));
  const has = (judge: (alter: Network["alters"][number]) => boolean): boolean => network.alters.some(judge);
  return [
    ...people,
    ...(has(({ confidant }) => confidant === true)
      ? [{ sign: sign(line("network-thread", [-11, 0], [11, 0])), words: words.legendConfidant }]
      : []),
    ...(has(({ help }) => help === true)
      ? [
          {
            sign: sign(
              node("circle", { class: "network-help", cx: 0, cy: 0, r: 10 }),
              node("path", { class: "network-sign network-sign-open", d: shapes.open }),
            ),
            words: words.legendHelp,
          },
        ]
      : []),
    ...((network.ties ?? []).length > 0
      ? [{ sign: sign(line("network-knows", [-11, 0], [11, 0])), words: words.legendKnows }]
      : []),
  ];
}
