import { checkKind, trainingKind } from "#pathway";
import {
  freezeVolunteer,
  recordCheck,
  recordVolunteerTraining,
  settleVolunteer,
  signCharter,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayOf } from "../hours/day-of.ts";
import { Refusable } from "../refused.tsx";
import type { Team } from "./what-is-read.ts";

interface Props {
  readonly volunteer: Team["volunteers"][number];
  readonly mayDecide: boolean;
}

/** One volunteer: what is there with its end, what each mission still asks, and the freeze always in reach. */
export function VolunteerView({ volunteer, mayDecide }: Props): ReactNode {
  const { t, format } = usePage();
  const { id, name, status, patterns, running, missing } = volunteer;
  const ready = missing.filter((one) => one.missing.length === 0);
  const until = (day: string | null): string =>
    day === null ? "" : ` · ${t("pro.visits.team.until", { day: dayOf(format, day) })}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {patterns.length === 0 ? null : (
        <Notice title={t("pro.visits.team.patterns")}>
          <p>{patterns.map((pattern) => t(`pro.code.visitPattern.${pattern}`)).join(" · ")}</p>
        </Notice>
      )}
      <p>
        <strong>{t(`pro.code.volunteerStatus.${status}`)}</strong>
        {" · "}
        {t("pro.visits.team.running", { count: running })}
      </p>
      <ul>
        <li>
          {volunteer.charterSignedOn === null
            ? t("pro.visits.team.noCharter")
            : t("pro.visits.team.charter", { day: dayOf(format, volunteer.charterSignedOn) })}
        </li>
        {volunteer.checks.map(({ kind, isFit, checkedOn, expiresOn, checkedBy }) => (
          <li key={`${kind}${checkedOn}${isFit}`}>
            {t(isFit ? "pro.visits.team.check" : "pro.visits.team.checkNo", {
              kind: t(`pro.code.checkKind.${kind}`),
              day: dayOf(format, checkedOn),
              by: checkedBy,
            })}
            {until(expiresOn)}
          </li>
        ))}
        {volunteer.trainings.map(({ kind, doneOn, expiresOn }) => (
          <li key={`${kind}${doneOn}`}>
            {t("pro.visits.team.training", {
              kind: t(`pro.code.trainingKind.${kind}`),
              day: dayOf(format, doneOn),
            })}
            {until(expiresOn)}
          </li>
        ))}
      </ul>
      <p>
        {t("pro.visits.team.may")}
        {" : "}
        {ready.length === 0
          ? t("pro.visits.team.mayNothing")
          : ready.map(({ purpose }) => t(`pro.code.engagementPurpose.${purpose}`)).join(", ")}
      </p>
      <Missing volunteer={volunteer} />
      <Forms volunteer={volunteer} />
      <div className="widen">
        {status === "active" ? (
          <ActButton
            action={freezeVolunteer}
            params={{ volunteerId: id }}
            values={{}}
            label={t("pro.visits.team.freeze")}
            about={name}
            tone="danger"
          />
        ) : null}
        {mayDecide
          ? (["active", "ended"] as const)
              .filter((next) => next !== status)
              .map((next) => (
                <ActButton
                  key={next}
                  action={settleVolunteer}
                  params={{ volunteerId: id }}
                  values={{ status: next }}
                  version={volunteer.version}
                  label={t(next === "active" ? "pro.visits.team.lift" : "pro.visits.team.endMission")}
                  about={name}
                />
              ))
          : null}
      </div>
    </section>
  );
}

function Missing({ volunteer }: Pick<Props, "volunteer">): ReactNode {
  const { t } = usePage();
  const open = volunteer.missing.filter((one) => one.missing.length > 0);
  if (open.length === 0) return null;
  const word = ({ reason, kind }: (typeof open)[number]["missing"][number]): string => {
    const list = reason.startsWith("training") ? "trainingKind" : "checkKind";
    const what = kind === null ? "" : ` (${t(`pro.code.${list}.${kind}`)})`;
    return `${t(`pro.code.unfitReason.${reason}`)}${what}`;
  };
  return (
    <details className="disclosure">
      <summary>{t("pro.visits.team.missing")}</summary>
      <ul>
        {open.map(({ purpose, missing }) => (
          <li key={purpose}>
            {t(`pro.code.engagementPurpose.${purpose}`)}
            {" : "}
            {missing.map(word).join(", ")}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Forms({ volunteer }: Pick<Props, "volunteer">): ReactNode {
  const { t, newKey, refused } = usePage();
  const { id } = volunteer;
  const params = { volunteerId: id };
  const own = refused?.values["volunteerId"]?.at(-1) === id;
  const whose = { name: "volunteerId", label: "", control: "hidden", value: id } as const;
  const choicesOf = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((value) => ({ value, label: t(`pro.code.${list.name}.${value}`) }));
  return (
    <Refusable isOwn={() => own}>
      <details className="disclosure" open={own && refused?.action === signCharter.name}>
        <summary>{t("pro.visits.team.addCharter")}</summary>
        <ActionForm
          action={signCharter}
          id={`charter-${id}`}
          params={params}
          version={volunteer.version}
          submit={t("pro.visits.team.addCharter")}
          tone="quiet"
          fields={[whose, { name: "signedOn", label: t("pro.visits.team.signedOn"), control: "date" }]}
        />
      </details>
      <details className="disclosure" open={own && refused?.action === recordCheck.name}>
        <summary>{t("pro.visits.team.addCheck")}</summary>
        <p>{t("pro.visits.team.checkHint")}</p>
        <ActionForm
          action={recordCheck}
          id={`check-${id}`}
          params={params}
          submit={t("pro.visits.team.addCheck")}
          tone="quiet"
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            whose,
            { name: "kind", label: t("pro.visits.team.checkKind"), choices: choicesOf(checkKind) },
            {
              name: "isFit",
              label: t("pro.visits.team.isFit"),
              control: "radios",
              choices: [
                { value: "true", label: t("pro.visits.team.fit") },
                { value: "false", label: t("pro.visits.team.notFit") },
              ],
            },
            { name: "checkedOn", label: t("pro.visits.team.checkedOn"), control: "date" },
            { name: "expiresOn", label: t("pro.visits.team.expiresOn"), control: "date" },
          ]}
        />
      </details>
      <details className="disclosure" open={own && refused?.action === recordVolunteerTraining.name}>
        <summary>{t("pro.visits.team.addTraining")}</summary>
        <ActionForm
          action={recordVolunteerTraining}
          id={`training-${id}`}
          params={params}
          submit={t("pro.visits.team.addTraining")}
          tone="quiet"
          fields={[
            { name: "id", label: "", control: "hidden", value: newKey() },
            whose,
            { name: "kind", label: t("pro.visits.team.trainingKind"), choices: choicesOf(trainingKind) },
            { name: "doneOn", label: t("pro.visits.team.checkedOn"), control: "date" },
            { name: "expiresOn", label: t("pro.visits.team.expiresOn"), control: "date" },
          ]}
        />
      </details>
    </Refusable>
  );
}
