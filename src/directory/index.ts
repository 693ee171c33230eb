export * from "./taxonomy.ts";
export * from "./location.ts";
export * from "./offer.ts";
export * from "./organization.ts";
export * from "./provenance.ts";
export * from "./service.ts";
export type { RecognisedTown, RecogniseTown, WrittenTown } from "./location-town.ts";
export { withWeekParity, type WeekParity } from "./schedule-parity.ts";
export { readOpeningHours } from "./schedule.ts";
