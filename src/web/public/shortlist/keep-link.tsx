import { mostListed, withEntry, withoutEntry, writeShortlist } from "#directory";
import { shortlistPath } from "#directory/actions";
import type { Id } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** What a {@link KeepLink} is given. */
export interface KeepLinkProps {
  readonly offer: { readonly id: Id<"offer">; readonly name: string };
  /** The entries chosen so far. */
  readonly list: readonly Id<"offer">[];
  /** Where a changed list leads. */
  readonly to: (list: readonly Id<"offer">[]) => string;
}

/** Puts an entry on the shortlist or takes it away: a link, since the list stands in the address alone. */
export function KeepLink({ offer, list, to }: KeepLinkProps): ReactNode {
  const { t } = usePage();
  const isKept = list.includes(offer.id);
  if (!isKept && list.length >= mostListed)
    return <p className="keep quiet not-printed">{t("page.shortlist.full", { most: mostListed })}</p>;
  const changed = (
    isKept ? withoutEntry(list, offer.id) : withEntry(list, offer.id)
  ) as readonly Id<"offer">[];
  return (
    <p className="keep not-printed">
      {isKept ? <span className="keep-on">{t("page.shortlist.isIn")} </span> : null}
      <a className="keep-link" href={to(changed)} rel="nofollow">
        {t(isKept ? "page.shortlist.takeAway" : "page.shortlist.add")}
        <span className="visually-hidden"> {offer.name}</span>
      </a>
    </p>
  );
}

/** How many entries are chosen so far, and the way to them; nothing while there is none. */
export function ShortlistBar(props: {
  readonly list: readonly string[];
  readonly town: string | null;
}): ReactNode {
  const { t, href } = usePage();
  if (props.list.length === 0) return null;
  return (
    <p className="shortlist-bar not-printed">
      <a
        className="button button-main"
        href={href(shortlistPath, { liste: writeShortlist(props.list), town: props.town })}
      >
        {t("page.shortlist.see", { count: props.list.length })}
      </a>
    </p>
  );
}
