import { listOrganisations } from "#access/actions";
import type { ControllerId } from "#base";
import { setAskingHours } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";

/** An organisation whose settings one may see. */
export interface SettableOrganisation {
  readonly id: ControllerId;
  readonly name: string;
}

/** The organisations whose settings somebody may change. */
export async function settableOrganisations({
  call,
  actor,
}: PageContext): Promise<readonly SettableOrganisation[]> {
  const { organisations } = await call(listOrganisations, {});
  return organisations.filter(({ id }) => setAskingHours.allow.check(actor, { controllerId: id }).allowed);
}

/** Which organisation's settings to look at. */
export function SettingsChoice(props: {
  readonly title: string;
  /** Path of the settings of one, without its id. */
  readonly path: string;
  readonly organisations: readonly SettableOrganisation[];
}): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{props.title}</h1>
      {props.organisations.length === 0 ? <p>{t("pro.settings.notYours")}</p> : null}
      <ul>
        {props.organisations.map(({ id, name }) => (
          <li key={id}>
            <a href={href(`${props.path}/${id}`)}>{name}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
