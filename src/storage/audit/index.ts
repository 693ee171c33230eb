export type { Anchor, AnchorFault } from "./anchor.ts";
export type { AuditFault, AuditFaultKind, ChainHead } from "./chain.ts";
export { type AuditEntry, type AuditLine, type AuditOutcome } from "./entry.ts";
export {
  appendAudit,
  auditStatement,
  type AuditPage,
  type AuditRecord,
  readAudit,
  readAuditAbout,
} from "./store.ts";
export { type AuditReport, verifyAudit, writeAnchor } from "./verify.ts";
