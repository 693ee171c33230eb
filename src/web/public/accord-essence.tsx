import type { OutputOf } from "#base";
import type { listAccordEssences } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Original } from "../ui/original.tsx";

type Essence = Omit<OutputOf<typeof listAccordEssences>["accords"][number], "territory">;

/** The essence of an accord between organisations, as anybody may read it (GDPR art. 26 (2)). */
export function AccordEssence({ accord }: { readonly accord: Essence }): ReactNode {
  const { t, format } = usePage();
  const list = (name: string, codes: readonly string[]): string =>
    codes.map((code) => t(`code.${name}.${code}`)).join(" · ");
  return (
    <li className="panel">
      <h3>
        <Original>{accord.title}</Original>
      </h3>
      <p>{t(`code.accordKind.${accord.kind}`)}</p>
      <p>
        {t("page.accords.between")} <Original>{accord.parties.join(", ")}</Original>
      </p>
      <p>
        {t("page.accords.purposes")} {list("accordPurpose", accord.purposes)}
      </p>
      <p>
        {t("page.accords.items")} {list("sharedItem", accord.items)}
      </p>
      <p>
        {t("page.accords.contact")} <Original>{`${accord.contactName}, ${accord.contact}`}</Original>
      </p>
      <p className="quiet">
        {t("page.accords.dates", {
          since: format.day(accord.since, { withoutWeekday: true }),
          until: format.day(accord.lastDay, { withoutWeekday: true }),
        })}
      </p>
    </li>
  );
}
