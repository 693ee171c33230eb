import { errorCatalogue } from "#base";

/** Errors of volunteers and contact engagements. */
export const volunteerErrors = errorCatalogue("pathway", {
  volunteerNotFound: { status: 404 },
  volunteerExists: { status: 409 },
  volunteerAccountUnfit: { status: 422 },
  volunteerUnfit: { status: 409, params: ["reason"] },
  volunteerFrozen: { status: 403 },
  freezeNotYours: { status: 403 },
  exclusionNotFound: { status: 404 },
  engagementNotFound: { status: 404 },
  engagementExists: { status: 409 },
  engagementOver: { status: 409 },
  engagementTaken: { status: 409 },
  relayIsOwnNumber: { status: 422 },
  numberUnknown: { status: 409 },
  proposalNotFound: { status: 404 },
  meetingExists: { status: 409 },
  meetingInFuture: { status: 422 },
  meetingMinutesNeeded: { status: 422 },
  meetingCapReached: { status: 409, params: ["cap"] },
  visitCardUnknown: { status: 404 },
  visitReportNotFound: { status: 404 },
  visitReportReviewed: { status: 409 },
});
