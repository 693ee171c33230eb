import type { ReactNode } from "react";
import { encode } from "uqr";
import { usePage } from "../context.ts";

/** The address of the page as a QR code and in letters, seen on paper only. */
export function PrintedCode(): ReactNode {
  const { t, baseUrl, href, path } = usePage();
  const address = baseUrl + href(path);
  const { size, data } = encode(address, { ecc: "M", border: 2 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <div className="printed-code">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t("page.print.code")}
        shapeRendering="crispEdges"
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={squares.join("")} fill="#000" />
      </svg>
      <p dir="ltr">{address}</p>
    </div>
  );
}
