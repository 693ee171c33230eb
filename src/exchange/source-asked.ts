import { exchangeErrors } from "./errors.ts";
import type { Source } from "./source.ts";
import { sources } from "./sources/index.ts";

/** A source by its id. @throws exchange.sourceUnknown */
export function sourceNamed(id: string): Source {
  const found = sources.find((source) => source.id === id);
  if (found === undefined)
    throw exchangeErrors.sourceUnknown({ known: sources.map((source) => source.id).join(", ") });
  return found;
}

/** Which feed of a format a file is. */
export interface FeedName {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
}

/** The source of one feed of a format, under a name of its own. @throws exchange.feedNameUnused, exchange.feedNameNeeded */
export function feedOf(source: Source, feed: FeedName | undefined): Source {
  if (source.isFormat !== true) {
    if (feed !== undefined) throw exchangeErrors.feedNameUnused({ source: source.id });
    return source;
  }
  if (feed === undefined) throw exchangeErrors.feedNameNeeded({ source: source.id });
  return { ...source, id: `${source.id}--${feed.name}`, name: feed.title, licence: feed.licence };
}
