/** A text or edge colour and the ground it stands on, by the names of tokens.css. */
export interface ColourPair {
  readonly ink: string;
  readonly ground: string;
  /** Least contrast: 4.5 for text, 3 for edges of fields and large signs (WCAG 2.2, 1.4.3 and 1.4.11). */
  readonly atLeast: 4.5 | 3;
}

const text = (ink: string, ...grounds: readonly string[]): readonly ColourPair[] =>
  grounds.map((ground) => ({ ink, ground, atLeast: 4.5 }));
const edge = (ink: string, ...grounds: readonly string[]): readonly ColourPair[] =>
  grounds.map((ground) => ({ ink, ground, atLeast: 3 }));

/** Every pair of colours that components may use. A test measures each in both themes. */
export const colourPairs: readonly ColourPair[] = [
  ...text("ink", "paper", "surface", "sunken", "accent-soft", "human-soft", "success-soft", "danger-soft"),
  ...text("ink-soft", "paper", "surface", "sunken"),
  ...text("accent", "paper", "surface", "sunken", "accent-soft"),
  ...text("accent-strong", "paper", "surface", "sunken", "accent-soft"),
  ...text("on-accent", "accent", "accent-strong"),
  ...text("human", "paper", "surface", "human-soft"),
  ...text("success", "paper", "surface", "success-soft"),
  ...text("danger", "paper", "surface", "danger-soft"),
  ...text("on-bar", "bar"),
  ...edge("field", "paper", "surface", "sunken"),
  ...edge("accent", "paper", "surface", "sunken"),
  ...edge("thread", "bar"),
];
