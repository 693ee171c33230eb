import { longestAddress, telephonePath } from "#directory/actions";
import { writeShortlist } from "#directory";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { NoNetwork } from "../../public/place-form.tsx";
import type { Without } from "../../public/posted-place.ts";
import { HiddenFields } from "../../ui/hidden-fields.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Asked } from "./telephone-asked.ts";

/** An address that somebody tells on the telephone: apart from the line, because it goes to a service, and says so. */
export function AddressToldForm({ asked }: { readonly asked: Asked }): ReactNode {
  const { t, href, addressService, posted } = usePage();
  const typed = posted?.get("ou") ?? "";
  return (
    <details className="disclosure" open={typed !== ""}>
      <summary>{t("pro.telephone.address")}</summary>
      <form method="post" action={href(telephonePath)} className="telephone-line" data-island="needs-network">
        <HiddenFields fields={{ liste: writeShortlist(asked.list) }} />
        <label htmlFor="ou">{t("pro.telephone.addressField")}</label>
        <p className="hint" id="ou-hint">
          {t("pro.telephone.addressHint", { service: addressService?.name ?? "" })}
        </p>
        <input
          className="control"
          id="ou"
          name="ou"
          type="text"
          required
          maxLength={longestAddress}
          autoComplete="off"
          spellCheck={false}
          defaultValue={typed}
          aria-describedby="ou-hint"
        />
        <NoNetwork />
        <label htmlFor="ligne-quoi">{t("pro.telephone.addressWords")}</label>
        <input
          className="control"
          id="ligne-quoi"
          name="ligne"
          type="text"
          maxLength={100}
          autoComplete="off"
          defaultValue={posted?.get("ligne") ?? ""}
        />
        <button type="submit" className="button button-main">
          {t("pro.telephone.search")}
        </button>
      </form>
    </details>
  );
}

/** Why there is no address, and around what is looked instead, where a town was named. */
export function AddressNotFound(props: { readonly why: Without; readonly town: string | null }): ReactNode {
  const { t, addressService } = usePage();
  return (
    <Notice>
      <p>{t(`code.addressOutcome.${props.why}`, { service: addressService?.name ?? "" })}</p>
      {props.town === null ? null : <p>{t("page.address.insteadTown", { town: props.town })}</p>}
    </Notice>
  );
}
