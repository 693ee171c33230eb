import type { Offer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { OriginalText } from "../ui/original.tsx";
import { costInWords, publicsInWords, roomInWords, takingPartInWords } from "../ui/taking-part-in-words.ts";

/** Who comes, what it costs, whether there is room, how one begins: what one needs to dare to go. Nothing that nobody told. */
export function OfferConditions({ offer }: { readonly offer: Offer }): ReactNode {
  const page = usePage();
  const { t } = page;
  const room = roomInWords(page, offer);
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions">{t("page.offer.conditions")}</h2>
      <dl className="facts">
        <Fact label={t("page.offer.cost")}>{costInWords(page, offer)}</Fact>
        <Fact label={t("page.offer.whom")}>{publicsInWords(page, offer)}</Fact>
        {room === null ? null : <Fact label={t("page.offer.room")}>{room}</Fact>}
        {takingPartInWords(page, offer).map(({ label, told }) => (
          <Fact key={label} label={label}>
            {told.join(" · ")}
          </Fact>
        ))}
        {offer.accessConditions ? (
          <Fact label={t("page.offer.access")}>
            <OriginalText>{offer.accessConditions}</OriginalText>
          </Fact>
        ) : null}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
