import { hasPart, type Profile } from "#base";
import type { BoundHandler } from "#storage";
import { accessHandlers, type AccessServices } from "#access/handlers";
import { directoryHandlers, OfferBook, type DirectoryServices } from "#directory/handlers";
import { exchangeHandlers, type ExchangeServices } from "#exchange/handlers";
import { observatoryHandlers, type ObservatoryServices } from "#observatory/handlers";
import {
  answeringOf,
  decideWords,
  newestWordingDecisions,
  pathwayHandlers,
  type PathwayServices,
} from "#pathway/handlers";

/** What the rooms need from the program. */
export type RoomServices = AccessServices &
  Omit<DirectoryServices, "answeringOf"> &
  Omit<ExchangeServices, "book"> &
  ObservatoryServices &
  PathwayServices;

/** What territories decided about the words of questions, which published figures depend on. */
const wordDecisions = { newest: newestWordingDecisions, record: decideWords };

/** The handlers of all rooms, one line a room, without those that lie outside the profile. */
export function handlersOf(profile: Profile, services: RoomServices): readonly BoundHandler[] {
  const book = new OfferBook();
  return [
    ...accessHandlers(services),
    ...directoryHandlers({ ...services, ...(hasPart(profile, "persons") ? { answeringOf } : {}) }, book),
    ...exchangeHandlers({ ...services, book }),
    ...observatoryHandlers({ wordDecisions, ...services }),
    ...pathwayHandlers(services),
  ].filter(({ action }) => hasPart(profile, action.part));
}
