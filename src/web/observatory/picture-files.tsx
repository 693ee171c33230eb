import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { pictureAddress } from "./picture/picture-names.ts";

/** Under a picture: the same as a file, as SVG and as PNG. */
export function PictureFiles({
  release,
  indicator,
  picture,
  what,
}: {
  readonly release: string;
  readonly indicator: string;
  readonly picture: string;
  /** What the picture shows, for those who hear the links alone. */
  readonly what: string;
}): ReactNode {
  const { t, locale } = usePage();
  return (
    <ul className="downloads not-printed">
      {(["svg", "png"] as const).map((format) => (
        <li key={format}>
          <a href={pictureAddress({ release, indicator, picture, locale, format })} download>
            {t(`page.observatory.download.${format}`)}
            <span className="visually-hidden"> {t("page.observatory.figures", { what })}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
