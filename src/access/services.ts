import type { AccountId, ControllerId, Id, Locale, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Auth } from "./auth.ts";

/** What an e-mail of this room is about; its texts are `pro.message.<kind>.subject` and `.text`. */
export type NoticeKind = "access.invitation" | "access.membership" | "access.reset" | "access.emergency";

/** An e-mail to a professional. Neutral: no name, no territory, nothing of a person. */
export interface Notice {
  readonly to: string;
  readonly locale: Locale;
  readonly kind: NoticeKind;
  /** Values of the text: `link`, an address of the site. */
  readonly params: { readonly link: string };
}

/** What the rest of the program tells about a file that is to be opened in an emergency. */
export interface EmergencyFiles {
  /**
   * Whether the file exists in that organisation and may ever be opened so (never a file under special protection:
   * staff, relatives, shelters). Called with row security open to the organisation.
   */
  readonly isOpenable: (
    db: Tx,
    file: { readonly tenantId: TenantId; readonly controllerId: ControllerId; readonly personId: PersonId },
  ) => Promise<boolean>;
  /** Seals the reason under the key of the person's file: it ends with that key, also in backups. */
  readonly sealReason: (opening: ReasonPlace, reason: string) => Uint8Array;
  /** Opens it. Missing: null when the key was destroyed, because the person was erased. */
  readonly openReason: (opening: ReasonPlace, sealed: Uint8Array) => string | null;
}

/** The emergency opening to which a reason belongs. */
export interface ReasonPlace {
  readonly id: Id<"opening">;
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
  readonly personId: PersonId;
}

/** What the actions of this room need. */
export interface AccessServices {
  readonly auth: Auth;
  /** Address of the site without final slash, for links in e-mails. */
  readonly baseUrl: string;
  /** Sends an e-mail; called after the commit. */
  readonly notify: (notice: Notice) => Promise<void>;
  /** Absent under a profile without persons. */
  readonly files: EmergencyFiles | null;
  /** How many open loops somebody owns in an organisation: nobody leaves them behind. Null under a profile without persons. */
  readonly openLoops:
    | ((
        db: Tx,
        tenantId: TenantId,
        work: { readonly controllerId: ControllerId; readonly accountId: AccountId },
      ) => Promise<number>)
    | null;
}
