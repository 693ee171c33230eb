import { listBreakGlass, listMembers, signOut } from "#access/actions";
import { directionOf, hasPart, type Actor, type Profile } from "#base";
import { readAskedLine, readMatchWeights } from "#directory/actions";
import { listImports } from "#exchange/actions";
import { listReleaseProposals, listSurveys } from "#observatory/actions";
import {
  endAccord,
  findFiles,
  listCallRequests,
  listOwnVisits,
  listRiskAlerts,
  listVolunteers,
  listWaiting,
  readDangerFigures,
  readHoursMonth,
  readInstrumentSettings,
  readTeamFigures,
  readTerritoryFigures,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ActionForm } from "./action-form.tsx";

interface MenuEntry {
  /** Last part of the key of its words. */
  readonly name: string;
  readonly path: string;
  /** Where the pages that belong under it begin; its own path unless told. */
  readonly under?: string;
}

/** The entries of a signed-in person: the same rules that guard the pages choose the links to them. */
function entriesFor(actor: Actor, profile: Profile): readonly MenuEntry[] {
  const may = (
    action:
      | typeof findFiles
      | typeof listWaiting
      | typeof listMembers
      | typeof listBreakGlass
      | typeof listCallRequests
      | typeof listRiskAlerts
      | typeof listOwnVisits
      | typeof listImports
      | typeof listReleaseProposals
      | typeof readAskedLine
      | typeof readMatchWeights
      | typeof readTerritoryFigures
      | typeof listSurveys,
  ): boolean => hasPart(profile, action.part) && action.allow.check(actor, undefined).allowed;
  const inTeam = (
    action:
      | typeof endAccord
      | typeof listVolunteers
      | typeof readDangerFigures
      | typeof readHoursMonth
      | typeof readTeamFigures,
  ): boolean =>
    hasPart(profile, action.part) &&
    actor.memberships.some((membership) => action.allow.check(actor, membership).allowed);
  return [
    ...(may(listWaiting) ? [{ name: "waiting", path: "/pro", under: "/pro/orientations" }] : []),
    ...(may(listCallRequests) ? [{ name: "callRequests", path: "/pro/demandes" }] : []),
    ...(may(listRiskAlerts) ? [{ name: "alerts", path: "/pro/alertes" }] : []),
    ...(may(findFiles) ? [{ name: "persons", path: "/pro/personnes" }] : []),
    ...(may(listOwnVisits) ? [{ name: "ownVisits", path: "/pro/visites" }] : []),
    ...(inTeam(listVolunteers) ? [{ name: "volunteers", path: "/pro/benevoles" }] : []),
    ...(inTeam(readHoursMonth) ? [{ name: "hours", path: "/pro/heures" }] : []),
    ...(inTeam(readTeamFigures) ? [{ name: "teamFigures", path: "/pro/chiffres" }] : []),
    ...(may(readTerritoryFigures) ? [{ name: "territoryFigures", path: "/pro/territoire/chiffres" }] : []),
    ...(inTeam(readDangerFigures) ? [{ name: "dangers", path: "/pro/dangers" }] : []),
    ...(may(listSurveys)
      ? [{ name: "workspace", path: "/observatoire/atelier" }]
      : may(listReleaseProposals)
        ? [{ name: "publications", path: "/observatoire/atelier/publications" }]
        : []),
    ...(may(readAskedLine) ? [{ name: "telephone", path: "/pro/telephone" }] : []),
    ...(may(listImports) ? [{ name: "imports", path: "/pro/imports" }] : []),
    ...(may(readMatchWeights) ? [{ name: "weights", path: "/pro/territoire/classement" }] : []),
    ...(may(listMembers) ? [{ name: "members", path: "/organisation/membres" }] : []),
    ...(inTeam(endAccord) ? [{ name: "accords", path: "/organisation/accords" }] : []),
    ...(may(listBreakGlass) ? [{ name: "emergencies", path: "/admin/bris-de-glace" }] : []),
    ...(hasPart(profile, readInstrumentSettings.part) &&
    readInstrumentSettings.allow.check(actor, { controllerId: null }).allowed
      ? [{ name: "instruments", path: "/pro/instruments" }]
      : []),
    { name: "account", path: "/compte" },
  ];
}

/** `page` for the page itself, `true` for one that belongs under it, as ARIA has it. */
function currentOf({ path, under = path }: MenuEntry, here: string): "page" | "true" | undefined {
  if (here === path) return "page";
  return here.startsWith(`${under}/`) ? "true" : undefined;
}

/** The way around for whoever is signed in, and the way out; nothing for everybody else. */
export function Menu(): ReactNode {
  const { t, actor, profile, path: here, href, locale } = usePage();
  if (actor.kind !== "account") return null;
  // Professional words exist in French and English; other languages are given the English ones.
  const words = locale === "fr" ? "fr" : "en";
  return (
    <div className="menu" lang={words === locale ? undefined : words}>
      <nav aria-label={t("pro.menu.label")}>
        <ul>
          {entriesFor(actor, profile).map((entry) => (
            <li key={entry.name}>
              <a href={href(entry.path)} aria-current={currentOf(entry, here)} dir={directionOf(words)}>
                {t(`pro.menu.${entry.name}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <ActionForm
        action={signOut}
        id="menu-sign-out"
        fields={[]}
        tone="quiet"
        submit={t("pro.menu.signOut")}
      />
    </div>
  );
}
