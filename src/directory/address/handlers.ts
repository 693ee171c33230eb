import type { Actor } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import type { RecogniseTown } from "../location-town.ts";
import type { Town } from "../offer-shape.ts";
import { readTownPositions } from "../store.ts";
import { withExactPositions } from "../town-positions.ts";
import { townIndex } from "../town-files.ts";
import { locateAddress, type AddressOutcome } from "./actions.ts";
import { choosePlaces, roundedPoint, type AddressPlace, type AskAddress } from "./address-place.ts";
import { townsInside, townsNamed } from "./address-text.ts";
import { VisitorLimit } from "./visitor-limit.ts";

/** What finding addresses needs of the program. */
export interface AddressServices {
  /** The service of addresses; absent where the operator named none. */
  readonly addresses?: {
    readonly ask: AskAddress;
    /** The network that one visitor holds, by the address of their device. */
    readonly networkOf: (address: string | null) => string;
  };
}

const mostTowns = 12;

/** Handler of addresses. */
export function addressHandlers(
  { addresses }: AddressServices,
  recogniseTown: RecogniseTown,
): readonly BoundHandler[] {
  const limit = new VisitorLimit();
  return [
    handle(locateAddress, {
      run: async ({ input, db, now, actor, http }) => {
        const index = townIndex();
        const exactly = (towns: readonly Town[]): Promise<Town[]> => withCentres(db, towns);
        const named = townsNamed(index, input.text, mostTowns);
        if (named.length > 0) return { outcome: "town" as const, towns: await exactly(named), places: [] };
        const inside = await exactly(townsInside(index, input.text));
        if (addresses === undefined) return { outcome: "not-offered" as const, towns: inside, places: [] };
        const visitor = visitorOf(actor, addresses.networkOf(http.address));
        if (!limit.take(visitor, now)) return { outcome: "busy" as const, towns: inside, places: [] };
        const answer = await addresses.ask(input.text);
        if (answer.kind !== "found") return { outcome: answer.kind, towns: inside, places: [] };
        const { places, isSettled } = choosePlaces(answer.found, inside, recogniseTown);
        const told = input.isExact ? places : places.map(rounded);
        return { outcome: outcomeOf(places, isSettled), towns: inside, places: [...told] };
      },
    }),
  ];
}

/** Where somebody may live is told as a position told by a device is. */
function rounded(place: AddressPlace): AddressPlace {
  return { ...place, position: roundedPoint(place.position) };
}

function outcomeOf(places: readonly unknown[], isSettled: boolean): AddressOutcome {
  if (isSettled) return "place";
  return places.length === 0 ? "unknown" : "several";
}

async function withCentres(db: Tx, towns: readonly Town[]): Promise<Town[]> {
  if (towns.length === 0) return [];
  const codes = towns.map(({ code }) => code);
  return [...withExactPositions(towns, await readTownPositions(db, codes))];
}

/** Whom a limit counts: an account, else the network that one visitor holds. */
function visitorOf({ kind, id }: Actor, network: string): string {
  return kind === "account" && id !== null ? id : network;
}
