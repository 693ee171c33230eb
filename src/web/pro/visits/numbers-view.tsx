import { hideNumber, showNumber } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { Refusable } from "../refused.tsx";
import type { PersonVisits } from "./person-page.tsx";

interface Props {
  readonly personId: string;
  readonly engagementId: string;
  readonly party: PersonVisits["engagements"][number]["parties"][number];
}

/** What a person and a volunteer who accepted let each other read of their numbers; masked unless noted. */
export function NumbersView({ personId, engagementId, party }: Props): ReactNode {
  const { t } = usePage();
  const { volunteerId, name, seesPersonPhone, phone } = party;
  const params = { personId, engagementId };
  const states = [
    { whose: "person", isShown: seesPersonPhone, shown: t("pro.visits.numbers.personShown", { name }) },
    {
      whose: "volunteer",
      isShown: phone !== null,
      shown: t("pro.visits.numbers.volunteerShown", { name, phone: phone ?? "" }),
    },
  ] as const;
  return (
    <Refusable isOwn={() => false}>
      <ul>
        {states.map(({ whose, isShown, shown }) => (
          <li key={whose}>
            {isShown ? (
              <>
                {shown}{" "}
                <ActButton
                  action={hideNumber}
                  params={params}
                  values={{ volunteerId, whose }}
                  label={t("pro.visits.numbers.mask")}
                  about={shown}
                />
              </>
            ) : (
              <details className="disclosure">
                <summary>{t(`pro.visits.numbers.${whose}`, { name })}</summary>
                <ActionForm
                  action={showNumber}
                  id={`${whose}-${engagementId}-${volunteerId}`}
                  params={params}
                  submit={t("pro.visits.numbers.show")}
                  tone="quiet"
                  fields={[
                    { name: "volunteerId", label: "", control: "hidden", value: volunteerId },
                    { name: "whose", label: "", control: "hidden", value: whose },
                    ...(whose === "person"
                      ? []
                      : [
                          {
                            name: "phone",
                            label: t("pro.visits.numbers.phone"),
                            control: "tel" as const,
                            autocomplete: "off",
                            isNeeded: true,
                          },
                        ]),
                    {
                      name: "isAgreed",
                      label: t(`pro.visits.numbers.${whose}Agreed`, { name }),
                      control: "checkbox",
                    },
                  ]}
                />
              </details>
            )}
          </li>
        ))}
      </ul>
    </Refusable>
  );
}
