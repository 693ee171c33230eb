import type { ReactNode } from "react";
import { encode } from "uqr";
import { usePage } from "../context.ts";

/** Longest address, in characters, that a phone reads well from a code printed at 28 mm. */
const longestAddress = 240;

interface DrawnCode {
  readonly size: number;
  /** Dark squares as SVG path data, those side by side in one stroke. */
  readonly path: string;
}

/** Codes kept; the oldest is forgotten first. */
const mostKept = 1000;
const kept = new Map<string, DrawnCode>();

/** The code of an address; drawing it took a tenth of a page, and the same pages are asked for again and again. */
function codeOf(address: string): DrawnCode {
  const known = kept.get(address);
  if (known) return known;
  const { size, data } = encode(address, { ecc: "M", border: 2 });
  const drawn = { size, path: data.map(strokesOf).join("") };
  kept.set(address, drawn);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? address);
  return drawn;
}

function strokesOf(row: readonly boolean[], y: number): string {
  return row
    .map((isDark, x) => {
      if (!isDark || row[x - 1]) return "";
      const end = row.indexOf(false, x);
      const width = (end < 0 ? row.length : end) - x;
      return `M${x} ${y}h${width}v1h-${width}z`;
    })
    .join("");
}

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
  const { size, path: squares } = codeOf(address);
  return (
    <aside className="printed-code" aria-label={t("page.print.code")}>
      <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true" shapeRendering="crispEdges">
        <rect width={size} height={size} fill="#fff" />
        <path d={squares} fill="#000" />
      </svg>
      <p dir="ltr">{address}</p>
    </aside>
  );
}
