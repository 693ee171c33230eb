import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { crisisNumbers } from "./crisis-numbers.ts";

/** Whom to call at once, each number one tap. Whole without network or database. */
export function CrisisCard(): ReactNode {
  const { t } = usePage();
  return (
    <ul className="crisis">
      {crisisNumbers.map(({ number, scheme }) => (
        <li key={number}>
          <a className="crisis-line" href={`${scheme}:${number}`}>
            <bdi className="crisis-number" dir="ltr">
              {number}
            </bdi>
            <span>
              <span className="crisis-name">{t(`page.crisis.${number}`)}</span>
              <span className="crisis-hint">{t(`page.crisis.${number}.hint`)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
