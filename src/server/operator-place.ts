import { idSchema, type ControllerId, type TenantId } from "#base";
import { listTerritoryIds, readTerritories, territoryOfOrganisation } from "#access/handlers";
import { withTransaction, type Store } from "#storage";
import { serverErrors } from "./errors.ts";

/** Where an act of the operator takes place: one organisation of a territory. */
export interface OperatorPlace {
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
}

/** The place of an organisation. @throws server.organisationUnknown */
export async function controllerOf(
  { store }: { readonly store: Pick<Store, "admin"> },
  id: string,
): Promise<OperatorPlace> {
  const parsed = idSchema<"controller">().safeParse(id);
  const tenantId = parsed.success ? await territoryOfOrganisation(store.admin, parsed.data) : null;
  if (!parsed.success || tenantId === null) throw serverErrors.organisationUnknown({});
  return { tenantId, controllerId: parsed.data };
}

/**
 * The territory of a short name; without a name the only one there is.
 * @throws server.territoryUnknown, territoryNeeded (several, none named), noTerritory
 */
export async function territoryNamed(
  { store }: { readonly store: Pick<Store, "app"> },
  slug: string | null,
): Promise<TenantId> {
  const ids = await listTerritoryIds(store.app);
  const territories = await withTransaction(
    store.app,
    { tenantId: null, controllerIds: [], actorId: null },
    (tx) => readTerritories(tx, ids),
  );
  const [first, second] = territories;
  if (first === undefined) throw serverErrors.noTerritory({});
  const known = knownNames(territories.map((one) => one.slug));
  if (slug === null && second !== undefined) throw serverErrors.territoryNeeded({ known });
  const named = slug === null ? first : territories.find((one) => one.slug === slug);
  if (named === undefined) throw serverErrors.territoryUnknown({ known });
  return named.id;
}

/** More names than a line or two of a terminal can hold. */
const mostNames = 30;

function knownNames(slugs: readonly string[]): string {
  const shown = slugs.toSorted().slice(0, mostNames).join(", ");
  return slugs.length > mostNames ? `${shown}, …` : shown;
}
