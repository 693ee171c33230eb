import {
  listBreakGlass,
  listMyEmergencies,
  listOrganisations,
  openFileInEmergency,
  reviewBreakGlass,
  type Opening,
} from "#access/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { momentInWords } from "../moment.ts";

type Organisations = OutputOf<typeof listOrganisations>["organisations"];

/** `/pro/urgence`: opens a file one is not in charge of, for three hours; `?dossier=` and `?organisation=` fill it in. */
export const emergencyPage: PageDefinition = {
  path: "/pro/urgence",
  part: "persons",
  open: async ({ t, call }) => {
    const [{ openings }, { organisations }] = await Promise.all([
      call(listMyEmergencies, {}),
      call(listOrganisations, {}),
    ]);
    return {
      title: t("pro.emergency.title"),
      main: <Emergency openings={openings} organisations={organisations} />,
    };
  },
};

function Emergency(props: {
  readonly openings: readonly Opening[];
  readonly organisations: Organisations;
}): ReactNode {
  const { t, query, href, format } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.emergency.title")}</h1>
      <Notice tone="danger">{t("pro.emergency.intro")}</Notice>
      <ActionForm
        action={openFileInEmergency}
        tone="danger"
        submit={t("pro.emergency.submit")}
        fields={[
          {
            name: "controllerId",
            label: t("pro.emergency.controller"),
            control: "select",
            choices: props.organisations.map(({ id, name }) => ({ value: id, label: name })),
            value: query.get("organisation") ?? undefined,
          },
          {
            name: "personId",
            label: t("pro.emergency.person"),
            autocomplete: "off",
            spellcheck: false,
            value: query.get("dossier") ?? undefined,
          },
          {
            name: "reason",
            label: t("pro.emergency.reason"),
            hint: t("pro.emergency.reasonHint"),
            control: "textarea",
          },
        ]}
      />
      {props.openings.length > 0 ? (
        <section aria-labelledby="lasting">
          <h2 id="lasting">{t("pro.emergency.lasting")}</h2>
          <ul>
            {props.openings.map(({ id, personId, expiresAt }) => (
              <li key={id}>
                <a href={href(`/pro/personnes/${personId}`)}>{t("pro.emergency.read")}</a>{" "}
                {t("pro.emergency.until", { when: momentInWords(format, expiresAt) })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

/** `/admin/bris-de-glace`: emergency openings of one's organisation, each with its reads, to review. */
export const reviewPage: PageDefinition = {
  path: "/admin/bris-de-glace",
  part: "persons",
  open: async ({ t, call, query }) => {
    const page = Math.min(200, Math.max(1, Math.trunc(Number(query.get("page"))) || 1));
    const { openings, hasMore } = await call(listBreakGlass, { page });
    return {
      title: t("pro.review.title"),
      main: <Review openings={openings} nextPage={hasMore ? page + 1 : null} />,
    };
  },
};

function Review(props: {
  readonly openings: readonly Opening[];
  readonly nextPage: number | null;
}): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.review.title")}</h1>
      {props.openings.length === 0 ? <p>{t("pro.review.none")}</p> : null}
      {props.openings.map((opening) => (
        <OpeningPanel key={opening.id} opening={opening} />
      ))}
      {props.nextPage === null ? null : (
        <p>
          <a href={href("/admin/bris-de-glace", { page: props.nextPage })}>{t("pro.review.more")}</a>
        </p>
      )}
    </div>
  );
}

function OpeningPanel({ opening }: { readonly opening: Opening }): ReactNode {
  const { t, format } = usePage();
  const { id, openedByName, openedAt, reason, reads, verdict, mayReview } = opening;
  return (
    <section className="panel" aria-labelledby={`opening-${id}`}>
      <h2 id={`opening-${id}`}>
        {t("pro.review.opened", { name: openedByName, when: momentInWords(format, openedAt) })}
      </h2>
      <h3>{t("pro.review.reason")}</h3>
      <p>{reason ?? t("pro.review.reasonErased")}</p>
      <p>{t("pro.review.reads", { count: reads.length })}</p>
      <ul>
        {reads.map(({ at, action }) => (
          <li key={`${at}${action}`}>{momentInWords(format, at)}</li>
        ))}
      </ul>
      {verdict === null ? null : (
        <p>
          <strong>{t(`pro.review.${verdict}`)}</strong>
        </p>
      )}
      {verdict === null && !mayReview ? <p>{t("pro.review.notYours")}</p> : null}
      {mayReview
        ? (["justified", "not-justified"] as const).map((choice) => (
            <ActionForm
              key={choice}
              action={reviewBreakGlass}
              id={`${choice}-${id}`}
              tone={choice === "justified" ? "quiet" : "danger"}
              submit={t(`pro.review.${choice}`)}
              fields={[
                { name: "openingId", label: "", control: "hidden", value: id },
                { name: "verdict", label: "", control: "hidden", value: choice },
              ]}
            />
          ))
        : null}
    </section>
  );
}
