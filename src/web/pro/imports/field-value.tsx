import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Original } from "../../ui/original.tsx";

/** Fields that hold codes, and the beginning of the keys of their words. */
const codes: Readonly<Record<string, string>> = {
  "service.kind": "code.offerKind",
  "service.categories": "page.way",
  "service.publics": "code.publicServed",
  "service.frais": "code.frais",
  "service.cost_per": "page.keep.pricePer",
  "service.group_size": "code.groupSize",
  "service.ways_in": "code.wayIn",
  "service.area_type": "page.keep.area",
  "service_at_location.capacity_status": "code.capacityStatus",
  "service_at_location.wheelchair": "code.wheelchairAccess",
};

/** What stands in a field of an entry: codes in words, the words of producers as they are. */
export function FieldValue(props: { readonly field: string; readonly value: string | null }): ReactNode {
  const { t } = usePage();
  const { field, value } = props;
  if (value === null) return "–";
  const list = codes[field];
  if (list === undefined) return <Original>{value}</Original>;
  return value
    .split(" · ")
    .map((code) => t(`${list}.${code}`))
    .join(" · ");
}
