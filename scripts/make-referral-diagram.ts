// Writes docs/referral.md from the table of moves: `node scripts/make-referral-diagram.ts`. A test compares the two.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  defaultDelays,
  moveNames,
  moveOf,
  moves,
  referralStates,
  referralStatus,
  referralTimers,
} from "#pathway";
import { readTexts } from "./declarations.ts";

const head = `# The states of a referral

Made by \`node scripts/make-referral-diagram.ts\` from \`src/pathway/referral/moves.ts\` and \`states.ts\`; a test compares both ways. "Loop" says
whether one knows how it ended: an accepted referral has not succeeded, and after sixty days without news the loop is closed as
unknown and counted as such.
`;

const aboutStates = `## What holds in each state

Statuses are those of FHIR R4: a \`Task\` to the receiver for a \`ServiceRequest\` (not shown yet as resources; the API gives
them in \`fhir\`). "Unchanged": a rerouted referral keeps what it had, the new one follows on it (\`partOf\`, \`basedOn\`). Timers
begin again at each act of somebody; a territory may choose other delays. "Message back": whoever referred is told that there is
something to read; so they are where a loop is closed as unknown, whatever the state. "The person is told": who has a page of their own and agreed
to be written to gets its link in a neutral message with a number to call.
`;

/** Rows of the table of states. */
function stateRows(): readonly string[] {
  return referralStatus.codes.map((status) => {
    const state = referralStates[status];
    const statuses =
      state.fhir === "unchanged"
        ? ["unchanged", "unchanged", "unchanged"]
        : [state.fhir.task, state.fhir.businessStatus ?? "—", state.fhir.serviceRequest];
    if ("untilAcknowledged" in state)
      statuses[2] = `${state.untilAcknowledged}, ${statuses[2]} once the link worker acknowledges`;
    const timers = state.timers.map((kind) => `\`${kind}\``).join(", ") || "—";
    return `| ${status} | ${statuses.join(" | ")} | ${timers} | ${"givesBack" in state ? "yes" : "—"} | ${"tellsPerson" in state ? "yes" : "—"} |`;
  });
}

/** Rows of the table of timers. */
function timerRows(): readonly string[] {
  return Object.entries(referralTimers).map(([kind, timer]) => {
    const priority = "afterIfPriority" in timer ? timer.afterIfPriority : null;
    const sooner =
      priority === null ? "" : `; priority: ${defaultDelays[priority]} working days (\`${priority}\`)`;
    const origin =
      "isFromMeeting" in timer
        ? " after the day of the meeting"
        : "isFromExpected" in timer
          ? ", counted from the day by which the receiver said that they answer, where they did"
          : "";
    const delay = `${defaultDelays[timer.after]} days (\`${timer.after}\`)${origin}${sooner}`;
    const effects = [
      ...("tells" in timer ? [`tells the receiver \`${timer.tells}\``] : []),
      ...("makes" in timer ? [`makes the move \`${timer.makes}\``] : []),
      ...("isRepeated" in timer ? ["begins again"] : []),
      ...(kind === "referral-draft" ? ["asks the worker for the agreement, or to let it be"] : []),
      ...(kind === "referral-attendance"
        ? ["writes to the person who has a page of their own", "asks the worker", "once more a month later"]
        : []),
      ...(kind === "referral-waitlist" ? ["asks the worker when the receiver does not say"] : []),
      ...(kind === "referral-review" ? ["asks the worker how it is going"] : []),
      ...(kind === "loop-unknown" ? ["closes the loop as unknown"] : []),
    ];
    return `| \`${kind}\` | ${delay} | ${effects.join(", ")} |`;
  });
}

/** The whole of docs/referral.md. */
export function referralDiagram(): string {
  const texts = readTexts("en");
  const label = (status: string): string => texts.get(`code.referralStatus.${status}`) ?? status;
  const arrows = Object.entries(moves).flatMap(([name, move]) =>
    name === "mark-error"
      ? []
      : move.from.map((from) => `  ${from} --> ${move.to === "same" ? from : move.to}: ${name}`),
  );
  const states = referralStatus.codes.map((status) => `  ${status}: ${label(status)}`);
  const rows = moveNames.map((name) => {
    const {
      from,
      to,
      by,
      needs = [],
      mayExpect,
      guard,
      isOnReceiversWord,
      tells,
      isTakingBack,
    } = moveOf(name);
    const origin = name === "mark-error" ? "any" : from.join(", ");
    const told = tells === undefined ? "—" : `\`${tells}\`${isTakingBack ? " if they knew" : ""}`;
    return `| \`${name}\` | ${origin} | ${to === "same" ? "as it was" : to} | ${by.join(", ")} | ${[...needs, ...(mayExpect ? ["expectedOn where it is known"] : []), ...(isOnReceiversWord ? ["from a worker: note (who of the receiver said so)"] : []), ...(guard === undefined ? [] : [`only ${guard}`])].join(", ") || "—"} | ${told} |`;
  });
  return `${head}
\`\`\`mermaid
stateDiagram-v2
  [*] --> draft
${states.join("\n")}
${arrows.join("\n")}
\`\`\`

## Moves

| move | from | to | by | must come with | message to the receiver |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

${aboutStates}
| state | Task.status | Task.businessStatus | ServiceRequest.status | timers | message back | the person is told |
| --- | --- | --- | --- | --- | --- | --- |
${stateRows().join("\n")}

| timer | due after | effect |
| --- | --- | --- |
${timerRows().join("\n")}
`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(import.meta.dirname, "../docs/referral.md"), referralDiagram());
  console.log("docs/referral.md was written.");
}
