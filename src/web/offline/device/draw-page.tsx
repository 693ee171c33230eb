import { anonymousActor, type AnyAction, type CallAction, type Instant, TisserError } from "#base";
import {
  answerSearch,
  helplines,
  openSlice,
  searchTowns,
  townsInside,
  type DeviceDirectory,
  type ReadSlice,
} from "#directory";
import { findTowns, listHelplines, locateAddress, readOffer, searchOffers } from "#directory/actions";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server.browser";
import { z } from "zod";
import { addressOf, matchPath } from "../../address.ts";
import { PageProvider, usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { crisis } from "../../public/pages/crisis.tsx";
import { home } from "../../public/pages/home.tsx";
import { numbers } from "../../public/pages/numbers.tsx";
import { offer } from "../../public/pages/offer.tsx";
import { search } from "../../public/pages/search.tsx";
import { refusalIn } from "../../refusal.ts";
import { offlinePath, type OfflineStart } from "../offline-start.ts";
import type { OfflinePageParts } from "./offline-page.ts";

// The content security policy forbids what the checks of zod would else try out.
z.config({ jitless: true });

/** The pages that a device draws by itself. */
const drawnPages: readonly PageDefinition[] = [home, search, offer, numbers, crisis];

/** What is asked of a device: an address of the site, at a moment. */
export interface DrawingOrder {
  readonly start: OfflineStart;
  readonly t: OfflinePageParts["t"];
  readonly format: OfflinePageParts["format"];
  readonly path: string;
  readonly query: URLSearchParams;
  readonly now: Instant;
  readonly baseUrl: string;
}

/** A page drawn on a device. */
export interface DrawnPage {
  readonly title: string;
  /** What stands in `<main>`. */
  readonly html: string;
}

/** Draws a page from a slice as the server draws it from the directory; pages that need the network say so. */
export async function drawPage(slice: ReadSlice, order: DrawingOrder): Promise<DrawnPage> {
  const started = performance.now();
  const device = openSlice(slice);
  performance.measure("slice opened", { start: started });
  const found = drawnPages.flatMap((page) => {
    const params = matchPath(page.path, order.path);
    return params ? [{ page, params }] : [];
  })[0];
  const context = contextOf(order, callOf(device, order.now), found?.params ?? {});
  if (!found) return drawn(context, context.t("page.offline.needsNetwork"), <NeedsNetwork device={device} />);
  try {
    const content = await found.page.open(context);
    performance.measure("page answered", { start: started });
    if ("sheet" in content) throw new Error("a sheet is not drawn on a device");
    const main = (
      <>
        <Taken device={device} />
        {content.main}
      </>
    );
    return drawn(context, content.title, main);
  } catch (error) {
    if (!refusalIn(error)) throw error;
    return drawn(context, context.t("page.offline.needsNetwork"), <NeedsNetwork device={device} />);
  }
}

/** What is shown where nothing usable was taken along: why, and whom one can call. */
export function drawNothingKept(order: DrawingOrder, reason: string): DrawnPage {
  const nothing: CallAction = () => Promise.reject(new TisserError("base.notFound", 404, {}));
  const context = contextOf(order, nothing, {});
  return drawn(context, context.t("page.offline.title"), <NothingKept reason={reason} />);
}

function drawn(context: PageContext, title: string, main: ReactNode): DrawnPage {
  return { title, html: renderToStaticMarkup(<PageProvider value={context}>{main}</PageProvider>) };
}

function contextOf(
  order: DrawingOrder,
  call: CallAction,
  params: Readonly<Record<string, string>>,
): PageContext {
  const { start, t, format, path, query, now, baseUrl } = order;
  return {
    path,
    query,
    params,
    locale: start.locale,
    profile: start.profile,
    isDemonstration: start.isDemonstration,
    actor: anonymousActor,
    now,
    baseUrl,
    isDevelopment: false,
    // Without network there is no map to move.
    mapTiles: null,
    // Nor is there anybody to say where an address is.
    addressService: null,
    posted: null,
    refused: null,
    failure: null,
    call,
    newKey: () => crypto.randomUUID(),
    t,
    format,
    href: (to, asked) => addressOf(start.locale, to, asked),
  };
}

/** Answers the few actions that those pages ask, as the server does, by their own declarations. */
function callOf(device: DeviceDirectory, now: Instant): CallAction {
  const answers: Readonly<Record<string, (input: unknown) => unknown>> = {
    [searchOffers.name]: (input) => answerSearch(device.searched(now), searchOffers.input.parse(input)),
    [findTowns.name]: (input) => {
      const { q, limit } = findTowns.input.parse(input);
      return { towns: searchTowns(device.towns, q, limit) };
    },
    // Nobody is asked where an address is: the town named in it is all that the device can tell.
    [locateAddress.name]: (input) => {
      const { text } = locateAddress.input.parse(input);
      return { outcome: "not-offered", towns: townsInside(device.towns, text), places: [] };
    },
    [listHelplines.name]: () => helplines(),
    [readOffer.name]: (input) => {
      const found = device.offer(readOffer.input.parse(input).offerId, now);
      if (found === null) throw new TisserError("directory.offerNotFound", 404, {});
      return found;
    },
  };
  return (async (action: AnyAction, input: unknown) => {
    const answer = answers[action.name];
    if (!answer) throw new TisserError("base.notFound", 404, {});
    return answer(input);
  }) as CallAction;
}

/** Says of which département, and of which day, what follows is. */
function Taken({ device: { header } }: { readonly device: DeviceDirectory }): ReactNode {
  const { t, format, href } = usePage();
  return (
    <p className="notice offline-taken" role="status">
      {t("page.offline.here", {
        departement: header.name,
        changed: header.changedOn === null ? "–" : format.day(header.changedOn),
      })}{" "}
      <a href={href(offlinePath)}>{t("page.offline.manage")}</a>
    </p>
  );
}

function NeedsNetwork({ device }: { readonly device: DeviceDirectory }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("page.offline.needsNetwork")}</h1>
      <p>{t("page.offline.needsNetworkLead", { departement: device.header.name })}</p>
      <p>
        <a className="button button-main" href={href("/")}>
          {t("page.offline.search")}
        </a>
      </p>
      <h2>{t("page.crisis.title")}</h2>
      <CrisisCard />
    </div>
  );
}

function NothingKept({ reason }: { readonly reason: string }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("page.offline.nothingKept")}</h1>
      <p>{reason}</p>
      <h2>{t("page.crisis.title")}</h2>
      <p>{t("page.crisis.lead")}</p>
      <CrisisCard />
    </div>
  );
}
