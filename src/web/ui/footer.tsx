import { hasPart } from "#base";
import { shortlistPath } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** The foot of every page: numbers, what is kept, theme, and what quick exit cannot do. */
export function Footer(): ReactNode {
  const { t, href, profile } = usePage();
  const links = [
    ...(hasPart(profile, "directory")
      ? [
          ["/numeros", "page.helplines.link"],
          [shortlistPath, "page.shortlist.title"],
          ["/hors-ligne", "page.offline.title"],
        ]
      : []),
    ...(hasPart(profile, "observatory") ? [["/observatoire", "page.site.observatory"]] : []),
    ["/a-propos", "page.about.title"],
    ["/vie-privee", "page.privacy.link"],
    ["/accessibilite", "page.accessibility.title"],
    ...(hasPart(profile, "accounts") ? [["/connexion", "page.site.professionals"]] : []),
  ] as const;
  return (
    <footer className="footer">
      <div className="footer-inner">
        <nav aria-label={t("page.site.more")}>
          <ul className="footer-links">
            {links.map(([path = "/", key = ""]) => (
              <li key={path}>
                <a href={href(path)}>{t(key)}</a>
              </li>
            ))}
          </ul>
        </nav>
        <p className="quiet" id="quick-exit-limits">
          {t("page.exit.limits")}
        </p>
        <ThemeChoice />
      </div>
    </footer>
  );
}

function ThemeChoice(): ReactNode {
  const { t } = usePage();
  const choices = [
    ["", "page.theme.auto"],
    ["light", "page.theme.light"],
    ["dark", "page.theme.dark"],
  ] as const;
  return (
    <fieldset className="themes" hidden data-island="theme" data-needs-script>
      <legend>{t("page.theme.label")}</legend>
      {choices.map(([value, key]) => (
        <button
          key={key}
          type="button"
          className="chip"
          data-theme-choice={value}
          aria-pressed={value === ""}
        >
          {t(key)}
        </button>
      ))}
    </fieldset>
  );
}
