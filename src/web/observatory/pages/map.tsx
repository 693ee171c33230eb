import { mapIndicator, readIndicator } from "#observatory/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { FigureTable, HiddenNotes } from "../figure-table.tsx";
import { figureWords } from "../figure-words.ts";
import { MapLegend, MapPicture } from "../map-picture.tsx";
import { IndicativeLabel } from "../indicative-label.tsx";
import { PictureFiles } from "../picture-files.tsx";
import { mapPicture } from "../picture/picture-names.ts";
import { SyntheticLabel } from "../synthetic-label.tsx";

type FoundMap = NonNullable<OutputOf<typeof mapIndicator>["map"]>;
type Summary = OutputOf<typeof readIndicator>["summary"];

/** `/observatoire/:indicator/carte`: by département, as tiles or outlines, with the list beside in the order of names. */
export const mapPage: PageDefinition = {
  path: "/observatoire/:indicator/carte",
  part: "observatory",
  open: async ({ params, call, t, query }) => {
    const indicator = params["indicator"] ?? "";
    const [{ summary }, { map }] = await Promise.all([
      call(readIndicator, { indicator }),
      call(mapIndicator, { indicator }),
    ]);
    return {
      title: t("page.observatory.mapTab", { code: summary.code }),
      description: t("page.observatory.map"),
      isPublic: true,
      main: <MapPage summary={summary} map={map} form={query.get("forme") ?? ""} />,
    };
  },
};

interface MapPageProps {
  readonly summary: Summary;
  readonly map: FoundMap | null;
  readonly form: string;
}

function MapPage({ summary, map, form }: MapPageProps): ReactNode {
  const { t, href } = usePage();
  return (
    <article className="indicator-page">
      <p className="not-printed">
        <a href={href(`/observatoire/${summary.id}`)}>{t(`code.indicator.${summary.id}`)}</a>
      </p>
      <h1>{t("page.observatory.map")}</h1>
      <p className="lead">{t(`code.indicator.${summary.id}`)}</p>
      {map === null ? <p>{t("page.observatory.map.none")}</p> : <Map id={summary.id} map={map} form={form} />}
    </article>
  );
}

function Map({
  id,
  map,
  form,
}: {
  readonly id: string;
  readonly map: FoundMap;
  readonly form: string;
}): ReactNode {
  const { t, locale, href } = usePage();
  const { areas, measure, outlines, whole, wave, release } = map;
  const isOutlined = outlines !== null && form !== "tuiles";
  const caption = t("page.observatory.map.caption", { wave });
  const rows = areas.map(({ code, name, cell }) => ({
    label: t("page.observatory.map.name", { name, code }),
    cell,
  }));
  const words = figureWords(locale, measure);
  return (
    <>
      <SyntheticLabel isSynthetic={release.isSynthetic} />
      <IndicativeLabel sampling={release.sampling} />
      {whole === null || whole.value === null ? null : (
        <p>{t("page.observatory.map.whole", { value: words.short(whole.value) })}</p>
      )}
      <p>{t("page.observatory.map.order")}</p>
      {outlines === null ? null : (
        <nav className="switch not-printed" aria-label={t("page.observatory.map.form")}>
          <ul>
            {(["contours", "tuiles"] as const).map((one) => (
              <li key={one}>
                <a
                  href={href(`/observatoire/${id}/carte`, { forme: one })}
                  aria-current={(one === "contours") === isOutlined ? "page" : undefined}
                >
                  {t(`page.observatory.map.form.${one}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className="map-and-list">
        <figure className="map-figure">
          <MapPicture
            areas={areas}
            measure={measure}
            height={isOutlined ? outlines.height : null}
            label={t("page.observatory.map.picture")}
          />
          <MapLegend areas={areas} measure={measure} />
          <figcaption className="quiet">
            {caption}
            {release.isSynthetic ? ` · ${t("page.observatory.synthetic")}` : ""}
            {isOutlined
              ? ` · ${t("page.observatory.map.licence", { source: outlines.source, licence: outlines.licence })}`
              : ""}
          </figcaption>
        </figure>
        <div className="map-list">
          <FigureTable
            caption={caption}
            of={t("page.observatory.map.department")}
            rows={rows}
            measure={measure}
            isNarrow
          />
        </div>
      </div>
      <HiddenNotes cells={areas.map(({ cell }) => cell)} />
      <PictureFiles
        release={release.id}
        indicator={id}
        picture={mapPicture}
        what={t("page.observatory.map.caption", { wave })}
      />
      <p className="not-printed">
        <a href={`/open/statistics/${release.id}/${id}.csv`} download>
          {t("page.observatory.download.csv")}
        </a>
      </p>
    </>
  );
}
