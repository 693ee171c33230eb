import { hasPart } from "#base";
import { callMoment, mayBeSaid, referrerKind, type ReferrerKind } from "#pathway";
import { referByForm, type OfferedQueue } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { Original } from "../../ui/original.tsx";
import { queueFor, QueueFacts } from "../call-back-offer.tsx";
import { saidTown, type SaidTown } from "../town-field.tsx";
import { referSheet } from "./refer-sheet.ts";

/**
 * `/orienter`: one minute for a doctor, a midwife, a home help or a mobile unit, with the agreement of the person;
 * `?proche=oui`: for somebody close to them.
 */
export const referFormPage: PageDefinition = { path: "/orienter", part: "persons", open };

/** `/orienter/feuille.pdf?commune=`: the same questions on paper, to be filled in together. */
export const referSheetPage: PageDefinition = {
  path: "/orienter/feuille.pdf",
  part: "persons",
  open: async (context) => {
    const town = await townOf(context);
    const queue = await queueFor(context, town.kind === "town" ? town.code : null);
    return { sheet: referSheet(context, { queue, isRelative: isOfRelative(context) }) };
  },
};

async function townOf(context: PageContext): Promise<SaidTown> {
  const { query, refused, profile } = context;
  const said = refused?.values["townCode"]?.at(-1) ?? query.get("commune");
  const code = said && /^[0-9][0-9AB][0-9]{3}$/.test(said) ? said : null;
  if (code !== null || !hasPart(profile, "directory"))
    return code === null ? { kind: "none" } : { kind: "town", code };
  return saidTown(context, { town: null, typedTown: query.get("ou")?.trim() || null });
}

const relative = "relative" satisfies ReferrerKind;

/** Whether it is somebody close to the person who asks. */
function isOfRelative({ query, refused }: Pick<PageContext, "query" | "refused">): boolean {
  return refused ? refused.values["kind"]?.at(-1) === relative : query.get("proche") === "oui";
}

async function open(context: PageContext): Promise<PageContent> {
  const { t, refused } = context;
  const isRelative = isOfRelative(context);
  const title = t(isRelative ? "page.refer.relative.title" : "page.refer.title");
  const town = await townOf(context);
  const queue = await queueFor(context, town.kind === "town" ? town.code : null);
  const description = t(isRelative ? "page.refer.relative.lead" : "page.refer.lead");
  if (queue !== null && town.kind === "town")
    return { title, description, main: <Form queue={queue} town={town.code} isRelative={isRelative} /> };
  return {
    title,
    description,
    status: refused ? 409 : 200,
    main: <Where town={town} isRelative={isRelative} />,
  };
}

function Where({ town, isRelative }: { readonly town: SaidTown; readonly isRelative: boolean }): ReactNode {
  const { t, href, refused } = usePage();
  const error = {
    none: null,
    several: null,
    town: t("page.refer.noQueue"),
    unknown: t("page.refer.townUnknown"),
  }[town.kind];
  return (
    <div className="step">
      <Head isRelative={isRelative} />
      {refused ? <Notice tone="danger">{t(`error.${refused.code}`, refused.params)}</Notice> : null}
      {error !== null && !refused ? <Notice tone="danger">{error}</Notice> : null}
      {town.kind === "several" ? (
        <>
          <h2>{t("page.selfCheck.town.which")}</h2>
          <ul>
            {town.towns.map((one) => (
              <li key={one.code}>
                <a href={href("/orienter", { commune: one.code, ...(isRelative ? { proche: "oui" } : {}) })}>
                  <Original>{`${one.name} (${one.departementName})`}</Original>
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <form method="get" action={href("/orienter")} className="form">
        {isRelative ? <input type="hidden" name="proche" value="oui" /> : null}
        <div className="field">
          <label htmlFor="ou">{t("page.refer.town")}</label>
          <p className="hint" id="ou-hint">
            {t("page.place.whereHint")}
          </p>
          <input
            id="ou"
            name="ou"
            className="control"
            type="text"
            required
            maxLength={80}
            autoComplete="off"
            defaultValue={town.kind === "unknown" ? town.typed : undefined}
            aria-describedby="ou-hint"
          />
        </div>
        <p className="form-end">
          <button type="submit" className="button button-main">
            {t("page.selfCheck.town.submit")}
          </button>
        </p>
      </form>
      <Danger />
    </div>
  );
}

function Danger(): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="danger">
      <h2 id="danger">{t("page.callBack.now")}</h2>
      <p>{t("page.refer.danger")}</p>
      <CrisisCard />
    </section>
  );
}

function Head({ isRelative }: { readonly isRelative: boolean }): ReactNode {
  const { t } = usePage();
  return (
    <>
      <h1>{t(isRelative ? "page.refer.relative.title" : "page.refer.title")}</h1>
      <p className="lead">{t(isRelative ? "page.refer.relative.lead" : "page.refer.lead")}</p>
    </>
  );
}

function Form({
  queue,
  town,
  isRelative,
}: {
  readonly queue: OfferedQueue;
  readonly town: string;
  readonly isRelative: boolean;
}): ReactNode {
  const { t, href, locale } = usePage();
  return (
    <div className="step">
      <Head isRelative={isRelative} />
      <QueueFacts queue={queue} />
      <p>
        <a
          href={href("/orienter/feuille.pdf", { commune: town, ...(isRelative ? { proche: "oui" } : {}) })}
          type="application/pdf"
        >
          {t("page.refer.sheet")}
        </a>
      </p>
      <ActionForm
        action={referByForm}
        submit={t("page.refer.submit")}
        fields={[
          { name: "controllerId", label: "", control: "hidden", value: queue.controllerId },
          { name: "townCode", label: "", control: "hidden", value: town },
          { name: "referrerLocale", label: "", control: "hidden", value: locale },
          ...personFields(t, locale).filter(({ name }) => !isRelative || name !== "isPriority"),
          ...(isRelative ? relativeFields(t) : referrerFields(t)),
        ]}
      />
      <p className="quiet">{t("page.refer.kept")}</p>
      <Danger />
    </div>
  );
}

const choicesOf = (t: Translate, list: { readonly name: string; readonly codes: readonly string[] }) =>
  list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));

function personFields(t: Translate, locale: string): readonly FormField[] {
  const label = (name: string): string => t(`page.refer.${name}`);
  return [
    { name: "isAgreed", label: label("isAgreed"), hint: label("isAgreed.hint"), control: "checkbox" },
    { name: "isAdult", label: label("isAdult"), control: "checkbox" },
    { name: "callerName", label: label("callerName"), autocomplete: "off" },
    { name: "phone", label: label("phone"), control: "tel", inputmode: "tel", autocomplete: "off" },
    {
      name: "mayBeSaid",
      label: label("mayBeSaid"),
      control: "radios",
      choices: choicesOf(t, mayBeSaid).filter(({ value }) => value !== "agreed-name"),
      value: "nothing",
      isNeeded: true,
    },
    { name: "moments", label: label("moments"), choices: choicesOf(t, callMoment) },
    {
      name: "locale",
      label: label("language"),
      control: "select",
      choices: ["fr", "en", "es", "ar"].map((value) => ({ value, label: t(`page.refer.language.${value}`) })),
      value: locale,
      isNeeded: true,
    },
    { name: "words", label: label("words"), hint: label("words.hint"), control: "textarea" },
    { name: "isPriority", label: label("isPriority"), hint: label("isPriority.hint"), control: "checkbox" },
  ];
}

function referrerFields(t: Translate): readonly FormField[] {
  const label = (name: string): string => t(`page.refer.${name}`);
  return [
    {
      name: "kind",
      label: label("kind"),
      control: "select",
      choices: choicesOf(t, referrerKind).filter(({ value }) => value !== relative),
    },
    { name: "referrerName", label: label("referrerName"), autocomplete: "name" },
    {
      name: "referrerEmail",
      label: label("referrerEmail"),
      hint: label("referrerEmail.hint"),
      control: "email",
      autocomplete: "email",
    },
  ];
}

/** Somebody close to the person says who they are: the first call says who spoke up. */
function relativeFields(t: Translate): readonly FormField[] {
  return [
    { name: "kind", label: "", control: "hidden", value: relative },
    {
      name: "referrerName",
      label: t("page.refer.referrerName"),
      hint: t("page.refer.relative.name.hint"),
      autocomplete: "name",
    },
  ];
}
