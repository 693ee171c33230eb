import type { OutputOf } from "#base";
import { accessFeature } from "#directory";
import { judgeAccessLink, listAccessLinks } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { safeWebAddress } from "../../ui/contact.tsx";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";
import { Refused } from "../refused.tsx";
import { ImportsTrail } from "./imports-page.tsx";

type Links = OutputOf<typeof listAccessLinks>;
type Link = Links["links"][number];
type State = "waiting" | "joined";

const path = "/pro/imports/accessibilite";
const states: readonly State[] = ["waiting", "joined"];

/** `/pro/imports/accessibilite`: places beside the establishments that may be the same; a human decides, or takes a joining back. */
export const accessPage: PageDefinition = {
  path,
  part: "directory",
  open: async ({ t, call, query }) => {
    const state: State = query.get("state") === "joined" ? "joined" : "waiting";
    const links = await call(listAccessLinks, { state, page: query.get("page") ?? "1" });
    return { title: t("pro.access.title"), main: <AccessView links={links} state={state} /> };
  },
};

function AccessView({ links, state }: { readonly links: Links; readonly state: State }): ReactNode {
  const { t, href } = usePage();
  const last = Math.ceil(links.total / links.pageSize);
  return (
    <div className="column">
      <h1>{t("pro.access.title")}</h1>
      <p className="lead">{t("pro.access.lead")}</p>
      <ImportsTrail />
      <Refused actions={[judgeAccessLink]} />
      <nav className="imports-pages" aria-label={t("pro.access.states")}>
        <ul>
          {states.map((one) => (
            <li key={one}>
              <a href={href(path, { state: one })} aria-current={one === state ? "page" : undefined}>
                {t(`pro.access.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p role="status">
        {t(state === "joined" ? "pro.access.countJoined" : "pro.access.countWaiting", { count: links.total })}
      </p>
      <ol className="offers">
        {links.links.map((link) => (
          <LinkView key={`${link.locationId} ${link.placeId}`} link={link} state={state} />
        ))}
      </ol>
      {links.page < last ? (
        <p>
          <a href={href(path, { state, page: links.page + 1 })}>{t("pro.access.more")}</a>
        </p>
      ) : null}
    </div>
  );
}

function LinkView({ link, state }: { readonly link: Link; readonly state: State }): ReactNode {
  const { t, href, format } = usePage();
  const { name, offerId, wheelchair } = link;
  const known = link.features.filter(accessFeature.has);
  const told = [
    t(`code.wheelchairAccess.${wheelchair}`),
    ...known.map((code) => t(`code.accessFeature.${code}`)),
  ];
  const address = safeWebAddress(link.placeUrl);
  const likeness = [
    ...link.evidence.map((code) => t(`code.accessEvidence.${code}`)),
    ...(link.distanceMetres === null ? [] : [t("pro.duplicates.distance", { metres: link.distanceMetres })]),
    ...(link.isChosen ? [t("pro.access.chosen")] : []),
  ];
  return (
    <li className="offer offer-line">
      <h2 className="offer-name">
        {offerId === null ? (
          <Original>{name}</Original>
        ) : (
          <a href={href(`/lieu/${offerId}`)}>
            <Original>{name}</Original>
          </a>
        )}
      </h2>
      <dl className="facts">
        <dt>{t("pro.access.ours")}</dt>
        <dd>
          <Original>{[link.address, link.city].filter((part) => part !== null).join(", ")}</Original>
        </dd>
        <dt>{t("pro.access.theirs")}</dt>
        <dd>
          {address === null ? (
            <Original>{link.placeName}</Original>
          ) : (
            <a href={address} rel="noreferrer noopener">
              <Original>{link.placeName}</Original>
            </a>
          )}
          {link.placeStreet === null ? null : (
            <>
              {", "}
              <Original>{link.placeStreet}</Original>
            </>
          )}{" "}
          (<Original>{link.sourceName}</Original>)
        </dd>
        <dt>{t("pro.access.tells")}</dt>
        <dd>{told.join(" · ")}</dd>
      </dl>
      <p>
        <strong>{t("pro.duplicates.score", { score: format.number(link.score) })}</strong> ·{" "}
        {likeness.join(" · ")}
      </p>
      {state === "waiting" ? <Judge link={link} decision="same" label={t("pro.access.same")} /> : null}
      <Judge
        link={link}
        decision="different"
        label={t(state === "waiting" ? "pro.access.different" : "pro.access.apart")}
      />
    </li>
  );
}

function Judge(props: {
  readonly link: Link;
  readonly decision: "same" | "different";
  readonly label: string;
}): ReactNode {
  const { locationId, source, placeId, name } = props.link;
  return (
    <ActButton
      action={judgeAccessLink}
      params={{}}
      values={{ locationId, source, placeId, decision: props.decision }}
      label={props.label}
      about={name}
    />
  );
}
