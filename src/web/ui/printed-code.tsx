import type { ReactNode } from "react";
import { encode } from "uqr";
import { usePage } from "../context.ts";

/** Longest address, in characters, that a phone reads well from a code printed at 28 mm. */
const longestAddress = 240;

/** The address of the page as a QR code and in letters, seen on paper only. */
export function PrintedCode(): ReactNode {
  const { baseUrl, href, path, query } = usePage();
  const place = baseUrl + href(path);
  const whole = query.size > 0 ? `${place}?${query.toString()}` : place;
  return <AddressCode address={whole.length <= longestAddress ? whole : place} />;
}

/** An address as a QR code and in letters, seen on paper only. */
export function AddressCode({ address }: { readonly address: string }): ReactNode {
  const { t } = usePage();
  const { size, data } = encode(address, { ecc: "M", border: 2 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <aside className="printed-code" aria-label={t("page.print.code")}>
      <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true" shapeRendering="crispEdges">
        <rect width={size} height={size} fill="#fff" />
        <path d={squares.join("")} fill="#000" />
      </svg>
      <p dir="ltr">{address}</p>
    </aside>
  );
}
