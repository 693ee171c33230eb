import { locales, type OutputOf } from "#base";
import { describeSlice, listSlices } from "#directory/actions";
import type { ReactNode } from "react";
import { addressOf } from "../../address.ts";
import { assets, offlineFiles } from "../../assets.ts";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { safeJson } from "../../safe-json.ts";
import { deviceTexts } from "../device-texts.ts";
import { offlinePath, type OfflineStart } from "../offline-start.ts";
import { sizeInWords } from "../size-in-words.ts";

type Described = OutputOf<typeof describeSlice>;
type Departements = OutputOf<typeof listSlices>["departements"];

/** What the page offers: a département, why it cannot, or nothing as long as none is chosen. */
type Offer =
  | { readonly kind: "none" }
  | { readonly kind: "slice"; readonly slice: Described }
  | { readonly kind: "refused"; readonly sentence: string; readonly status: number };

/** `/hors-ligne`: takes the entries of a département along, to search them on this device without network. */
export const offline: PageDefinition = {
  path: offlinePath,
  part: "directory",
  open: async (context) => {
    const { t, call } = context;
    const code = (context.query.get("departement") ?? "").trim().toUpperCase();
    const offer = code === "" ? ({ kind: "none" } as const) : await offerOf(context, code);
    const { departements } = await call(listSlices, {});
    return {
      title: t("page.offline.title"),
      ...(code === "" ? { description: t("page.offline.lead") } : {}),
      ...(offer.kind === "refused" ? { status: offer.status } : {}),
      isPublic: true,
      main: <Offline offer={offer} departements={departements} chosen={code} />,
    };
  },
};

async function offerOf({ t, call }: PageContext, code: string): Promise<Offer> {
  try {
    return { kind: "slice", slice: await call(describeSlice, { departement: code.slice(0, 3) }) };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal || refusal.status >= 500) throw error;
    const isUnknown = refusal.code !== "directory.sliceTooLarge";
    return {
      kind: "refused",
      sentence: isUnknown
        ? t("error.directory.departementNotFound", { departement: code.slice(0, 20) })
        : t(`error.${refusal.code}`, refusal.params),
      status: isUnknown ? 404 : refusal.status,
    };
  }
}

function Offline(props: {
  readonly offer: Offer;
  readonly departements: Departements;
  readonly chosen: string;
}): ReactNode {
  const { t } = usePage();
  const { offer } = props;
  return (
    <div className="column offline">
      <h1>{t("page.offline.title")}</h1>
      <p className="lead">{t("page.offline.lead")}</p>
      {offer.kind === "refused" ? (
        <p className="error" role="alert">
          {offer.sentence}
        </p>
      ) : null}
      <noscript>
        <p className="notice">{t("page.offline.noScript")}</p>
      </noscript>
      <div data-offline hidden>
        <output data-part="status" className="offline-status" tabIndex={-1} />
        <Kept />
        {offer.kind === "slice" && offer.slice.offers > 0 ? <Offered slice={offer.slice} /> : null}
        <Working />
      </div>
      {offer.kind === "slice" && offer.slice.offers === 0 ? (
        <p className="notice">{t("page.offline.empty", { departement: offer.slice.name })}</p>
      ) : null}
      <Choice {...props} />
      <h2>{t("page.offline.privacy")}</h2>
      <p>{t("page.offline.privacyText")}</p>
      <StartData offer={offer} />
      <script type="module" src={assets.offline} />
    </div>
  );
}

/** What is kept on the device; the script fills it in. */
function Kept(): ReactNode {
  const { t, href } = usePage();
  return (
    <section className="panel" aria-labelledby="kept" data-part="kept" hidden>
      <h2 id="kept">{t("page.offline.kept")}</h2>
      <div data-part="usable" hidden>
        <p>
          <strong data-part="what" />
        </p>
        <p className="quiet" data-part="when" />
        <p>{t("page.offline.how")}</p>
        <p>
          <a className="button button-main" href={href("/")}>
            {t("page.offline.search")}
          </a>
        </p>
      </div>
      <div data-part="newer" hidden>
        <p data-part="newer-text" />
        <p>
          <button type="button" className="button button-quiet" data-do="take">
            {t("page.offline.update")}
          </button>
        </p>
      </div>
      <p>
        <button type="button" className="button button-danger" data-do="remove">
          {t("page.offline.remove")}
        </button>
      </p>
    </section>
  );
}

function Offered({ slice }: { readonly slice: Described }): ReactNode {
  const context = usePage();
  const { t, format } = context;
  return (
    <section className="panel" aria-labelledby="offered" data-part="offer" hidden>
      <h2 id="offered">{t("page.offline.offered", { departement: slice.name })}</h2>
      <p>
        {t("page.offline.offeredWhat", {
          count: slice.offers,
          size: sizeInWords(context, slice.bytes),
          changed: slice.changedOn === null ? "–" : format.day(slice.changedOn),
        })}
      </p>
      {slice.textLength < wholeText ? <p>{t("page.offline.shortened")}</p> : null}
      <p>
        <button type="button" className="button button-main" data-do="take">
          {t("page.offline.take")}
        </button>
      </p>
    </section>
  );
}

/** Longest text of an entry: where it is kept, nothing is cut. */
const wholeText = 10_000;

function Working(): ReactNode {
  const { t } = usePage();
  return (
    <div data-part="working" hidden>
      <progress data-part="progress" max={1} defaultValue={0} aria-label={t("page.offline.progress")} />
      <p>
        <button type="button" className="button button-quiet" data-do="stop">
          {t("page.offline.stop")}
        </button>
      </p>
    </div>
  );
}

function Choice(props: { readonly departements: Departements; readonly chosen: string }): ReactNode {
  const { t, href } = usePage();
  const { departements, chosen } = props;
  if (departements.length === 0) return <p className="notice">{t("page.offline.emptyEverywhere")}</p>;
  return (
    <form className="offline-choice" method="get" action={href(offlinePath)}>
      <div className="field">
        <label htmlFor="departement">{t("page.offline.departement")}</label>
        <select
          className="control"
          id="departement"
          name="departement"
          defaultValue={departements.some(({ code }) => code === chosen) ? chosen : departements[0]?.code}
        >
          {departements.map(({ code, name, offers }) => (
            <option key={code} value={code}>
              {t("page.offline.option", { name, code, count: offers })}
            </option>
          ))}
        </select>
      </div>
      <p className="form-end">
        <button type="submit" className="button button-quiet">
          {t("page.offline.choose")}
        </button>
      </p>
    </form>
  );
}

function StartData({ offer }: { readonly offer: Offer }): ReactNode {
  const { locale, profile, isDemonstration } = usePage();
  const start: OfflineStart = {
    locale,
    profile,
    isDemonstration,
    offered: offer.kind === "slice" && offer.slice.offers > 0 ? offer.slice : null,
    pages: locales.map((one) => addressOf(one, offlinePath)),
    files: offlineFiles,
    texts: deviceTexts(locale),
  };
  return (
    <script
      type="application/json"
      id="offline-start"
      dangerouslySetInnerHTML={{ __html: safeJson(start) }}
    />
  );
}
