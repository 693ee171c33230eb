import type { GeoPoint, OutputOf } from "#base";
import { withEntry, withoutEntry, writeShortlist } from "#directory";
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
import { addressOf } from "../../address.ts";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { AddressButtons } from "../../public/address-choice.tsx";
import { linesOf } from "../../public/first-lines.tsx";
import {
  findPosted,
  readPosted,
  townByCode,
  type SearchedAddress,
  type Without,
} from "../../public/posted-place.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { languageNames } from "../../ui/header.tsx";
import { Helplines } from "../../ui/helplines.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ToldAddress } from "../../ui/told-address.tsx";
import { KeysHelp } from "../keys-help.tsx";
import { SpokenCard } from "./spoken-card.tsx";
import { AddressNotFound, AddressToldForm } from "./telephone-address.tsx";
import { readAsked, writeAsked, type Asked } from "./telephone-asked.ts";

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

interface Answered {
  readonly towns: readonly Town[];
  /** Around what was looked, in words; null when nothing was. */
  readonly around: string | null;
  readonly words: string;
  readonly total: number;
  readonly offers: readonly { readonly offer: Offer; readonly distanceMetres: number | null }[];
  readonly lines: readonly Helpline[];
}

/** `/pro/telephone`: one line to ask, a few cards to read aloud, a list to send to whoever called. */
export const telephonePage: PageDefinition = {
  path: telephonePath,
  part: "directory",
  takesPosted: true,
  open: (context) => (context.posted === null ? open(context, null) : openPosted(context, context.posted)),
};

/** `/pro/telephone/envoye/:channel`: the list was sent. */
export const telephoneSentPage: PageDefinition = {
  path: `${telephonePath}/envoye/:channel`,
  part: "directory",
  open: (context) => open(context, context.params["channel"] === "sms" ? "sms" : "email"),
};

async function open(context: PageContext, sent: "sms" | "email" | null): Promise<PageContent> {
  const { query, refused } = context;
  const asked = readAsked(query, refused?.values["list"]?.at(-1) ?? query.get("liste") ?? "");
  return show(context, asked, { sent });
}

/** An address that was told on the telephone: a town in it is asked for in the line, as ever. */
async function openPosted(context: PageContext, posted: URLSearchParams): Promise<PageContent> {
  const asked = readAsked(posted, posted.get("liste") ?? "");
  // Who may not help on the telephone is told so before anything is sent.
  await context.call(readAskedLine, { line: "" });
  const where = readPosted(posted);
  const found = await findPosted(context, where, posted);
  if (found.kind === "tellable") {
    const line = [where.typed, asked.line].filter(Boolean).join(", ");
    const query = writeAsked({ ...asked, line, town: where.town, point: null, near: null });
    return { title: "", main: null, movedTo: addressOf("fr", telephonePath, query) };
  }
  if (found.kind === "address") {
    const { label, point, near } = found.address;
    return show(context, { ...asked, town: null, point, near }, { label });
  }
  if (found.kind === "choose") return show(context, { ...asked, town: null }, { choice: found.addresses });
  const [only, ...others] = found.towns;
  if (only === undefined || others.length > 0) return show(context, asked, { instead: found });
  const line = [only.name, asked.line].filter(Boolean).join(", ");
  return show(context, { ...asked, line, town: only.code }, { instead: found });
}

/** What the page says besides what was asked. */
interface Said {
  readonly sent?: "sms" | "email" | null;
  /** The words of the address around which is looked. */
  readonly label?: string;
  /** Addresses to choose from. */
  readonly choice?: readonly SearchedAddress[];
  /** Why an address was not found, and the towns named in it. */
  readonly instead?: { readonly why: Without; readonly towns: readonly Town[] };
}

async function show(context: PageContext, asked: Asked, said: Said): Promise<PageContent> {
  const { t, call, posted } = context;
  // Asked even of an empty line: who may not help on the telephone is told so here.
  const answered = await answer(context, asked, said);
  const { entries } = await call(readShortlistEntries, { list: writeShortlist(asked.list) });
  return {
    title: t("pro.telephone.title"),
    ...(posted === null ? {} : { samePath: addressOf("fr", telephonePath, writeAsked(asked)) }),
    main: <Telephone asked={asked} answered={answered} entries={entries} said={said} />,
  };
}

async function answer(context: PageContext, asked: Asked, said: Said): Promise<Answered> {
  const { call, t } = context;
  const { towns, words } = await call(readAskedLine, { line: asked.line });
  const nothing = { towns, around: null, words, total: 0, offers: [], lines: [] };
  const near = asked.near && (await townByCode(context, asked.near.town));
  if (asked.point !== null && near !== null) {
    const around = said.label ?? `${t("page.address.chosen")} ${near.name}`;
    return {
      ...nothing,
      ...(await found(context, asked, { place: asked.point, words: asked.line })),
      around,
    };
  }
  if (asked.town === null && (said.choice || said.instead))
    return { ...nothing, towns: said.instead?.towns ?? [] };
  const town = asked.town ?? (towns.length === 1 || areOne(towns) ? towns[0]?.code : undefined) ?? null;
  if (town === null) return nothing;
  const offers = await found(context, asked, { place: { town }, words });
  return { ...nothing, ...offers, around: offers.town };
}

/** Offers around a town or a point, five of them whole, and the lines that the words call for. */
async function found(
  context: PageContext,
  asked: Asked,
  { place, words }: { readonly place: { readonly town: string } | GeoPoint; readonly words: string },
) {
  const { call } = context;
  const list: OutputOf<typeof searchOffers> = await call(searchOffers, {
    ...place,
    radiusKm,
    ...(words === "" ? {} : { q: words.slice(0, 100) }),
  });
  const shown = list.offers.slice(asked.part * cardsAtOnce, (asked.part + 1) * cardsAtOnce);
  const { entries } = await call(readShortlistEntries, { list: writeShortlist(shown.map(({ id }) => id)) });
  const whole = new Map(entries.flatMap(({ offer }) => (offer === null ? [] : [[offer.id, offer] as const])));
  return {
    town: list.town?.name ?? null,
    total: list.total,
    offers: shown.flatMap(({ id, distanceMetres }) => {
      const offer = whole.get(id);
      return offer === undefined ? [] : [{ offer, distanceMetres }];
    }),
    lines: await linesOf(context, list.lineIds),
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
  readonly said: Said;
}

function Telephone({ asked, answered, entries, said }: TelephoneProps): ReactNode {
  const { t, href, addressService } = usePage();
  const { sent = null, instead, choice } = said;
  const to = (changed: Partial<Asked>): string => href(telephonePath, writeAsked({ ...asked, ...changed }));
  return (
    <div data-island="telephone-keys" className="telephone">
      <ToldAddress path={telephonePath} query={writeAsked(asked)} />
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
      {addressService === null ? null : <AddressToldForm asked={asked} />}
      {instead ? (
        <AddressNotFound why={instead.why} town={asked.town === null ? null : answered.around} />
      ) : null}
      {choice ? (
        <section aria-labelledby="which-address">
          <h2 id="which-address">{t("page.towns.title")}</h2>
          <AddressButtons addresses={choice} path={telephonePath} kept={writeAsked(asked)} />
        </section>
      ) : null}
      <KeysHelp keys={telephoneKeys} words="pro.telephone.keys" />
      <div className="telephone-columns">
        <div>
          {answered.lines.length > 0 ? (
            <section aria-labelledby="lines">
              <h2 id="lines">{t("page.lines.first")}</h2>
              <Helplines lines={answered.lines} />
            </section>
          ) : null}
          {choice ? null : <Found asked={asked} answered={answered} to={to} />}
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
  const { around, towns, offers, total } = answered;
  if (asked.line === "" && around === null && towns.length === 0)
    return <p className="lead">{t("pro.telephone.lead")}</p>;
  if (around === null)
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
      <h2 id="found">{t("pro.telephone.found", { count: total, town: around })}</h2>
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
