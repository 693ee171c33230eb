import { checkKind, trainingKind } from "#pathway";
import { setMissionPolicy } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import type { Team } from "./what-is-read.ts";

/** What each mission asks; the coordinator decides. */
export function Policies({
  team,
  mayDecide,
}: {
  readonly team: Team;
  readonly mayDecide: boolean;
}): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="policies">
      <h2 id="policies">{t("pro.visits.team.policies")}</h2>
      <ul className="offers">
        {team.policies.map((policy) => (
          <li key={policy.purpose} className="offer offer-line">
            <p>
              <strong>{t(`pro.code.engagementPurpose.${policy.purpose}`)}</strong>
              {policy.version === 0 ? ` · ${t("pro.visits.team.policy.usual")}` : null}
            </p>
            <p>
              {[
                policy.needsCharter ? t("pro.visits.team.policy.charter") : null,
                ...policy.checks.map((kind) => t(`pro.code.checkKind.${kind}`)),
                ...policy.trainings.map(
                  (kind) => `${t("pro.visits.team.trainingKind")} : ${t(`pro.code.trainingKind.${kind}`)}`,
                ),
              ]
                .filter((word) => word !== null)
                .join(" · ")}
            </p>
            {mayDecide ? <PolicyForm controllerId={team.controllerId} policy={policy} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PolicyForm(props: {
  readonly controllerId: string;
  readonly policy: Team["policies"][number];
}): ReactNode {
  const { t } = usePage();
  const { controllerId, policy } = props;
  return (
    <FoldedForm
      summary={
        <>
          {t("pro.hours.change")}
          <span className="visually-hidden"> {t(`pro.code.engagementPurpose.${policy.purpose}`)}</span>
        </>
      }
      action={setMissionPolicy}
      isOwn={({ values }) => values["purpose"]?.at(-1) === policy.purpose}
    >
      <ActionForm
        action={setMissionPolicy}
        id={`policy-${policy.purpose}`}
        version={policy.version}
        submit={t("pro.visits.team.save")}
        tone="quiet"
        fields={[
          { name: "controllerId", label: "", control: "hidden", value: controllerId },
          { name: "purpose", label: "", control: "hidden", value: policy.purpose },
          {
            name: "needsCharter",
            label: t("pro.visits.team.policy.charter"),
            value: policy.needsCharter ? "true" : undefined,
          },
          {
            name: "checks",
            label: t("pro.visits.team.policy.checks"),
            choices: checkKind.codes.map((value) => ({ value, label: t(`pro.code.checkKind.${value}`) })),
            value: policy.checks,
          },
          {
            name: "trainings",
            label: t("pro.visits.team.policy.trainings"),
            choices: trainingKind.codes.map((value) => ({
              value,
              label: t(`pro.code.trainingKind.${value}`),
            })),
            value: policy.trainings,
          },
        ]}
      />
    </FoldedForm>
  );
}
