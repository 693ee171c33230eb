import type { Locale } from "#base";
import { textsOf } from "../translate.ts";

/** Keys, and beginnings of keys, of what a device draws by itself. */
const needed = [
  "page.offline",
  "page.site.name",
  "page.home",
  "page.place",
  "page.address.aroundTown",
  "page.address.chosen",
  "page.address.precision",
  "page.address.townsOnly",
  "page.position",
  "page.doors",
  "page.form.optional",
  "page.towns",
  "page.way",
  "page.search",
  "page.filter",
  "page.nothing",
  "page.pages",
  "page.map",
  "page.movingMap",
  "page.shortlist",
  "page.lines",
  "page.helplines",
  "page.crisis",
  "page.opening",
  "page.distance",
  "page.freshness",
  "page.contact",
  "page.offer",
  "page.report",
  "page.keep",
  "page.network.link",
  "page.worried.title",
  "page.help.title",
  "code.need",
  "code.offerKind",
  "code.publicServed",
  "code.frais",
  "code.attendance",
  "code.dayPart",
  "code.lifeEvent",
  "code.categoryOfAction",
  "code.interventionType",
  "code.wheelchairAccess",
  "code.accessFeature",
  "error.directory",
];

/** The texts that travel with the page, for what the device draws by itself in one language. */
export function deviceTexts(locale: Locale): Readonly<Record<string, string>> {
  const texts = Object.entries(textsOf(locale));
  return Object.fromEntries(
    texts.filter(([key]) => needed.some((one) => key === one || key.startsWith(`${one}.`))),
  );
}
