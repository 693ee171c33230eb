import type { OutputOf } from "#base";
import { locateAddress } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext } from "../../page.ts";
import { HiddenFields } from "../../ui/hidden-fields.tsx";
import { Original } from "../../ui/original.tsx";

type Located = OutputOf<typeof locateAddress>["places"][number];

/** Where the address that was written is: the one place that fits, or nothing that is sure. */
export interface EntryPlace {
  /** The address that was asked about. */
  readonly asked: string;
  /** Null when no place, or several, or nobody answered: the entry then stands at the centre of its town. */
  readonly found: Located | null;
}

/** Asks where a proposed entry is, where the operator named a service and a street was written. */
export async function placeOfEntry(
  { call, addressService }: PageContext,
  written: Readonly<Record<"street" | "postcode" | "city", string | undefined>>,
): Promise<EntryPlace | null> {
  const { street, postcode, city } = written;
  if (addressService === null || !street || !postcode || !city) return null;
  const asked = `${street}, ${postcode} ${city}`;
  const { outcome, places } = await call(locateAddress, { text: asked, isExact: true });
  const [only] = outcome === "place" ? places : [];
  return { asked, found: only && only.precision !== "town" ? only : null };
}

/** "Is it there?": the place found, to be said by whoever proposes; else that the entry stands at its town. */
export function EntryPlaceField({ place }: { readonly place: EntryPlace }): ReactNode {
  const { t, addressService } = usePage();
  const { asked, found } = place;
  if (found === null) return <p>{t("page.propose.notPlaced")}</p>;
  const { label, precision, position } = found;
  return (
    <fieldset className="field">
      <legend>{t("page.propose.place")}</legend>
      <p>
        <Original>{label}</Original> · {t(`code.positionPrecision.${precision}`)}
      </p>
      <p className="quiet">{t("page.address.foundBy", { service: addressService?.name ?? "" })}</p>
      <HiddenFields
        fields={{
          latitude: position.latitude,
          longitude: position.longitude,
          placedAs: precision,
          placedFor: asked,
        }}
      />
      <label className="choice">
        <input type="checkbox" name="isPlaced" value="true" />
        <span>{t("page.propose.isPlaced")}</span>
      </label>
    </fieldset>
  );
}
