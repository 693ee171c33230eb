import type { OutputOf } from "#base";
import type { readSharingGround } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";

/** On what ground something may be told to a receiver, as it is read. */
export type SharingGround = OutputOf<typeof readSharingGround>;
type Answer = SharingGround["told"];

/** What a {@link Ground} is given. */
export interface GroundProps {
  readonly ground: SharingGround;
  readonly personId: string;
}

/** On what ground a referral may be sent, in words, before it is: the rule, its article, and what would make it lawful. */
export function Ground({ ground, personId }: GroundProps): ReactNode {
  const { t } = usePage();
  const { told, severalNeeded, receiver } = ground;
  return (
    <section aria-labelledby="ground" className="panel">
      <h2 id="ground">{t("pro.ground.heading")}</h2>
      {receiver === null ? null : <p>{t("pro.ground.receiver", { name: receiver })}</p>}
      {told.ground === null ? <Refused answer={told} personId={personId} /> : <Found ground={ground} />}
      {severalNeeded === null || told.ground !== null ? null : (
        <p>{t("pro.ground.several", { article: severalNeeded.article })}</p>
      )}
    </section>
  );
}

function Found({ ground: { told, covered } }: { readonly ground: SharingGround }): ReactNode {
  const { t } = usePage();
  const key = told.accord === null ? `${told.ground}.within` : told.ground;
  return (
    <>
      <p>
        <strong>{t(`pro.ground.${key}`, { accord: told.accord ?? "", article: told.article })}</strong>
      </p>
      <p>{t("pro.ground.tell")}</p>
      {told.accord === null ? null : (
        <p>
          {t("pro.ground.covered", { items: covered.map((item) => t(`code.sharedItem.${item}`)).join(", ") })}
        </p>
      )}
    </>
  );
}

function Refused({ answer, personId }: { readonly answer: Answer; readonly personId: string }): ReactNode {
  const { t, href } = usePage();
  const links: Readonly<Record<string, string>> = {
    "choose-other": href(`/pro/personnes/${personId}/propositions`),
    "act-in-danger": href(`/pro/personnes/${personId}/danger`),
  };
  return (
    <>
      <p>
        <strong>{t("pro.ground.agreementOnly")}</strong> {t(`code.groundRefusal.${answer.reason ?? ""}`)}{" "}
        <span className="quiet">({answer.article})</span>
      </p>
      <p>{t("pro.ground.remedies")}</p>
      <ul>
        {answer.remedies.map((code) => {
          const words = t(`code.groundRemedy.${code}`);
          const address = links[code];
          return <li key={code}>{address === undefined ? words : <a href={address}>{words}</a>}</li>;
        })}
      </ul>
    </>
  );
}

/** Said where the accord between organisations on which a referral rests has ended. */
export function AccordOver(): ReactNode {
  const { t } = usePage();
  return <Notice tone="danger">{t("pro.referral.accordOver")}</Notice>;
}
