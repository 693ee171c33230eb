import { readFile } from "#pathway/actions";
import { failurePage } from "../../failure-page.tsx";
import type { PageDefinition } from "../../page.ts";
import { startedBefore } from "../questionnaire/answers-shown.ts";
import { Ask } from "../questionnaire/ask.tsx";
import { NotNow } from "../questionnaire/not-now.tsx";
import { offeredTo } from "../questionnaire/offered.ts";
import { OfficialResult } from "../questionnaire/official-result.tsx";
import { besideOf, languageToAsk } from "../questionnaire/words.ts";

/** `/pro/personnes/:personId/point/:instrument`: the questions, read aloud by whoever accompanies. */
export const questionnairePage: PageDefinition = {
  path: "/pro/personnes/:personId/point/:instrument",
  part: "persons",
  open: async (context) => {
    const { t, call, params, query, refused } = context;
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const offered = await offeredTo(call, file.id);
    const found = offered.find(({ instrument: { id } }) => id === params["instrument"]);
    if (!found)
      return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
    const { instrument } = found;
    const title = t("pro.ask.title");
    const correctedId = refused?.values["replacesId"]?.at(-1) ?? query.get("corrige");
    const started = await startedBefore(call, { personId: file.id, instrument: instrument.id, correctedId });
    // What was begun or filled in is shown again whatever changed meanwhile: what was said is not thrown away.
    if (found.reason !== null && refused === null && started.own === null)
      return { title, main: <NotNow file={file} offered={found} /> };
    if (found.isResultOnly) return { title, main: <OfficialResult file={file} instrument={instrument} /> };
    const beside = besideOf(instrument, query.get("avec"));
    const language = languageToAsk(
      instrument,
      refused?.values["language"]?.at(-1),
      query.get("langue"),
      started.own?.language ?? started.corrected?.language,
      file.preferredLocale,
    );
    return {
      title,
      main: (
        <Ask
          personId={file.id}
          givenNames={file.givenNames}
          instrument={instrument}
          language={language}
          beside={beside === language ? null : beside}
          started={started}
          isFirstPaper={query.get("papier") === "1" || refused?.values["mode"]?.at(-1) === "paper"}
        />
      ),
    };
  },
};
