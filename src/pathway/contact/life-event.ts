import { defineCodeList } from "#base";

/**
 * What happens in a person's life that ends or pauses things by itself: death and moving away end, a stay in hospital and
 * a long absence pause.
 * Source  spec/pathway.md §4.2; spec/legal.md, events of life.
 */
export const lifeEvent = defineCodeList("interruptingEvent", "spec/pathway.md §4.2", [
  "death",
  "moved",
  "hospital",
  "absence",
]);
/** What happened. */
export type LifeEvent = (typeof lifeEvent.codes)[number];

/** Whether it ends the accompaniment, not only pauses it. */
export function endsAll(event: LifeEvent): boolean {
  return event === "death" || event === "moved";
}
