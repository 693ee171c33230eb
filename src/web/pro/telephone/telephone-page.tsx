import type { Id, OutputOf } from "#base";
import { readShortlist, withEntry, withoutEntry, writeShortlist } from "#directory";
import {
  readAskedLine,
  readShortlistEntries,
  searchOffers,
  sendShortlist,
  shortlistPath,
  telephonePath,
  type Helpline,
  type Offer,
  type ShortlistEntry,
  type Town,
} from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { linesOf } from "../../public/first-lines.tsx";
import { Helplines } from "../../ui/helplines.tsx";
import { languageNames } from "../../ui/header.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import { KeysHelp } from "../keys-help.tsx";
import { SpokenCard } from "./spoken-card.tsx";

/** Offers read aloud at once: more are not remembered by whoever listens. */
const cardsAtOnce = 5;
/** Radius looked at, in kilometres. */
const radiusKm = 20;

/** What the keys do; `telephone-keys-island.ts` carries it out. All but the last lie under the left hand. */
const telephoneKeys = [
  { keys: ["r"], does: "line" },
  { keys: ["1", "…", "5"], does: "choose" },
  { keys: ["d"], does: "next" },
  { keys: ["s"], does: "send" },
  { keys: ["f"], does: "sheet" },
  { keys: ["?"], does: "help" },
] as const;

interface Asked {
  readonly line: string;
  /** Code of a town chosen among several; null when the line says which. */
  readonly town: string | null;
  readonly list: readonly Id<"offer">[];
  /** Which five of the offers found, from 0. */
  readonly part: number;
}

interface Answered {
  readonly towns: readonly Town[];
  readonly town: Town | null;
  readonly words: string;
  readonly total: number;
  readonly offers: readonly { readonly offer: Offer; readonly distanceMetres: number | null }[];
  readonly lines: readonly Helpline[];
}

/** `/pro/telephone`: one line to ask, a few cards to read aloud, a list to send to whoever called. */
export const telephonePage: PageDefinition = {
  path: telephonePath,
  part: "directory",
  open: (context) => open(context, null),
};

/** `/pro/telephone/envoye/:channel`: the list was sent. */
export const telephoneSentPage: PageDefinition = {
  path: `${telephonePath}/envoye/:channel`,
  part: "directory",
  open: (context) => open(context, context.params["channel"] === "sms" ? "sms" : "email"),
};

async function open(context: PageContext, sent: "sms" | "email" | null) {
  const { t, call, query, refused } = context;
  const typedList = refused?.values["list"]?.at(-1) ?? query.get("liste") ?? "";
  const asked: Asked = {
    line: (query.get("ligne") ?? "").trim().slice(0, 120),
    town: /^[0-9][0-9AB][0-9]{3}$/.test(query.get("town") ?? "") ? query.get("town") : null,
    list: readShortlist(typedList.slice(0, 300)),
    part: Math.min(3, Math.max(0, Math.trunc(Number(query.get("suite")) || 0))),
  };
  // Asked even of an empty line: who may not help on the telephone is told so here.
  const answered = await answer(context, asked);
  const { entries } = await call(readShortlistEntries, { list: writeShortlist(asked.list) });
  return {
    title: t("pro.telephone.title"),
    main: <Telephone asked={asked} answered={answered} entries={entries} sent={sent} />,
  };
}

async function answer(context: PageContext, asked: Asked): Promise<Answered> {
  const { call } = context;
  const { towns, words } = await call(readAskedLine, { line: asked.line });
  const town = asked.town ?? (towns.length === 1 || areOne(towns) ? towns[0]?.code : undefined) ?? null;
  const nothing = { towns, town: null, words, total: 0, offers: [], lines: [] };
  if (town === null) return nothing;
  const found: OutputOf<typeof searchOffers> = await call(searchOffers, {
    town,
    radiusKm,
    ...(words === "" ? {} : { q: words.slice(0, 100) }),
  });
  const shown = found.offers.slice(asked.part * cardsAtOnce, (asked.part + 1) * cardsAtOnce);
  const { entries } = await call(readShortlistEntries, { list: writeShortlist(shown.map(({ id }) => id)) });
  const whole = new Map(entries.flatMap(({ offer }) => (offer === null ? [] : [[offer.id, offer] as const])));
  return {
    ...nothing,
    town: found.town,
    total: found.total,
    offers: shown.flatMap(({ id, distanceMetres }) => {
      const offer = whole.get(id);
      return offer === undefined ? [] : [{ offer, distanceMetres }];
    }),
    lines: await linesOf(context, found.lineIds),
  };
}

/** Whether the first town alone bears its name: the others only begin like it. */
function areOne([first, ...others]: readonly Town[]): boolean {
  return first !== undefined && others.every(({ name }) => name !== first.name);
}

interface TelephoneProps {
  readonly asked: Asked;
  readonly answered: Answered;
  readonly entries: readonly ShortlistEntry[];
  readonly sent: "sms" | "email" | null;
}

function Telephone({ asked, answered, entries, sent }: TelephoneProps): ReactNode {
  const { t, href } = usePage();
  const to = (changed: Partial<Asked>): string => {
    const { line, town, list, part } = { ...asked, ...changed };
    return href(telephonePath, { ligne: line, town, liste: writeShortlist(list), suite: part || null });
  };
  return (
    <div data-island="telephone-keys" className="telephone">
      <h1>{t("pro.telephone.title")}</h1>
      {sent === null ? null : <Notice tone="success">{t(`pro.telephone.sent.${sent}`)}</Notice>}
      <search>
        <form method="get" action={href(telephonePath)} className="telephone-line">
          <input type="hidden" name="liste" value={writeShortlist(asked.list)} />
          <label htmlFor="ligne">{t("pro.telephone.line")}</label>
          <p className="hint" id="ligne-hint">
            {t("pro.telephone.lineHint")}
          </p>
          <input
            className="control"
            id="ligne"
            name="ligne"
            type="text"
            maxLength={120}
            autoComplete="off"
            defaultValue={asked.line}
            aria-describedby="ligne-hint"
            data-telephone-line
          />
          <button type="submit" className="button button-main">
            {t("pro.telephone.search")}
          </button>
        </form>
      </search>
      <KeysHelp keys={telephoneKeys} words="pro.telephone.keys" />
      <div className="telephone-columns">
        <div>
          {answered.lines.length > 0 ? (
            <section aria-labelledby="lines">
              <h2 id="lines">{t("page.lines.first")}</h2>
              <Helplines lines={answered.lines} />
            </section>
          ) : null}
          <Found asked={asked} answered={answered} to={to} />
        </div>
        <List asked={asked} entries={entries} to={to} />
      </div>
    </div>
  );
}

interface PartProps {
  readonly asked: Asked;
  readonly to: (changed: Partial<Asked>) => string;
}

function Found({ asked, answered, to }: PartProps & { readonly answered: Answered }): ReactNode {
  const { t } = usePage();
  const { town, towns, offers, total } = answered;
  if (asked.line === "" && asked.town === null) return <p className="lead">{t("pro.telephone.lead")}</p>;
  if (town === null)
    return (
      <section aria-labelledby="which">
        <h2 id="which">{t(towns.length === 0 ? "pro.telephone.noTown" : "pro.telephone.whichTown")}</h2>
        <ul className="widen">
          {towns.map(({ code, name, departement }) => (
            <li key={code}>
              <a className="chip" href={to({ town: code, part: 0 })} data-telephone-choice>
                {`${name} (${departement})`}
              </a>
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <section aria-labelledby="found">
      <h2 id="found">{t("pro.telephone.found", { count: total, town: town.name })}</h2>
      <ol className="spoken">
        {offers.map(({ offer, distanceMetres }, index) => {
          const isKept = asked.list.includes(offer.id);
          const list = (
            isKept ? withoutEntry(asked.list, offer.id) : withEntry(asked.list, offer.id)
          ) as Asked["list"];
          return (
            <SpokenCard
              key={offer.id}
              offer={offer}
              distanceMetres={distanceMetres}
              number={index + 1}
              isKept={isKept}
              to={to({ list })}
            />
          );
        })}
      </ol>
      {asked.part < 3 && total > (asked.part + 1) * cardsAtOnce ? (
        <p>
          <a className="button button-quiet" href={to({ part: asked.part + 1 })} data-telephone-next>
            {t("pro.telephone.more")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

/** What whoever called will be sent, by SMS, by e-mail, or on paper. */
function List({
  asked,
  entries,
  to,
}: PartProps & { readonly entries: readonly ShortlistEntry[] }): ReactNode {
  const { t, href, locale } = usePage();
  const list = writeShortlist(asked.list);
  return (
    <aside className="card" aria-labelledby="to-send">
      <h2 id="to-send">{t("pro.telephone.list")}</h2>
      {entries.length === 0 ? <p>{t("pro.telephone.listEmpty")}</p> : null}
      <ol>
        {entries.map(({ id, offer, closed }) => (
          <li key={id}>
            {offer?.name ?? closed?.name ?? t("page.shortlist.unknown")}{" "}
            <a href={to({ list: withoutEntry(asked.list, id) as Asked["list"] })}>
              {t("page.shortlist.takeAway")}
              <span className="visually-hidden"> {offer?.name ?? closed?.name}</span>
            </a>
          </li>
        ))}
      </ol>
      {entries.length === 0 ? null : (
        <>
          <ActionForm
            action={sendShortlist}
            submit={t("pro.telephone.send")}
            fields={[
              { name: "list", label: "", control: "hidden", value: list },
              {
                name: "to",
                label: t("pro.telephone.to"),
                hint: t("pro.telephone.toHint"),
                autocomplete: "off",
                spellcheck: false,
              },
              {
                name: "locale",
                label: t("pro.telephone.language"),
                value: "fr",
                choices: Object.entries(languageNames).map(([value, label]) => ({ value, label })),
              },
            ]}
          />
          <h3>{t("pro.telephone.post")}</h3>
          <p>
            <a
              className="button button-quiet"
              href={href(`${shortlistPath}/feuille`, { liste: list, grand: 1 })}
              type="application/pdf"
              data-telephone-sheet
              lang={locale}
            >
              {t("pro.telephone.sheet")}
            </a>
          </p>
        </>
      )}
    </aside>
  );
}
