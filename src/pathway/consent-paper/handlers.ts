import type { Id } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf } from "../file-facts.ts";
import { findReferral, type ReferralRow } from "../referral/store.ts";
import type { FileFacts } from "../rules.ts";
import { broughtFile } from "../sealed-file/brought.ts";
import { extensionOf } from "../sealed-file/kept-file.ts";
import type { PathwayServices } from "../services.ts";
import { findAgreement } from "../sharing/store.ts";
import { keepConsentPaper, listConsentPapers, readConsentPaper } from "./actions.ts";
import { consentPaperErrors } from "./errors.ts";
import { insertPaper, openPaper, papersOfAgreement } from "./store.ts";

/** Pages that one agreement may have: both sides of two sheets. */
const mostPapers = 4;
/** Handlers of papers on which a person agreed. */
export function consentPaperHandlers({
  vault,
  readUpload,
  accountNames,
}: Pick<PathwayServices, "vault" | "readUpload" | "accountNames">): BoundHandler[] {
  return [
    handle(keepConsentPaper, {
      load: ({ db, input }) => factsOfReferral(db, input.referralId, "for update"),
      run: async ({ db, input: { referralId, uploadId }, actor, now, newId, audit }) => {
        const referral = await referralOf(db, referralId);
        const agreementId = await agreementOnPaper(db, referral);
        const { mediaType, bytes, digest } = broughtFile(await readUpload(uploadId));
        const papers = await papersOfAgreement(db, agreementId);
        const same = papers.find((one) => one.digest === digest);
        if (same !== undefined) return { referralId, paperId: same.id };
        if (papers.length >= mostPapers) throw consentPaperErrors.tooManyPapers({ count: mostPapers });
        const file = await fileOf(db, referral.person_id);
        const row = {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: newId<"consent-paper">(),
          person_id: file.id,
          agreement_id: agreementId,
          media_type: mediaType,
          size: bytes.length,
          digest,
          received_at: now,
          received_by: actor.id,
          forgotten_at: null,
        };
        await insertPaper(db, { vault, file, newId }, row, bytes);
        audit({ kind: "consent-paper", ids: [row.id, file.id], fields: ["content"] });
        return { referralId, paperId: row.id };
      },
    }),
    handle(listConsentPapers, {
      load: ({ db, input }) => factsOfReferral(db, input.referralId),
      run: async ({ db, input, audit }) => {
        const referral = await referralOf(db, input.referralId);
        const { agreement_id: agreementId, person_id: personId } = referral;
        const papers = agreementId === null ? [] : await papersOfAgreement(db, agreementId);
        const names = await accountNames(papers.flatMap(({ received_by }) => received_by ?? []));
        audit({ kind: "consent-paper", ids: [referral.id, personId], fields: ["list"] });
        return {
          mayAdd: (await paperAgreement(db, referral)) !== null && papers.length < mostPapers,
          papers: papers.map(({ id, media_type, size, received_at, received_by, forgotten_at }) => ({
            id,
            mediaType: media_type,
            size,
            receivedAt: received_at,
            receivedBy: received_by === null ? "" : (names.get(received_by) ?? ""),
            forgottenAt: forgotten_at,
          })),
        };
      },
    }),
    handle(readConsentPaper, {
      load: ({ db, input }) => factsOfReferral(db, input.referralId),
      run: async ({ db, input: { referralId, paperId }, audit }) => {
        const { agreement_id: agreementId, person_id: personId } = await referralOf(db, referralId);
        const papers = agreementId === null ? [] : await papersOfAgreement(db, agreementId);
        const paper = papers.find(({ id }) => id === paperId);
        const file = await fileOf(db, personId);
        const base64 = paper === undefined ? null : await openPaper(db, vault, file, paper.id);
        if (paper === undefined || base64 === null) throw consentPaperErrors.paperNotFound({});
        audit({ kind: "consent-paper", ids: [paper.id, personId], fields: ["content"] });
        const { media_type: mediaType } = paper;
        // The name says nothing of a person: it stays in the list of downloads.
        return { fileName: `papier.${extensionOf[mediaType]}`, mediaType, base64 };
      },
    }),
  ];
}

/** The agreement on paper of a referral, as long as it holds; null where there is none. */
async function paperAgreement(db: Tx, { agreement_id: id }: ReferralRow): Promise<Id<"agreement"> | null> {
  const agreement = await findAgreement(db, id);
  return agreement?.evidence === "signed-paper" && agreement.withdrawnAt === null ? id : null;
}

/** @throws pathway.paperWithoutAgreement */
async function agreementOnPaper(db: Tx, referral: ReferralRow): Promise<Id<"agreement">> {
  const id = await paperAgreement(db, referral);
  if (id === null) throw consentPaperErrors.paperWithoutAgreement({});
  return id;
}

/** @throws pathway.referralNotFound */
async function referralOf(
  db: Tx,
  id: Id<"referral">,
  lock: "for update" | "no lock" = "no lock",
): Promise<ReferralRow> {
  const row = await findReferral(db, id, lock);
  if (row === null) throw pathwayErrors.referralNotFound({});
  return row;
}

async function factsOfReferral(
  db: Tx,
  id: Id<"referral">,
  lock: "for update" | "no lock" = "no lock",
): Promise<LoadedFacts<FileFacts>> {
  const { controller_id: controllerId } = await referralOf(db, id, lock);
  return { facts: { controllerId, isEmergency: false } };
}
