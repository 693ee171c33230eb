import { handle, type BoundHandler } from "#storage";
import { beginParts, finishParts, importPart } from "./part-actions.ts";
import { beginParts as begin, finishParts as finish, importPart as importRows } from "./part.ts";
import { feedOf, sourceNamed } from "./source-asked.ts";
import type { RecogniseTown } from "#directory";
import type { NationalLine } from "./suspicion.ts";

/** Handlers of imports in parts. */
export function partHandlers(services: {
  readonly recogniseTown: RecogniseTown;
  readonly nationalLines: readonly NationalLine[];
}): readonly BoundHandler[] {
  return [
    handle(beginParts, {
      run: async ({ input, db, now, audit }) => {
        const source = feedOf(sourceNamed(input.source), input.feed);
        const begun = await begin(db, { source, edition: input.edition, now }, input.columns);
        audit({ kind: "source", ids: [source.id, `edition:${input.edition}`] });
        return { source: source.id, ...begun };
      },
    }),
    handle(importPart, {
      run: async ({ input, db, now, audit }) => {
        const source = feedOf(sourceNamed(input.source), input.feed);
        const { edition, number, rowsBefore, rows, isEncodingGuessed } = input;
        const { read, created, updated, unchanged, refused, faults } = await importRows(
          db,
          { source, edition, now },
          {
            part: number,
            rowsBefore,
            rows,
            isEncodingGuessed,
            recogniseTown: services.recogniseTown,
            lines: services.nationalLines,
          },
        );
        audit({ kind: "source", ids: [source.id, `edition:${edition}`] });
        return { read, created, updated, unchanged, refused, faults };
      },
    }),
    handle(finishParts, {
      run: async ({ input, db, now, audit }) => {
        const source = feedOf(sourceNamed(input.source), input.feed);
        const { edition, parts, fileName } = input;
        const outcome = await finish(db, { source, edition, now }, { parts, fileName });
        audit({ kind: "source", ids: [source.id, `edition:${edition}`] });
        return { source: source.id, edition, ...outcome };
      },
    }),
  ];
}
