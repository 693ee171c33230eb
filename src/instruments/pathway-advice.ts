/** What a professional or the person is told to do. */
export const pathwayAdvices = [
  "call-with-the-person",
  "same-day-contact",
  "medical-same-day",
  "medical-48-hours",
  "see-a-doctor",
  "offer-a-call",
  "offer-youth-contact",
  "propose-link-worker",
  "suggest-directory",
] as const;
/** What a professional or the person is told to do. */
export type PathwayAdvice = (typeof pathwayAdvices)[number];
