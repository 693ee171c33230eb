import type { OpenFigure } from "#pathway";
import type { Query } from "../../page.ts";

/** Page of the list behind a figure. */
export const behindPath = "/pro/chiffres/dossiers";

/** The year and the organisation whose figures one looks at; both stay in the address. */
export interface FiguresAt {
  readonly controllerId: string;
  readonly year: number;
}

/** The query of an address of the figures of a team. */
export function figuresQuery({ controllerId, year }: FiguresAt): Query {
  return { organisme: controllerId, annee: year };
}

/** Address of the list behind a figure: it names an organisation, a year and a figure, and nobody. */
export type BehindLink = (figure: OpenFigure, code: string) => string;

/** Makes addresses of lists behind the figures of a year. */
export function behindLink(href: (path: string, query?: Query) => string, at: FiguresAt): BehindLink {
  return (figure, code) => href(behindPath, { ...figuresQuery(at), chiffre: figure, code });
}
