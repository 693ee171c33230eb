import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** Text as the producer wrote it, in French: marked as such, and set apart from the direction of the text around it. */
export function Original({ children }: { readonly children: string }): ReactNode {
  const { locale } = usePage();
  if (locale === "fr") return children;
  return (
    <bdi lang="fr" dir="auto">
      {children}
    </bdi>
  );
}

/** A longer text of the producer's, one paragraph a line. */
export function OriginalText({ children }: { readonly children: string }): ReactNode {
  const { locale } = usePage();
  const language = locale === "fr" ? {} : { lang: "fr", dir: "auto" };
  return children
    .split(/\n+/)
    .filter((line) => line.trim() !== "")
    .map((line, position) => (
      <p key={`${position}-${line.slice(0, 20)}`} {...language}>
        {line}
      </p>
    ));
}
