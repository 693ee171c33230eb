import type { OutputOf } from "#base";
import { acknowledgeRiskAlert, noteRiskAlert, readRiskAlert } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PersonTrail } from "../person-trail.tsx";

type Alert = OutputOf<typeof readRiskAlert>;

/** `/pro/alertes/:alertId`: one alert: whom to call, what was done, who takes it over. No answer and no score. */
export const alertPage: PageDefinition = {
  path: "/pro/alertes/:alertId",
  part: "health",
  open: async ({ t, call, params }) => {
    const alert = await call(readRiskAlert, { alertId: params["alertId"] ?? "" });
    return { title: t("pro.alert.title"), main: <AlertView alert={alert} /> };
  },
};

function AlertView({ alert }: { readonly alert: Alert }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <PersonTrail personId={alert.personId} givenNames={alert.givenNames} />
      <h1>{t("pro.alert.heading", { name: alert.givenNames })}</h1>
      <State alert={alert} />
      <p>{t(`pro.risk.do.${alert.level}`)}</p>
      <CrisisCard />
      {alert.acknowledgedAt === null && alert.steps > 0 && alert.messagesSent === 0 ? (
        <Notice tone="danger">{t("pro.alert.undelivered")}</Notice>
      ) : null}
      {alert.wasCovered ? null : <Notice tone="danger">{t("pro.alert.notCovered")}</Notice>}
      <Forms alert={alert} />
      <Events alert={alert} />
    </div>
  );
}

function State({ alert }: { readonly alert: Alert }): ReactNode {
  const { t, format } = usePage();
  if (alert.acknowledgedAt !== null) {
    const when = momentInWords(format, alert.acknowledgedAt);
    return <Notice>{t("pro.alert.taken", { name: alert.acknowledgedBy ?? "–", when })}</Notice>;
  }
  return (
    <Notice tone="danger">
      {t("pro.alert.open", { when: momentInWords(format, alert.raisedAt), name: alert.askedBy ?? "–" })}
    </Notice>
  );
}

function Forms({ alert }: { readonly alert: Alert }): ReactNode {
  const { t } = usePage();
  const field = { name: "words", control: "textarea", hint: t("pro.alert.words.hint") } as const;
  return (
    <>
      {alert.allowed.includes(acknowledgeRiskAlert.name) ? (
        <section aria-labelledby="take-over">
          <h2 id="take-over">{t("pro.alert.takeOver")}</h2>
          <ActionForm
            action={acknowledgeRiskAlert}
            params={{ alertId: alert.id }}
            submit={t("pro.alert.takeOver.submit")}
            fields={[{ ...field, label: t("pro.alert.takeOver.words") }]}
          />
        </section>
      ) : null}
      {alert.isOwn && alert.acknowledgedAt === null ? <p>{t("pro.alert.ownAct")}</p> : null}
      <section aria-labelledby="note">
        <h2 id="note">{t("pro.alert.note")}</h2>
        <ActionForm
          action={noteRiskAlert}
          params={{ alertId: alert.id }}
          submit={t("pro.alert.note.submit")}
          tone="quiet"
          fields={[{ ...field, label: t("pro.alert.note.words") }]}
        />
      </section>
    </>
  );
}

function Events({ alert }: { readonly alert: Alert }): ReactNode {
  const { t, format } = usePage();
  return (
    <section aria-labelledby="events">
      <h2 id="events">{t("pro.alert.events")}</h2>
      <ol>
        {alert.events.map((event) => (
          <li key={`${event.at}${event.kind}`}>
            {t(`pro.alert.event.${event.kind}`, {
              when: momentInWords(format, event.at),
              name: event.by ?? "–",
              count: event.people ?? 0,
            })}
            {event.words === null ? null : <blockquote dir="auto">{event.words}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
}
