import { z } from "zod";

/** Statuses of a `Task`. Source  FHIR R4 (4.0.1), value set task-status, required binding. */
export const taskStatuses = [
  "draft",
  "requested",
  "received",
  "accepted",
  "rejected",
  "ready",
  "cancelled",
  "in-progress",
  "on-hold",
  "failed",
  "completed",
  "entered-in-error",
] as const;

/** Statuses of a `ServiceRequest`. Source  FHIR R4 (4.0.1), value set request-status, required binding. */
export const serviceRequestStatuses = [
  "draft",
  "active",
  "on-hold",
  "revoked",
  "completed",
  "entered-in-error",
  "unknown",
] as const;

/** Our details of a `Task.status`, as `Task.businessStatus`. Source  spec/pathway.md §4.2. */
export const businessStatuses = [
  "awaiting-consent",
  "needs-information",
  "waitlist",
  "scheduled",
  "first-attendance",
  "paused",
  "person-declined",
  "no-response",
  "recalled",
] as const;

/** A referral in the words of FHIR R4: a `Task` to the receiver for a `ServiceRequest`. */
export const fhirStatusesSchema = z.strictObject({
  task: z.enum(taskStatuses),
  /** Null where the status of the task says it all. */
  businessStatus: z.enum(businessStatuses).nullable(),
  serviceRequest: z.enum(serviceRequestStatuses),
});
/** See {@link fhirStatusesSchema}. */
export type FhirStatuses = z.output<typeof fhirStatusesSchema>;
