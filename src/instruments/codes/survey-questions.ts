import type { OptionSet } from "../instrument.ts";

/** A question of a population survey that belongs to no instrument: asked alone, reported as its distribution, never scored. */
export interface SurveyQuestion {
  readonly id: string;
  /** Codes of the indicators that it feeds (reference/indicators.json). */
  readonly indicators: readonly string[];
  readonly text: { readonly en: string; readonly fr: string };
  /** What may be answered; `minutes`: a whole number of minutes a day. Leaving it out is always possible. */
  readonly options: Exclude<OptionSet, { readonly kind: "number" | "roster" }> | { readonly kind: "minutes" };
  /** Who is asked. */
  readonly universe: string;
  /** Words of ours: figures compare in definition, not in wording. */
  readonly status: "own-wording";
  /** What must be known before comparing. */
  readonly note: string;
}

const yesNo: SurveyQuestion["options"] = {
  kind: "choice",
  options: [
    { code: 1, text: { en: "Yes", fr: "Oui" } },
    { code: 0, text: { en: "No", fr: "Non" } },
  ],
};

const howOften: SurveyQuestion["options"] = {
  kind: "choice",
  options: [
    { code: 1, text: { en: "Every day", fr: "Chaque jour" } },
    { code: 2, text: { en: "Every week, not every day", fr: "Chaque semaine, pas chaque jour" } },
    { code: 3, text: { en: "Several times a month", fr: "Plusieurs fois par mois" } },
    { code: 4, text: { en: "Once a month", fr: "Une fois par mois" } },
    { code: 5, text: { en: "At least once a year", fr: "Au moins une fois par an" } },
    { code: 6, text: { en: "Never", fr: "Jamais" } },
  ],
};

const own = "own-wording" as const;

/**
 * The questions that the indicators need beside the instruments.
 * Source  reference/indicators.json (checked 2026-11-20), which gives definitions and no wording for them: the words are ours.
 */
export const surveyQuestions: readonly SurveyQuestion[] = [
  {
    id: "friends-in-person",
    indicators: ["ISO-06", "ISO-07"],
    text: {
      en: "How often do you usually meet friends in person?",
      fr: "En général, à quelle fréquence voyez-vous des amis, en personne ?",
    },
    options: howOften,
    universe: "16+",
    status: own,
    note: "Frequencies after the contact items of EU-SILC, whose French wording was not seen: compare with it in definition only.",
  },
  {
    id: "remote-contact",
    indicators: ["DIG-04", "DIG-05"],
    text: {
      en: "How often are you in touch with family or friends by telephone, messages or video?",
      fr: "À quelle fréquence êtes-vous en contact avec votre famille ou vos amis par téléphone, messages ou vidéo ?",
    },
    options: howOften,
    universe: "16+",
    status: own,
    note: "In person and at a distance are asked apart and never added.",
  },
  {
    id: "lives-alone",
    indicators: ["ISO-08"],
    text: { en: "Do you live alone?", fr: "Vivez-vous seul·e ?" },
    options: yesNo,
    universe: "15+",
    status: own,
    note: "A census counts one-person households instead: another definition.",
  },
  {
    id: "close-friends",
    indicators: ["SUP-03"],
    text: { en: "How many close friends do you have?", fr: "Combien d’amis proches avez-vous ?" },
    options: {
      kind: "choice",
      options: [
        { code: 0, text: { en: "None", fr: "Aucun" } },
        { code: 1, text: { en: "One", fr: "Un" } },
        { code: 2, text: { en: "Two or three", fr: "Deux ou trois" } },
        { code: 3, text: { en: "Four or more", fr: "Quatre ou plus" } },
      ],
    },
    universe: "16+",
    status: own,
    note: "Or counted from the network map where that is asked: the two are never mixed.",
  },
  {
    id: "satisfied-with-relations",
    indicators: ["SUP-05"],
    text: {
      en: "All in all, how satisfied are you with your personal relationships?",
      fr: "Dans l’ensemble, êtes-vous satisfait·e de vos relations personnelles ?",
    },
    options: {
      kind: "scale",
      min: 0,
      max: 10,
      minText: { en: "Not at all", fr: "Pas du tout" },
      maxText: { en: "Completely", fr: "Tout à fait" },
    },
    universe: "16+",
    status: own,
    note: "0 to 4 counts as dissatisfied.",
  },
  {
    id: "feels-supported",
    indicators: ["SUP-06"],
    text: {
      en: "When you need it, do you feel supported by those around you?",
      fr: "Quand vous en avez besoin, vous sentez-vous soutenu·e par les personnes autour de vous ?",
    },
    options: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "Always", fr: "Toujours" } },
        { code: 2, text: { en: "Often", fr: "Souvent" } },
        { code: 3, text: { en: "Sometimes", fr: "Parfois" } },
        { code: 4, text: { en: "Rarely", fr: "Rarement" } },
        { code: 5, text: { en: "Never", fr: "Jamais" } },
      ],
    },
    universe: "15+",
    status: own,
    note: "The question behind the OECD figure was not seen: no comparison with it.",
  },
  {
    id: "social-media-weekday",
    indicators: ["DIG-06"],
    text: {
      en: "On an ordinary weekday, how long do you spend on social media in your free time?",
      fr: "Un jour de semaine ordinaire, combien de temps passez-vous sur les réseaux sociaux, pour vos loisirs ?",
    },
    options: { kind: "minutes" },
    universe: "users of social media, 16+",
    status: own,
    note: "Self-report; publish median and quartiles beside the mean.",
  },
  {
    id: "social-media-weekend",
    indicators: ["DIG-06"],
    text: {
      en: "On an ordinary day of the weekend, how long do you spend on social media in your free time?",
      fr: "Un jour de week-end ordinaire, combien de temps passez-vous sur les réseaux sociaux, pour vos loisirs ?",
    },
    options: { kind: "minutes" },
    universe: "users of social media, 16+",
    status: own,
    note: "Asked after the weekday; the mean of a day is five parts of the one and two of the other.",
  },
  {
    id: "harassed-online",
    indicators: ["DIG-08"],
    text: {
      en: "In the past twelve months, were you insulted, threatened or pursued online, several times by the same people?",
      fr: "Au cours des douze derniers mois, avez-vous été insulté·e, menacé·e ou harcelé·e en ligne, plusieurs fois par les mêmes personnes ?",
    },
    options: yesNo,
    universe: "users of the internet, 16+",
    status: own,
    note: "3018 and 3114 stand beside the question; under 16 only in a survey with its own approval.",
  },
  {
    id: "first-confidant",
    indicators: ["DIG-09"],
    text: {
      en: "When you are not well, whom do you talk to first?",
      fr: "Quand cela ne va pas, à qui parlez-vous en premier ?",
    },
    options: {
      kind: "choice",
      options: [
        { code: 1, text: { en: "My partner", fr: "La personne avec qui je vis" } },
        { code: 2, text: { en: "Somebody of my family", fr: "Quelqu’un de ma famille" } },
        { code: 3, text: { en: "A friend", fr: "Un ami ou une amie" } },
        { code: 4, text: { en: "A neighbour or colleague", fr: "Un voisin, une voisine ou un collègue" } },
        { code: 5, text: { en: "A professional", fr: "Un professionnel ou une professionnelle" } },
        { code: 6, text: { en: "A helpline or a volunteer", fr: "Une ligne d’écoute ou un bénévole" } },
        {
          code: 7,
          text: { en: "A conversational artificial intelligence", fr: "Une intelligence artificielle" },
        },
        { code: 8, text: { en: "Somebody else", fr: "Quelqu’un d’autre" } },
        { code: 0, text: { en: "Nobody", fr: "Personne" } },
      ],
    },
    universe: "16+",
    status: own,
    note: "Own indicator, no comparator; the order of the answers is turned at random where the survey can.",
  },
  {
    id: "caregiver",
    indicators: ["EQU-01"],
    text: {
      en: "Do you regularly help somebody close who is ill, disabled or growing dependent?",
      fr: "Aidez-vous régulièrement un proche malade, handicapé ou qui perd son autonomie ?",
    },
    options: yesNo,
    universe: "16+",
    status: own,
    note: "Crossed with loneliness; hours of care are a breakdown.",
  },
  {
    id: "discriminated",
    indicators: ["EQU-02"],
    text: {
      en: "In the past five years, were you treated worse than others or discriminated against?",
      fr: "Au cours des cinq dernières années, avez-vous subi des traitements inégalitaires ou des discriminations ?",
    },
    options: yesNo,
    universe: "18-49",
    status: own,
    note: "The motive is special-category data (GDPR art. 9): not asked here; where a survey asks it, in aggregates only.",
  },
];

/** Indicators whose question cannot be asked yet, and why. */
export const questionsToObtain: Readonly<Record<string, string>> = {
  "LON-09": "Gallup-Meta: the wording belongs to its authors and was not obtained.",
};
