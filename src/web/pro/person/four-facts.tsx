import { localDateAt, type LocalDate } from "#base";
import type { Person, Referral } from "#pathway";
import { withdrawAgreements } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActButton } from "../act-button.tsx";

/** What {@link FourFacts} is given. */
export interface FourFactsProps {
  readonly file: Person;
  /** Null where the reader may not see them. */
  readonly referrals: readonly Referral[] | null;
  readonly mayChange: boolean;
}

/** The four separate facts: why a file may be held, leave to contact, what may be passed on to whom, use in statistics. */
export function FourFacts({ file, referrals, mayChange }: FourFactsProps): ReactNode {
  const { t } = usePage();
  const channels = file.contactChannels.map((code) => t(`code.contactChannel.${code}`)).join(", ");
  const agreed = agreementsIn(referrals ?? [], usePage().now);
  return (
    <section aria-labelledby="facts-four">
      <h2 id="facts-four">{t("pro.story.four")}</h2>
      <ol className="four-facts">
        <Fact name="held" field="processingGround" file={file} mayChange={mayChange}>
          {t(`code.processingGround.${file.processingGround}`)}
          {file.minorGround ? ` · ${t(`code.minorGround.${file.minorGround}`)}` : null}
        </Fact>
        <Fact name="contact" field="contactChannels" file={file} mayChange={mayChange}>
          {channels || t("pro.person.noContact")}
        </Fact>
        <li>
          <h3>{t("pro.story.four.shared")}</h3>
          {agreed.length === 0 ? <p>{t("pro.story.four.shared.none")}</p> : null}
          {agreed.map((referral) => (
            <Agreement key={referral.id} referral={referral} />
          ))}
          {agreed.length > 0 && mayChange ? (
            <ActButton
              action={withdrawAgreements}
              params={{ personId: file.id }}
              values={{}}
              label={t("pro.story.four.withdrawAll")}
              tone="danger"
            />
          ) : null}
        </li>
        <Fact name="statistics" field="statisticsUse" file={file} mayChange={mayChange}>
          {t(`code.statisticsUse.${file.statisticsUse}`)}
        </Fact>
      </ol>
    </section>
  );
}

interface FactProps {
  readonly name: "held" | "contact" | "statistics";
  /** Field of the file to which the link for changing leads. */
  readonly field: string;
  readonly file: Person;
  readonly mayChange: boolean;
  readonly children: ReactNode;
}

function Fact({ name, field, file, mayChange, children }: FactProps): ReactNode {
  const { t, href } = usePage();
  return (
    <li>
      <h3>{t(`pro.story.four.${name}`)}</h3>
      <p>{children}</p>
      {mayChange ? (
        <a
          className="more"
          href={`${href(`/pro/personnes/${file.id}`, { changer: 1 })}#pathway-updateFile-${field}`}
        >
          {t("pro.story.four.edit")}
          <span className="visually-hidden"> {t(`pro.story.four.${name}`)}</span>
        </a>
      ) : null}
    </li>
  );
}

function Agreement({ referral }: { readonly referral: Referral }): ReactNode {
  const { t, format, href } = usePage();
  const items = referral.items.map((item) => t(`code.sharedItem.${item}`)).join(", ");
  return (
    <p>
      <a href={href(`/pro/orientations/${referral.id}`)} dir="auto">
        {referral.receiverName}
      </a>
      {" : "}
      {t("pro.story.four.agreement", {
        items,
        day: format.day(referral.agreedUntil as LocalDate, { withoutWeekday: true }),
      })}
    </p>
  );
}

/** Referrals whose agreement holds today. */
function agreementsIn(
  referrals: readonly Referral[],
  now: Parameters<typeof localDateAt>[0],
): readonly Referral[] {
  const today = localDateAt(now, timeZone);
  return referrals.filter(
    ({ loop, agreedUntil, isWithdrawn }) =>
      loop === "open" && agreedUntil !== null && agreedUntil >= today && !isWithdrawn,
  );
}
