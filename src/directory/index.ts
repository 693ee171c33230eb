export * from "./taxonomy.ts";
export * from "./location.ts";
export * from "./matching-fields.ts";
export * from "./offer.ts";
export * from "./organization.ts";
export * from "./provenance.ts";
export * from "./room.ts";
export * from "./service.ts";
export type { RecognisedTown, RecogniseTown, WrittenTown } from "./location-town.ts";
export { placeTimeOf } from "./schedule-place.ts";
export { withWeekParity, type WeekParity } from "./schedule-parity.ts";
export {
  isOnlyClosure,
  openingState,
  openIntervals,
  readOpeningHours,
  unknownHours,
  weekOf,
} from "./schedule.ts";
export { instantAtWall, wallTimeAt, type WallTime } from "./schedule-clock.ts";
export * from "./errors.ts";
export * from "./match/codes.ts";
export { lifeEvent, type LifeEvent } from "./match/life-events.ts";
export * from "./match/matchable.ts";
export * from "./match/match-result.ts";
export * from "./match/reasons.ts";
export { needProfileSchema, type NeedProfile } from "./match/need.ts";
export { match } from "./match/match.ts";
export { boundsOf, weightNames, weightParts, type WeightName } from "./match/weights.ts";
export { exampleWishes } from "./weights/example.ts";
export { organisationKey } from "./match/person-facts.ts";
export {
  makeOfferIndex,
  searchIndex,
  type IndexHit,
  type IndexQuery,
  type OfferIndex,
} from "./search/offer-index.ts";
export * from "./shortlist/shortlist.ts";
export { openSlice, type DeviceDirectory } from "./slice/device-directory.ts";
export {
  departementOfLine,
  readHeader,
  readSlice,
  type ReadSlice,
  type SliceFault,
  type SliceHeader,
} from "./slice/slice-file.ts";
export { answerSearch } from "./search/answer.ts";
export type { SearchedOffers } from "./search/searched-offers.ts";
export { searchTowns } from "./town-search.ts";
export { addressPattern, townsInside } from "./address/address-text.ts";
export type { AddressAnswer, AddressFound, AskAddress } from "./address/address-place.ts";
export { helplines } from "./helpline.ts";
