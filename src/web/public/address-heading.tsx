import type { Town } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Original } from "../ui/original.tsx";
import type { NearAddress } from "./search-query.ts";

/** An address around which was searched, as far as the page knows it. */
export interface NearHeading {
  /** Its words; null on a page whose address in the browser leads here, since they do not stand in it. */
  readonly label: string | null;
  readonly town: Town;
  readonly precision: NearAddress["precision"];
}

/** "Near 12 rue des Lilas, Arras", and what of it was found. */
export function AddressHeading({ near }: { readonly near: NearHeading }): ReactNode {
  const { t } = usePage();
  const { label, town } = near;
  return (
    <h1>
      {t("page.search.near")}{" "}
      {label === null ? (
        <>
          {t("page.address.chosen")} <Original>{town.name}</Original>
        </>
      ) : (
        <Original>{label}</Original>
      )}
    </h1>
  );
}

/** What of an address was found, from where distances are told, and by whom. */
export function AddressPrecision({ near }: { readonly near: NearHeading }): ReactNode {
  const { t, addressService } = usePage();
  return (
    <p className="quiet">
      {t(`page.address.precision.${near.precision}`)}
      {near.label === null || addressService === null
        ? null
        : ` ${t("page.address.foundBy", { service: addressService.name })}`}
    </p>
  );
}
