import { localDateAt, type OutputOf } from "#base";
import { listReleases } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

type Register = OutputOf<typeof listReleases>["releases"];

/** `/observatoire/publications`: every release with its digest, replaced ones too. */
export const releasesPage: PageDefinition = {
  path: "/observatoire/publications",
  part: "observatory",
  open: async ({ t, call }) => ({
    title: t("page.observatory.releases"),
    description: t("page.observatory.releases.lead"),
    isPublic: true,
    main: <Releases releases={(await call(listReleases, {})).releases} />,
  }),
};

function Releases({ releases }: { readonly releases: Register }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <p className="not-printed">
        <a href={href("/observatoire")}>{t("page.observatory.all")}</a>
      </p>
      <h1>{t("page.observatory.releases")}</h1>
      <p className="lead">{t("page.observatory.releases.lead")}</p>
      <ul className="panels">
        {releases.map((one) => (
          <li key={one.id} className="panel">
            <Release release={one} />
          </li>
        ))}
      </ul>
      <p className="quiet">{t("page.observatory.releases.verify")}</p>
    </div>
  );
}

function Release({ release }: { readonly release: Register[number] }): ReactNode {
  const { t, format } = usePage();
  const { id, persistentId, digest, releasedAt, isInForce } = release;
  const state = t(isInForce ? "page.observatory.releases.inForce" : "page.observatory.releases.replaced");
  const day = releasedAt === null ? null : format.day(localDateAt(releasedAt, "Europe/Paris"));
  return (
    <>
      <h2>
        <bdi>{id}</bdi>
      </h2>
      <p>
        <strong>{state}</strong>,{" "}
        {day === null ? t("page.observatory.releases.brought") : t("page.observatory.releases.on", { day })}
      </p>
      <dl className="facts facts-wide">
        <dt>{t("page.observatory.releases.cite")}</dt>
        <dd>
          <code>
            <bdi>{persistentId}</bdi>
          </code>
        </dd>
        <dt>{t("page.observatory.releases.digest")}</dt>
        <dd>
          <code className="digest">
            <bdi>{digest}</bdi>
          </code>
        </dd>
      </dl>
      <p>
        <a href={`/open/statistics/releases/${id}.json`} download>
          {t("page.observatory.releases.file")}
        </a>
      </p>
    </>
  );
}
