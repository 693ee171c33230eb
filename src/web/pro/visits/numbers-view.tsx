import { hideNumber, showNumber } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { ActButton } from "../act-button.tsx";
import type { PersonVisits } from "./what-is-read.ts";

interface Props {
  readonly personId: string;
  readonly engagementId: string;
  readonly party: PersonVisits["engagements"][number]["parties"][number];
}

/** Id of the form that notes whose number may be read. */
export function numberFormId(
  engagementId: string,
  { volunteerId }: Pick<Props["party"], "volunteerId">,
  whose: "person" | "volunteer",
): string {
  return `${whose}-${engagementId}-${volunteerId}`;
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
            <FoldedForm
              summary={t(`pro.visits.numbers.${whose}`, { name })}
              action={showNumber}
              form={numberFormId(engagementId, party, whose)}
            >
              <ActionForm
                action={showNumber}
                id={numberFormId(engagementId, party, whose)}
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
            </FoldedForm>
          )}
        </li>
      ))}
    </ul>
  );
}
