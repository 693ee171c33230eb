import { readOffer, type Offer } from "#directory/actions";
import { readPlanSheet } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { AddressCode } from "../../ui/printed-code.tsx";
import { dayInWords } from "../day.ts";
import { PersonTrail } from "../person-trail.tsx";
import {
  endInWords,
  footInWords,
  helpInWords,
  itemsInWords,
  planSheet,
  sheetParts,
  type EndInWords,
  type ItemInWords,
  type PlanOnSheet,
} from "./plan-sheet.ts";

/** `/pro/personnes/:personId/mon-projet`: the plan that a person takes home, in the language of the address. `discret=1` leaves out names and places. */
export const planSheetPage: PageDefinition = {
  path: "/pro/personnes/:personId/mon-projet",
  part: "persons",
  open: async (context) => pageOf(context, await planShown(context)),
};

/** `/pro/personnes/:personId/mon-projet.pdf`: the same as a tagged file. */
export const planSheetFilePage: PageDefinition = {
  path: "/pro/personnes/:personId/mon-projet.pdf",
  part: "persons",
  open: async (context) => {
    return { sheet: planSheet(context, await planShown(context)) };
  },
};

function pageOf(context: PageContext, shown: PlanOnSheet) {
  return {
    title: context.t("page.planSheet.title"),
    main: (
      <PlanSheet
        shown={shown}
        items={itemsInWords(context, shown)}
        end={endInWords(context, shown)}
        foot={footInWords(context, shown)}
        help={helpInWords(context, shown)}
      />
    ),
  };
}

async function planShown(context: PageContext): Promise<PlanOnSheet> {
  const { call, params, query } = context;
  const plan = await call(readPlanSheet, { personId: params["personId"] ?? "" });
  const isDiscreet = query.get("discret") === "1";
  const ids = isDiscreet ? [] : [...new Set(plan.items.flatMap(({ offerId }) => offerId ?? []))];
  const offers = await Promise.all(ids.map((offerId) => offerOf(context, offerId)));
  return { plan, isDiscreet, offers: new Map(offers.flatMap((offer) => (offer ? [[offer.id, offer]] : []))) };
}

/** An offer that the directory still shows; null when it was closed or withdrawn since it was chosen. */
async function offerOf({ call }: PageContext, offerId: string): Promise<Offer | null> {
  try {
    return await call(readOffer, { offerId });
  } catch (error) {
    if (refusalIn(error)?.status === 404) return null;
    throw error;
  }
}

interface PlanSheetProps {
  readonly shown: PlanOnSheet;
  readonly items: readonly ItemInWords[];
  /** Null while the plan goes on. */
  readonly end: EndInWords | null;
  readonly foot: readonly string[];
  readonly help: readonly string[];
}

function PlanSheet({ shown, items, end, foot, help }: PlanSheetProps): ReactNode {
  const { t, format, now } = usePage();
  const { plan } = shown;
  return (
    <div className="column own-sheet">
      <div className="not-printed">
        <PersonTrail personId={plan.personId} givenNames={plan.givenNames} />
      </div>
      <h1>{t("page.planSheet.title")}</h1>
      <p className="quiet">{t("page.planSheet.lead", { day: dayInWords(format, now) })}</p>
      <Choices shown={shown} />
      {plan.wishes ? (
        <section aria-labelledby="sheet-wishes">
          <h2 id="sheet-wishes">{t("page.planSheet.wishes")}</h2>
          <p dir="auto">{plan.wishes}</p>
        </section>
      ) : null}
      {end === null ? <Items items={items} /> : <End end={end} />}
      {foot.map((sentence) => (
        <p key={sentence}>
          <strong>{sentence}</strong>
        </p>
      ))}
      {plan.link ? (
        <>
          <p>
            {t("page.planSheet.code")}{" "}
            {t("page.planSheet.codeUntil", { day: dayInWords(format, plan.link.until) })}
          </p>
          <AddressCode address={plan.link.address} />
        </>
      ) : null}
      {help.length > 0 ? (
        <section aria-labelledby="sheet-help">
          <h2 id="sheet-help">{t("page.shortlist.sheetHelp")}</h2>
          <ul>
            {help.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Items({ items }: Pick<PlanSheetProps, "items">): ReactNode {
  const { t } = usePage();
  const shown = sheetParts.filter(
    (part) => items.some((item) => item.part === part) || (items.length === 0 && part === "items"),
  );
  return shown.map((part) => (
    <section key={part} aria-labelledby={`sheet-${part}`}>
      <h2 id={`sheet-${part}`}>{t(`page.planSheet.${part}`)}</h2>
      {items.length === 0 ? <p>{t("page.planSheet.none")}</p> : null}
      {items
        .filter((item) => item.part === part)
        .map((item) => (
          <Item key={item.id} item={item} />
        ))}
    </section>
  ));
}

/** How the plan ended: in the person's words first. */
function End({ end: { day, summary, done, lines } }: { readonly end: EndInWords }): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="sheet-end">
      <h2 id="sheet-end">{t("page.closing.title")}</h2>
      <p>{day}</p>
      <h3>{t("page.closing.words")}</h3>
      <p dir="auto">{summary ?? t("page.closing.noWords")}</p>
      {done.length === 0 ? null : (
        <>
          <h3>{t("page.closing.doneTitle")}</h3>
          <ul>
            {done.map((line, position) => (
              <li key={`${position} ${line}`} dir="auto">
                {line}
              </li>
            ))}
          </ul>
        </>
      )}
      {lines.length === 0 ? null : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ item: { title, goal, lines } }: { readonly item: ItemInWords }): ReactNode {
  return (
    <>
      {title === null ? null : <h3 dir="auto">{title}</h3>}
      {goal === null ? null : <p dir="auto">{goal}</p>}
      {lines.length === 0 ? null : (
        <ul>
          {lines.map((line) => (
            <li key={line} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What one does with the sheet, on screen only. */
function Choices({ shown: { plan, isDiscreet } }: Pick<PlanSheetProps, "shown">): ReactNode {
  const { t, href } = usePage();
  const here = `/pro/personnes/${plan.personId}/mon-projet`;
  return (
    <div className="not-printed">
      <p className="network-actions">
        <button type="button" className="button button-main" data-island="print" data-needs-script hidden>
          {t("page.planSheet.print")}
        </button>
        <a
          className="button button-quiet"
          href={href(`${here}.pdf`, { discret: isDiscreet ? 1 : null })}
          type="application/pdf"
        >
          {t("page.planSheet.pdf")}
        </a>
        <a className="button button-quiet" href={href(here, { discret: isDiscreet ? null : 1 })}>
          {t(isDiscreet ? "page.planSheet.whole" : "page.planSheet.discreet")}
        </a>
      </p>
      <p className="hint">{t("page.planSheet.discreetHint")}</p>
    </div>
  );
}
