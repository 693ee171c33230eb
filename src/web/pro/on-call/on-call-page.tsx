import type { LocalDate, OutputOf } from "#base";
import { addDuty, endDuty, readOnCall, setAskingHours } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";
import { settableOrganisations, SettingsChoice } from "../settings-choice.tsx";

type OnCall = OutputOf<typeof readOnCall>;

/** `/pro/astreinte`: of which organisation. */
export const onCallChoicePage: PageDefinition = {
  path: "/pro/astreinte",
  part: "health",
  open: async (context) => {
    const title = context.t("pro.onCall.title");
    const organisations = await settableOrganisations(context);
    return {
      title,
      main: <SettingsChoice title={title} path="/pro/astreinte" organisations={organisations} />,
    };
  },
};

/** `/pro/astreinte/:controllerId`: who answers when an answer tells of suicidal risk, and when. */
export const onCallPage: PageDefinition = {
  path: "/pro/astreinte/:controllerId",
  part: "health",
  open: async ({ t, call, params }) => {
    const onCall = await call(readOnCall, { controllerId: params["controllerId"] ?? "" });
    return { title: t("pro.onCall.title"), main: <OnCallView onCall={onCall} /> };
  },
};

function OnCallView({ onCall }: { readonly onCall: OnCall }): ReactNode {
  const { t, href, newKey } = usePage();
  return (
    <div className="column">
      <p>
        <a href={href(`/pro/instruments/${onCall.controllerId}`)}>{t("pro.instruments.back")}</a>
      </p>
      <h1>{t("pro.onCall.title")}</h1>
      <p className="lead">{t("pro.onCall.lead")}</p>
      <Refused actions={[endDuty]} />
      <Coverage onCall={onCall} />
      <section aria-labelledby="hours">
        <h2 id="hours">{t("pro.onCall.hours")}</h2>
        <ActionForm
          action={setAskingHours}
          version={onCall.version}
          params={{ controllerId: onCall.controllerId }}
          submit={t("pro.onCall.hours.submit")}
          tone="quiet"
          fields={[
            {
              name: "askingHours",
              label: t("pro.onCall.hours.label"),
              hint: t("pro.onCall.hours.hint"),
              control: "text",
              value: onCall.askingHours ?? "Mo-Fr 09:00-17:00",
              spellcheck: false,
            },
          ]}
        />
      </section>
      <Duties onCall={onCall} />
      <section aria-labelledby="add">
        <h2 id="add">{t("pro.onCall.add")}</h2>
        <ActionForm
          action={addDuty}
          params={{ controllerId: onCall.controllerId }}
          submit={t("pro.onCall.add.submit")}
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            {
              name: "accountId",
              label: t("pro.onCall.person"),
              control: "select",
              choices: onCall.colleagues.map(({ accountId, name }) => ({ value: accountId, label: name })),
            },
            {
              name: "hours",
              label: t("pro.onCall.duty"),
              hint: t("pro.onCall.hours.hint"),
              control: "text",
              value: "Mo-Fr 09:00-17:00",
              spellcheck: false,
            },
            {
              name: "turn",
              label: t("pro.onCall.turn"),
              control: "radios",
              value: "1",
              isNeeded: true,
              choices: ["1", "2", "3"].map((value) => ({ value, label: t(`pro.onCall.turn.${value}`) })),
            },
            {
              name: "phone",
              label: t("pro.onCall.phone"),
              hint: t("pro.onCall.phone.hint"),
              control: "tel",
              autocomplete: "off",
            },
          ]}
        />
      </section>
    </div>
  );
}

function Coverage({ onCall }: { readonly onCall: OnCall }): ReactNode {
  const { t, format } = usePage();
  const dayOf = (wall: string): string => format.day(wall.slice(0, 10) as LocalDate);
  if (onCall.isCovered) return <Notice tone="success">{t("pro.onCall.covered")}</Notice>;
  return (
    <Notice tone="danger" title={t("pro.onCall.notCovered")}>
      <p>{t("pro.onCall.notCovered.why")}</p>
      <ul>
        {onCall.gaps.slice(0, 10).map(({ from, to, persons }) => (
          <li key={from}>
            {t("pro.onCall.gap", {
              day: dayOf(from),
              from: format.time(from.slice(11)),
              lastDay: dayOf(to),
              to: format.time(to.slice(11)),
              isOneDay: String(from.slice(0, 10) === to.slice(0, 10)),
              persons,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Duties({ onCall }: { readonly onCall: OnCall }): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="duties">
      <h2 id="duties">{t("pro.onCall.duties")}</h2>
      {onCall.duties.length === 0 ? <p>{t("pro.onCall.duties.none")}</p> : null}
      <ul className="offers">
        {onCall.duties.map(({ id, name, hours, turn, phone }) => (
          <li key={id} className="offer offer-line">
            <p>
              <strong>{name}</strong>
            </p>
            <p>
              <bdi dir="ltr">{hours}</bdi> · {t(`pro.onCall.turn.${Math.min(turn, 3)}`)}
            </p>
            <p>{phone === null ? t("pro.onCall.byMail") : t("pro.onCall.byPhone", { phone })}</p>
            <ActButton
              action={endDuty}
              params={{ controllerId: onCall.controllerId }}
              values={{ id }}
              label={t("pro.onCall.end")}
              about={name}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
