import { alterRoleCodes, circleCodes, type Circle } from "./alter-codes.ts";
import { labelWidth, shortLabel } from "./label-width.ts";
import type { Alter, Network } from "./network.ts";

/** A point of the picture, in its own units, from the top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle that holds a label or a sign, in units of the picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where one person stands: the sign's centre, the label below it, and all the room that both take. */
export interface PlacedAlter extends Point {
  readonly alter: Alter;
  /** The circle in which they stand; those whom nobody placed stand around. */
  readonly circle: Circle;
  /** The name, cut when it is long. */
  readonly label: string;
  /** Base line of the label; it is centred on `x`. */
  readonly labelY: number;
  readonly box: Box;
}

/** A picture of the circles, without colours: numbers only, the same for the same map and options. */
export interface CirclesLayout {
  readonly width: number;
  readonly height: number;
  readonly centre: Point;
  /** Radius of each circle, from the smallest; `around` has none. */
  readonly radii: Readonly<Record<Exclude<Circle, "around">, number>>;
  readonly egoRadius: number;
  /** Names of the circles, each at the top of its own; the base line is at `y`. */
  readonly names: readonly (Point & { readonly circle: Circle; readonly text: string })[];
  readonly places: readonly PlacedAlter[];
}

/** How a picture is laid out. */
export interface LayoutOptions {
  /** Where reading begins; in `rtl` the picture is mirrored. `ltr` unless told. */
  readonly direction?: "ltr" | "rtl";
  /** Names of the circles in the reader's language; room is kept for them. None are shown where there is none. */
  readonly names?: Partial<Readonly<Record<Circle, string>>>;
}

/** Size of the letters, in units of the picture. */
export const letterSize = 14;
/** Half the size of a person's sign. */
export const signRadius = 7;

const egoRadius = 26;
const labelAtMost = 7.5;
const nameSize = 0.9 * letterSize;
const gap = 3;
/** Least width of a band between two circles: a sign, a label, and the name of the circle. */
const bandAtLeast = 52;
const laneGap = 36;
const margin = 8;

/**
 * Places everybody in their circle (convoy model, Kahn & Antonucci 1980) so that no label covers another: people of one
 * role side by side, evenly round the circle, on one lane or on several side by side; circles grow until all fit.
 * Pure and deterministic; 40 people take some milliseconds.
 */
export function layoutCircles(network: Network, options: LayoutOptions = {}): CirclesLayout {
  const taken: Box[] = [boxAt({ x: 0, y: 0 }, egoRadius, egoRadius)];
  const radii: number[] = [];
  const places: PlacedAlter[] = [];
  const names: CirclesLayout["names"][number][] = [];
  let inner = egoRadius;
  for (const circle of circleCodes) {
    const people = peopleOf(network, circle);
    const text = options.names?.[circle];
    const fits = (band: Band): readonly PlacedAlter[] | null => {
      const name = text === undefined ? [] : [nameBox(text, nameY(circle, band))];
      return placeIn(band, people, [...taken, ...name]);
    };
    const { band, placed } = firstFit(inner, { circle, people }, fits);
    if (text !== undefined) {
      names.push({ x: 0, y: nameY(circle, band), circle, text });
      taken.push(nameBox(text, nameY(circle, band)));
    }
    taken.push(...placed.map(({ box }) => box));
    places.push(...placed);
    radii.push(band.outer);
    inner = band.outer;
  }
  const [first = 0, second = 0, third = 0] = radii;
  return frame({ radii: { inner: first, middle: second, outer: third }, places, names, taken }, options);
}

/** The circle in which a point of the picture lies. */
export function circleAt(layout: CirclesLayout, { x, y }: Point): Circle {
  const distance = Math.hypot(x - layout.centre.x, y - layout.centre.y);
  return circleCodes.find((circle) => circle !== "around" && distance <= layout.radii[circle]) ?? "around";
}

interface Band {
  readonly circle: Circle;
  readonly inner: number;
  readonly outer: number;
}

/** People of a circle, those of one role together; the order of naming decides inside a role. */
function peopleOf({ alters }: Network, circle: Circle): readonly Alter[] {
  const place = ({ role }: Alter): number =>
    role === null ? alterRoleCodes.length : alterRoleCodes.indexOf(role);
  return alters.filter((alter) => (alter.circle ?? "around") === circle).sort((a, b) => place(a) - place(b));
}

/** The narrowest band in which everybody fits. It ends, because far out any number of labels fits side by side. */
function firstFit(
  inner: number,
  { circle, people }: { readonly circle: Circle; readonly people: readonly Alter[] },
  fits: (band: Band) => readonly PlacedAlter[] | null,
): { readonly band: Band; readonly placed: readonly PlacedAlter[] } {
  for (let outer = inner + leastWidth(inner, circle, people); ; outer += 8) {
    const band = { circle, inner, outer };
    const placed = fits(band);
    if (placed !== null) return { band, placed };
  }
}

/** Part of a ring that labels can fill, found by trying: below it no crowd ever fitted. */
const fillable = 0.6;

function leastWidth(inner: number, circle: Circle, people: readonly Alter[]): number {
  if (people.length === 0) return circle === "around" ? 0 : bandAtLeast;
  const area = people
    .map((alter) => placedAt(alter, circle, { x: 0, y: 0 }).box)
    .reduce((sum, { left, right, top, bottom }) => sum + (right - left) * (bottom - top), 0);
  return Math.max(bandAtLeast, Math.sqrt(inner ** 2 + area / (Math.PI * fillable)) - inner);
}

/** Angles tried on either side of where somebody would stand if all were spread evenly. */
const swerves = Array.from({ length: 45 }, (_, position) => (position * Math.PI) / 45);

/** Everybody of a band without touching what stands there already; null when they do not fit. */
function placeIn(band: Band, people: readonly Alter[], taken: readonly Box[]): readonly PlacedAlter[] | null {
  const lanes = lanesOf(band);
  const placed: PlacedAlter[] = [];
  const boxes = [...taken];
  // One person alone stands up and to the side, clear of the names at the top; several are spread from there.
  const start = (people.length === 1 ? Math.PI / 3 : Math.PI / people.length) - Math.PI / 2;
  for (const [position, alter] of people.entries()) {
    const place = freePlace(start + (position * 2 * Math.PI) / people.length, lanes, (point) => {
      const tried = placedAt(alter, band.circle, point);
      return boxes.some((box) => areTouching(tried.box, box)) ? null : tried;
    });
    if (place === null) return null;
    placed.push(place);
    boxes.push(place.box);
  }
  return placed;
}

/** Radii on which people stand in a band: the middle first, then outwards and inwards in turn. */
function lanesOf({ inner, outer }: Band): readonly number[] {
  const count = Math.max(1, Math.floor((outer - inner - bandAtLeast) / laneGap) + 1);
  const middle = (inner + outer) / 2;
  return Array.from({ length: count }, (_, position) => middle + (position - (count - 1) / 2) * laneGap).sort(
    (a, b) => Math.abs(a - middle) - Math.abs(b - middle) || b - a,
  );
}

/** The free place nearest to an angle: on any lane there first, then ever further to both sides. */
function freePlace(
  wanted: number,
  lanes: readonly number[],
  tryAt: (point: Point) => PlacedAlter | null,
): PlacedAlter | null {
  for (const swerve of swerves) {
    for (const angle of swerve === 0 ? [wanted] : [wanted + swerve, wanted - swerve]) {
      for (const lane of lanes) {
        const found = tryAt({ x: lane * Math.cos(angle), y: lane * Math.sin(angle) });
        if (found !== null) return found;
      }
    }
  }
  return null;
}

function placedAt(alter: Alter, circle: Circle, { x, y }: Point): PlacedAlter {
  const label = shortLabel(alter.name, labelAtMost);
  const half = Math.max((labelWidth(label) * letterSize) / 2, signRadius + 4) + gap;
  const bottom = y + signRadius + letterSize * 1.45 + gap;
  return {
    alter,
    circle,
    x,
    y,
    label,
    labelY: y + signRadius + letterSize * 1.05,
    box: { left: x - half, right: x + half, top: y - signRadius - 4 - gap, bottom },
  };
}

/** Base line of a circle's name: inside its line at the top; that of the ground around, above the last line. */
function nameY(circle: Circle, band: Band): number {
  return circle === "around" ? -band.inner - nameSize * 0.6 : -band.outer + nameSize * 1.6;
}

function nameBox(text: string, y: number): Box {
  return boxAt({ x: 0, y: y - nameSize * 0.35 }, (labelWidth(text) * nameSize) / 2 + gap, nameSize * 0.75);
}

function boxAt({ x, y }: Point, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

/** Whether two rectangles share more than an edge. */
export function areTouching(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

interface Drawn extends Pick<CirclesLayout, "radii" | "places" | "names"> {
  readonly taken: readonly Box[];
}

/** Moves a picture drawn round (0, 0) to the top left corner of a frame that holds all of it, mirrored for `rtl`. */
function frame({ radii, places, names, taken }: Drawn, { direction }: LayoutOptions): CirclesLayout {
  const reach = (side: (box: Box) => number): number => Math.max(radii.outer, ...taken.map(side));
  // As far to the left as to the right, so that the middle is the middle.
  const across = Math.ceil(
    Math.max(
      reach(({ left }) => -left),
      reach(({ right }) => right),
    ) + margin,
  );
  const above = Math.ceil(reach(({ top }) => -top) + margin);
  const below = Math.ceil(reach(({ bottom }) => bottom) + margin);
  const sign = direction === "rtl" ? -1 : 1;
  const moved = ({ x, y }: Point): Point => ({ x: rounded(across + sign * x), y: rounded(above + y) });
  return {
    width: 2 * across,
    height: above + below,
    centre: { x: across, y: above },
    radii,
    egoRadius,
    names: names.map((name) => ({ ...name, ...moved(name) })),
    places: places.map((place) => ({
      ...place,
      ...moved(place),
      labelY: rounded(above + place.labelY),
      box: movedBox(place, moved),
    })),
  };
}

function movedBox({ x, y, box }: PlacedAlter, moved: (point: Point) => Point): Box {
  const half = box.right - x;
  const to = moved({ x, y });
  return { left: to.x - half, right: to.x + half, top: to.y + box.top - y, bottom: to.y + box.bottom - y };
}

/** Two decimals, so that processors which differ in the last bit of a sine draw the same picture. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
