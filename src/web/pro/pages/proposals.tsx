import { matchCaution, matchReason, matchUnknown, leftOutReason } from "#directory";
import { matchOffers, type SuggestedOffer } from "#directory/actions";
import { addPlanItem, readFile, readNeeds } from "#pathway/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { PhoneLink } from "../../ui/contact.tsx";
import { addressLine } from "../../ui/offer-card.tsx";
import { OpeningLine } from "../../ui/opening-line.tsx";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";

type Proposals = OutputOf<typeof matchOffers>;
type LeftOut = Proposals["leftOut"][number];

/** Most offers proposed at once: few enough to talk about each. */
const mostProposed = 8;

/** `/pro/personnes/:personId/propositions`: what could suit the person, with reasons; into the plan or referred at once. */
export const proposalsPage: PageDefinition = {
  path: "/pro/personnes/:personId/propositions",
  part: "persons",
  open: async ({ t, call, params, query }) => {
    const personId = params["personId"] ?? "";
    const [file, { profile, version }] = await Promise.all([
      call(readFile, { personId }),
      call(readNeeds, { personId }),
    ]);
    const proposals =
      profile.place.town === null ? null : await call(matchOffers, { need: profile, limit: mostProposed });
    const shown = {
      personId,
      givenNames: file.givenNames,
      partOfId: query.get("suite"),
      hasNeeds: version > 0,
    };
    return {
      title: t("pro.offers.title"),
      main: <Propose {...shown} proposals={proposals} />,
    };
  },
};

interface Place {
  readonly personId: string;
  readonly givenNames: string;
  /** Referral on which a new one would follow; null for a first one. */
  readonly partOfId: string | null;
  /** Whether anybody asked what the person looks for: proposals come from that. */
  readonly hasNeeds: boolean;
}

function Propose({ proposals, ...place }: Place & { readonly proposals: Proposals | null }): ReactNode {
  const { t, href } = usePage();
  const { personId, givenNames } = place;
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.offers.heading", { name: givenNames })}</h1>
      {place.partOfId ? <p>{t("pro.offers.followsOn")}</p> : null}
      {proposals === null ? (
        <div className="nothing">
          <h2>{t("pro.offers.noPlace")}</h2>
          <p>
            <a href={`${href(`/pro/personnes/${personId}`, { changer: 1 })}#pathway-updateFile-townCode`}>
              {t("pro.offers.noPlace.do")}
            </a>
          </p>
        </div>
      ) : (
        <Found proposals={proposals} {...place} />
      )}
      {place.hasNeeds ? (
        <p className="not-printed">
          <a className="more" href={href(`/pro/personnes/${personId}/besoins`)}>
            {t("pro.story.needs.change")}
          </a>
        </p>
      ) : null}
    </div>
  );
}

function Found({ proposals, ...place }: Place & { readonly proposals: Proposals }): ReactNode {
  const { t } = usePage();
  return (
    <>
      <p role="status" className="count">
        {t("pro.offers.count", { count: proposals.offers.length })}
      </p>
      {proposals.offers.length === 0 ? <NothingFound {...place} /> : null}
      <ul className="offers">
        {proposals.offers.map((proposal) => (
          <ProposalLine key={proposal.offer.id} proposal={proposal} {...place} />
        ))}
      </ul>
      {proposals.leftOut.length > 0 ? (
        <details className="disclosure not-printed">
          <summary>{t("pro.offers.leftOut", { count: proposals.leftOut.length })}</summary>
          <ul>
            {proposals.leftOut.map((one) => (
              <LeftOutLine key={one.offer.id} leftOut={one} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** Nothing is proposed: what comes first, or what else can be done. */
function NothingFound({ personId, hasNeeds }: Place): ReactNode {
  const { t, href } = usePage();
  if (hasNeeds) return <p>{t("pro.offers.none")}</p>;
  return (
    <div className="nothing">
      <h2>{t("pro.offers.needsFirst")}</h2>
      <p>
        <a className="button button-main" href={href(`/pro/personnes/${personId}/besoins`)}>
          {t("pro.story.needs.begin")}
        </a>
      </p>
    </div>
  );
}

function ProposalLine({
  proposal,
  personId,
  partOfId,
}: Place & { readonly proposal: SuggestedOffer }): ReactNode {
  const { t, href, format, newKey } = usePage();
  const { offer } = proposal;
  const isMission = offer.kind === "mission";
  return (
    <li className={`offer offer-line offer-${offer.opening.state}`}>
      {offer.distanceMetres === null ? null : (
        <p className="offer-distance">
          {t("page.distance.at", { distance: format.distance(offer.distanceMetres) })}
        </p>
      )}
      <h2 className="offer-name">
        <a href={href(`/lieu/${offer.id}`)}>
          <Original>{offer.name}</Original>
        </a>
      </h2>
      {offer.organizationName && offer.organizationName !== offer.name ? (
        <p className="offer-by">
          <Original>{offer.organizationName}</Original>
        </p>
      ) : null}
      <p className="offer-address">
        <Original>{addressLine(offer)}</Original>
        {offer.phone ? (
          <>
            {" · "}
            <PhoneLink number={offer.phone} />
          </>
        ) : null}
      </p>
      <OpeningLine offer={offer} />
      {isMission ? <p>{t("pro.offers.mission")}</p> : null}
      <Why proposal={proposal} />
      <div className="acts not-printed">
        <a
          className="button button-main"
          href={href(`/pro/personnes/${personId}/orienter/${offer.id}`, { suite: partOfId })}
        >
          {t(isMission ? "pro.story.plan.introduce" : "pro.story.plan.refer")}
          <span className="visually-hidden"> {offer.name}</span>
        </a>
        <ActButton
          action={addPlanItem}
          params={{ personId }}
          values={{ id: newKey(), offerId: offer.id }}
          label={t(isMission ? "pro.offers.chooseMission" : "pro.offers.choose")}
          about={offer.name}
        />
      </div>
    </li>
  );
}

/** A code with the values of its sentence. */
interface Said {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

function Why({ proposal }: { readonly proposal: SuggestedOffer }): ReactNode {
  const { t } = usePage();
  const sentence = (list: { readonly name: string }, { code, params }: Said) =>
    t(`code.${list.name}.${code}`, params);
  const lines = [
    ["why", proposal.reasons.map((one) => sentence(matchReason, one))],
    ["caution", proposal.cautions.map((one) => sentence(matchCaution, one))],
    ["ask", proposal.unknown.map((code) => t(`code.${matchUnknown.name}.${code}`))],
  ] as const;
  return (
    <dl className="why">
      {lines
        .filter(([, sentences]) => sentences.length > 0)
        .map(([name, sentences]) => (
          <div key={name}>
            <dt>{t(`pro.offers.${name}`)}</dt>
            <dd>{sentences.join(" · ")}</dd>
          </div>
        ))}
    </dl>
  );
}

function LeftOutLine({ leftOut }: { readonly leftOut: LeftOut }): ReactNode {
  const { t, href } = usePage();
  return (
    <li>
      <a href={href(`/lieu/${leftOut.offer.id}`)}>
        <Original>{leftOut.offer.name}</Original>
      </a>
      {" : "}
      {t(`code.${leftOutReason.name}.${leftOut.reason.code}`, leftOut.reason.params)}
    </li>
  );
}
