import type { Helpline } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { PhoneLink } from "./contact.tsx";
import { Original } from "./original.tsx";

/** Lines one can call: the number to tap, the name, for whom, at what cost; hours only where they were verified. */
export function Helplines(props: {
  readonly lines: readonly Helpline[];
  readonly isWide?: boolean;
}): ReactNode {
  return (
    <ul className={props.isWide ? "lines lines-wide" : "lines"}>
      {props.lines.map((line) => (
        <li key={line.id} className="line">
          <PhoneLink className="line-number" number={line.number} />
          <div>
            <p className="line-name">
              <Original>{line.name}</Original>
            </p>
            <Details line={line} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Details({ line }: { readonly line: Helpline }): ReactNode {
  const { t } = usePage();
  const hours = line.hours === "always" ? t("page.helplines.always") : line.hours;
  const facts = [line.audience, line.cost, line.hours === "always" ? null : hours].filter(
    (fact): fact is string => fact !== null,
  );
  if (facts.length === 0 && line.hours !== "always") return null;
  return (
    <p className="line-facts">
      {line.hours === "always" ? `${hours}${facts.length > 0 ? " · " : ""}` : null}
      {facts.length > 0 ? <Original>{facts.join(" · ")}</Original> : null}
    </p>
  );
}
