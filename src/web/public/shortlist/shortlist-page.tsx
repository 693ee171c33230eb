import { readShortlist, writeShortlist } from "#directory";
import type { Id, OutputOf } from "#base";
import {
  forgetShortlist,
  keepShortlist,
  readShortlistEntries,
  shortlistPath,
  type ShortlistEntry,
} from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { ActButton } from "../../pro/act-button.tsx";
import { Refused } from "../../pro/refused.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ListedEntry } from "./listed-entry.tsx";
import { ShareShortlist } from "./share.tsx";
import { shortlistSheet } from "./shortlist-sheet.ts";

type Ids = readonly Id<"offer">[];

/** What the address of the page says. */
export interface ListAsked {
  /** Ids of the list; null where the address has none and the list kept on the device is meant. */
  readonly list: Ids | null;
  /** The list before the last step, to go back to. */
  readonly before: Ids | null;
  /** Code of the town around which one looks on. */
  readonly town: string | null;
}

/** Reads the address; what means nothing is left out. */
export function listAsked(query: URLSearchParams): ListAsked {
  const ids = (name: string): Ids | null => {
    const text = query.get(name);
    return text === null ? null : readShortlist(text.slice(0, 300));
  };
  const town = query.get("town") ?? "";
  return {
    list: ids("liste"),
    before: ids("avant"),
    town: /^[0-9][0-9AB][0-9]{3}$/.test(town) ? town : null,
  };
}

/** `/ma-selection`: what one chose, side by side. The address holds the list; nothing is kept unless one asks for it. */
const page: PageDefinition = {
  path: shortlistPath,
  part: "directory",
  open: async (context) => {
    const asked = listAsked(context.query);
    const found = await entriesOf(context, asked.list);
    return {
      title: context.t("page.shortlist.title"),
      hasPrintedCode: asked.list !== null && asked.list.length > 0,
      main: <Shortlist asked={asked} found={found} before={await removedEntry(context, asked)} />,
    };
  },
};

/** `/ma-selection/feuille`: the list on paper, with a code for each entry. */
const sheetPage: PageDefinition = {
  path: `${shortlistPath}/feuille`,
  part: "directory",
  open: async (context) => {
    const asked = listAsked(context.query);
    const { entries } = await entriesOf(context, asked.list);
    const sheet = shortlistSheet(context, entries, { isLarge: context.query.get("grand") === "1" });
    return sheet === null ? page.open(context) : { sheet };
  },
};

/** The pages of the shortlist. */
export const shortlistPages: readonly PageDefinition[] = [page, sheetPage];

function entriesOf({ call }: PageContext, list: Ids | null): Promise<OutputOf<typeof readShortlistEntries>> {
  return call(readShortlistEntries, list === null ? {} : { list: writeShortlist(list) });
}

/** The entry that the last step took away; null when it took none. */
async function removedEntry(
  context: PageContext,
  { list, before }: ListAsked,
): Promise<ShortlistEntry | null> {
  const removed = before?.find((id) => list !== null && !list.includes(id));
  return removed === undefined ? null : ((await entriesOf(context, [removed])).entries[0] ?? null);
}

interface ShortlistProps {
  readonly asked: ListAsked;
  readonly found: OutputOf<typeof readShortlistEntries>;
  readonly before: ShortlistEntry | null;
}

function Shortlist({ asked, found, before }: ShortlistProps): ReactNode {
  const { t, href } = usePage();
  const { entries, kept } = found;
  const ids = entries.map(({ id }) => id);
  const town = asked.town ?? entries.findLast(({ offer }) => offer !== null)?.offer?.townCode ?? null;
  const lookOn = href(town === null ? "/" : "/chercher", { town, liste: writeShortlist(ids) });
  return (
    <div className="shortlist">
      <h1>{t("page.shortlist.title")}</h1>
      <Refused actions={[keepShortlist, forgetShortlist]} />
      {before === null ? null : <Removed entry={before} asked={asked} />}
      <OtherKept ids={ids} kept={readShortlist(kept)} town={town} />
      {entries.length === 0 ? (
        <>
          <p className="lead">{t("page.shortlist.empty")}</p>
          <p>{t("page.shortlist.emptyHow")}</p>
        </>
      ) : (
        <>
          <p className="lead not-printed">{t("page.shortlist.lead")}</p>
          <ol className="listed">
            {entries.map((entry, index) => (
              <ListedEntry key={entry.id} entry={entry} position={index} ids={ids} town={town} />
            ))}
          </ol>
        </>
      )}
      <p className="not-printed">
        <a className="button button-quiet" href={lookOn}>
          {t(entries.length === 0 ? "page.shortlist.look" : "page.shortlist.lookOn")}
        </a>
      </p>
      {entries.length === 0 ? null : <ShareShortlist ids={ids} />}
      <OnDevice ids={ids} kept={kept} />
    </div>
  );
}

/** What was just taken away, and the way to put it back where it was. */
function Removed({ entry, asked }: { readonly entry: ShortlistEntry; readonly asked: ListAsked }): ReactNode {
  const { t, href } = usePage();
  const name = entry.offer?.name ?? entry.closed?.name;
  const back = href(shortlistPath, { liste: writeShortlist(asked.before ?? []), town: asked.town });
  return (
    <Notice tone="success">
      <p>
        {name === undefined ? t("page.shortlist.removedOne") : t("page.shortlist.removed", { name })}{" "}
        <a href={back}>{t("page.shortlist.undo")}</a>
      </p>
    </Notice>
  );
}

/** A list that this device keeps and that is not the one shown: it can be looked at, or joined to it. */
function OtherKept(props: {
  readonly ids: Ids;
  readonly kept: Ids;
  readonly town: string | null;
}): ReactNode {
  const { t, href } = usePage();
  const { ids, kept, town } = props;
  const others = kept.filter((id) => !ids.includes(id));
  if (others.length === 0) return null;
  return (
    <div className="not-printed">
      <Notice>
        <p>
          {t("page.shortlist.otherKept", { count: kept.length })}{" "}
          <a href={href(shortlistPath, { liste: writeShortlist([...kept, ...ids]), town })}>
            {t("page.shortlist.join")}
          </a>
        </p>
      </Notice>
    </div>
  );
}

/** Keeping the list on this device, by choice alone, and forgetting it. */
function OnDevice({ ids, kept }: { readonly ids: Ids; readonly kept: string }): ReactNode {
  const { t } = usePage();
  const own = writeShortlist(ids);
  if (own === "" && kept === "") return null;
  return (
    <section className="not-printed" aria-labelledby="on-device">
      <h2 id="on-device">{t("page.shortlist.device")}</h2>
      <p>{t(kept !== "" && kept === own ? "page.shortlist.deviceKept" : "page.shortlist.deviceLead")}</p>
      <div className="act-row">
        {own !== "" && kept !== own ? (
          <ActButton
            action={keepShortlist}
            params={{}}
            values={{ list: own }}
            label={t(kept === "" ? "page.shortlist.deviceKeep" : "page.shortlist.deviceReplace")}
          />
        ) : null}
        {kept === "" ? null : (
          <ActButton
            action={forgetShortlist}
            params={{}}
            values={{}}
            label={t("page.shortlist.deviceForget")}
          />
        )}
      </div>
    </section>
  );
}
