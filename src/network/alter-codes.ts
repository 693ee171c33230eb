// The words in which a tie is told, as plain lists: an island reads them without loading a single schema.

/** How close somebody is, from the middle outwards. `around`: one greets each other, outside the three circles. */
export const circleCodes = ["inner", "middle", "outer", "around"] as const;
/** One of the three circles of the convoy model (Kahn & Antonucci 1980), or the ground around them. */
export type Circle = (typeof circleCodes)[number];

/** What somebody is to the person. The first five are kin. */
export const alterRoleCodes = [
  "partner",
  "child",
  "parent",
  "sibling",
  "otherkin",
  "friend",
  "neighbour",
  "colleague",
  "association",
  "acquaintance",
  "professional",
] as const;
/** One role. `acquaintance` is ours (the café, the shop, the bus stop); the others are those of the instrument. */
export type AlterRole = (typeof alterRoleCodes)[number];

/** How often, from most to least; `less`: less than once a month. */
export const frequencyCodes = ["daily", "weekly", "monthly", "less", "never"] as const;
/** One frequency, told apart for meeting in person and for being in touch from afar. */
export type Frequency = (typeof frequencyCodes)[number];

/** Through what one met. `accompaniment`: an activity or a visit that an accompaniment proposed. */
export const metThroughCodes = [
  "family",
  "neighbourhood",
  "studies",
  "work",
  "association",
  "leisure",
  "faith",
  "online",
  "friend",
  "accompaniment",
  "other",
] as const;
/** One way of having met. */
export type MetThrough = (typeof metThroughCodes)[number];

/** Most people that a map holds; more than anybody names in an hour. */
export const altersAtMost = 80;
/** Most of the dead that a map remembers. */
export const rememberedAtMost = 40;
/** Most maps in one file. */
export const mapsAtMost = 24;
/** Most pairs that know each other: every pair of {@link altersAtMost}. */
export const tiesAtMost = (altersAtMost * (altersAtMost - 1)) / 2;
