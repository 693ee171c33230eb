// Indicators of loneliness, isolation, support, digital life, well-being, equity and services.
// Origin: reference/indicators.json of this project, checked on 2026-11-20. Facts only; what is shown to people is in texts/.
// Comparators are quoted as their sources write them, in the language of the source.

/** Ids of all indicators, in the order in which they are shown. */
export const indicatorIds = [
  "lonely-often",
  "lon-02",
  "lon-03",
  "ucla3-mean",
  "ucla3-at-least-6",
  "ucla3-at-least-7",
  "lon-06",
  "lon-07",
  "lon-08",
  "lon-09",
  "no-network",
  "at-most-one-network",
  "iso-03",
  "iso-04",
  "family-weekly",
  "iso-06",
  "iso-07",
  "lives-alone",
  "iso-09",
  "lonely-and-isolated",
  "sup-01",
  "sup-02",
  "sup-03",
  "sup-04",
  "sup-05",
  "sup-06",
  "sup-07",
  "dig-01",
  "dig-02",
  "dig-03",
  "dig-04",
  "dig-05",
  "dig-06",
  "dig-07",
  "dig-08",
  "dig-09",
  "wel-01",
  "wel-02",
  "wel-03",
  "equ-01",
  "equ-02",
  "equ-03",
  "srv-01",
  "srv-02",
  "srv-03",
  "srv-04",
  "srv-05",
  "srv-06",
  "srv-07",
  "srv-08",
  "srv-09",
  "srv-10",
  "srv-11"
] as const;

/** Id of an indicator. */
export type IndicatorId = (typeof indicatorIds)[number];

/** A published figure of somebody else, as quoted. */
export interface Comparator {
  /** As published; null when it is not yet known. */
  readonly value: string | null;
  /** Whom and where it is about, as quoted. */
  readonly scope: string;
  /** As quoted; null when the source does not say. */
  readonly year: string | null;
  readonly source: string;
  readonly status: "verified" | "quoted" | "to-be-filled";
  /** How far it was verified, in full. */
  readonly statusNote: string;
}

/** An indicator as the reference defines it. */
export interface CatalogueEntry {
  readonly id: IndicatorId;
  /** Code in the reference; several indicators may share one. */
  readonly code: string;
  readonly domain: "loneliness" | "isolation" | "support" | "digital" | "well-being" | "equity" | "service";
  /** Structure, function and quality of ties are never merged; null where the question does not arise. */
  readonly aspect: "structure" | "function" | "quality" | null;
  /** Instrument or source of data. */
  readonly instrument: string;
  readonly numerator: string;
  readonly denominator: string;
  /** Groups by which the reference wants it shown. */
  readonly breakdowns: readonly string[];
  readonly source: string;
  /** Paragraphs of the WHO resolution (draft numbering of WHA78). */
  readonly resolution: readonly string[];
  /** Why it cannot be computed from surveys of this platform; null when it can. */
  readonly unavailability: "questions-missing" | "panel-needed" | "service-data" | null;
  readonly comparators: readonly Comparator[];
  /** Empty when there is none. */
  readonly note: string;
}

/** All indicators of the reference. */
export const indicatorCatalogue: readonly CatalogueEntry[] = [
  {
    "id": "lonely-often",
    "code": "LON-01",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "ons-direct",
    "numerator": "respondents answering 1",
    "denominator": "respondents 16+ with a valid answer",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [
      {
        "value": "29 %",
        "scope": "France, souvent ou presque tous les jours",
        "year": null,
        "source": "seed SISM 2025 (ref. 12)",
        "status": "quoted",
        "statusNote": "quoted, year not given"
      }
    ],
    "note": "compare only with the same wording"
  },
  {
    "id": "lon-02",
    "code": "LON-02",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "credoc-solitude",
    "numerator": "codes 1-2",
    "denominator": "15+",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "24 %",
        "scope": "France 15+",
        "year": "2025",
        "source": "Fondation de France 2 Feb 2026",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "24 %",
        "scope": "France 15+",
        "year": "2024",
        "source": "credoc.fr",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "28 %",
        "scope": "France, agglomérations de 100 000 habitants et plus",
        "year": "July 2025",
        "source": "seed lecture, fig. 3",
        "status": "quoted",
        "statusNote": "quoted"
      },
      {
        "value": "26 % / 16 %",
        "scope": "15-25 ans / 70 ans et plus",
        "year": "2023",
        "source": "seed SISM; AFP 23 Jan 2024",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "44 %",
        "scope": "chômeurs",
        "year": "2024",
        "source": "carenews",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "lon-03",
    "code": "LON-03",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "silc-lonely",
    "numerator": "codes 1-2",
    "denominator": "16+",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "3-13 %",
        "scope": "OECD 25 range",
        "year": "2022-23",
        "source": "seed lecture, OECD fig. 2.11",
        "status": "quoted",
        "statusNote": "quoted"
      },
      {
        "value": "6 %",
        "scope": "23 OECD countries",
        "year": "2022",
        "source": "inr.pt on OECD 2025",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "8 %",
        "scope": "France 16+",
        "year": "2015",
        "source": "Insee Première 1770",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": null,
        "scope": "France",
        "year": "2022",
        "source": "OECD 2025 / SRCV",
        "status": "to-be-filled",
        "statusNote": "to be filled from the OECD table"
      }
    ],
    "note": ""
  },
  {
    "id": "ucla3-mean",
    "code": "LON-04",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "ucla3",
    "numerator": "sum of weighted scores",
    "denominator": "scored respondents",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [],
    "note": "primary loneliness outcome; mean preferred to any cut-off (Gosling 2024)"
  },
  {
    "id": "ucla3-at-least-6",
    "code": "LON-05",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "ucla3",
    "numerator": "score >= 6; companion >= 7",
    "denominator": "scored respondents",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [],
    "note": "always publish both cut-offs"
  },
  {
    "id": "ucla3-at-least-7",
    "code": "LON-05",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "ucla3",
    "numerator": "score >= 6; companion >= 7",
    "denominator": "scored respondents",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [],
    "note": "always publish both cut-offs"
  },
  {
    "id": "lon-06",
    "code": "LON-06",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "djg6",
    "numerator": "subscale >= 1",
    "denominator": "scored",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": ""
  },
  {
    "id": "lon-07",
    "code": "LON-07",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "djg6",
    "numerator": "score 5-6",
    "denominator": "scored",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "about 10 %",
        "scope": "Netherlands",
        "year": "2019",
        "source": "CBS",
        "status": "quoted",
        "statusNote": "title seen: nearly 1 in 10"
      }
    ],
    "note": ""
  },
  {
    "id": "lon-08",
    "code": "LON-08",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "ucla3",
    "numerator": "UCLA-3 >= 6 at both waves 6-18 months apart",
    "denominator": "panel members scored twice",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "panel-needed",
    "comparators": [],
    "note": "'chronic' in PP5 of the resolution"
  },
  {
    "id": "lon-09",
    "code": "LON-09",
    "domain": "loneliness",
    "aspect": "quality",
    "instrument": "own item, Gallup wording to be obtained",
    "numerator": "very/fairly",
    "denominator": "15+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "24 %",
        "scope": "142 countries",
        "year": "2022-23",
        "source": "Gallup/Meta",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "1 sur 4",
        "scope": "monde",
        "year": "2022",
        "source": "seed SISM",
        "status": "quoted",
        "statusNote": "quoted"
      }
    ],
    "note": ""
  },
  {
    "id": "no-network",
    "code": "ISO-01",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "credoc5",
    "numerator": "0 active network",
    "denominator": "15+ scorable",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [
      {
        "value": "11 %",
        "scope": "France 15+",
        "year": "2025",
        "source": "Fondation de France 2 Feb 2026",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "12 %",
        "scope": "France 15+",
        "year": "2024",
        "source": "credoc.fr",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "12 %",
        "scope": "France",
        "year": "2023",
        "source": "AFP",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "17 % / 7 %",
        "scope": "bas / hauts revenus",
        "year": "2024",
        "source": "credoc.fr",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "15 % / 7 %",
        "scope": "40-59 ans / moins de 25 ans",
        "year": "2024",
        "source": "banquedesterritoires",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "at-most-one-network",
    "code": "ISO-02",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "credoc5",
    "numerator": "0-1 active network",
    "denominator": "15+ scorable",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [
      {
        "value": "32 %",
        "scope": "France 15+",
        "year": "2025",
        "source": "Fondation de France 2 Feb 2026",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "iso-03",
    "code": "ISO-03",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "insee-isolement",
    "numerator": "both isolated",
    "denominator": "16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "3 %",
        "scope": "France 16+",
        "year": "2015",
        "source": "Insee Première 1770",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "iso-04",
    "code": "ISO-04",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "lsns6",
    "numerator": "score < 12",
    "denominator": "60+ scored",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "11-20 %",
        "scope": "65+, Hamburg / Solothurn / London",
        "year": "2006",
        "source": "Lubben 2006",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "530 000",
        "scope": "personnes âgées en « mort sociale », France",
        "year": null,
        "source": "Petits Frères des Pauvres (secondary)",
        "status": "verified",
        "statusNote": "verified headline only"
      }
    ],
    "note": ""
  },
  {
    "id": "family-weekly",
    "code": "ISO-05",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "credoc5",
    "numerator": "code 1",
    "denominator": "15+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [
      {
        "value": "24 %",
        "scope": "France 15+",
        "year": "July 2025",
        "source": "seed lecture, fig. 7",
        "status": "quoted",
        "statusNote": "quoted"
      }
    ],
    "note": ""
  },
  {
    "id": "iso-06",
    "code": "ISO-06",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "EU-SILC contact item",
    "numerator": "daily",
    "denominator": "16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "44 % → 36 %",
        "scope": "16-24, OECD",
        "year": "2015 → 2022",
        "source": "OECD 2025 (press)",
        "status": "verified",
        "statusNote": "verified: daily contact with friends"
      }
    ],
    "note": ""
  },
  {
    "id": "iso-07",
    "code": "ISO-07",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "EU-SILC",
    "numerator": "never",
    "denominator": "65+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "11.4 % (+5.5 pts)",
        "scope": "65+, OECD",
        "year": "2015-2022",
        "source": "OECD 2025 (press)",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "lives-alone",
    "code": "ISO-08",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "household composition",
    "numerator": "one-person household",
    "denominator": "15+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "census / survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [
      {
        "value": null,
        "scope": "France",
        "year": "2025",
        "source": "seed lecture, Insee 2025 figure (no number in text)",
        "status": "to-be-filled",
        "statusNote": "to be filled"
      }
    ],
    "note": ""
  },
  {
    "id": "iso-09",
    "code": "ISO-09",
    "domain": "isolation",
    "aspect": "structure",
    "instrument": "sni4",
    "numerator": "score 0-1",
    "denominator": "scored",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": "3-domain variant in France unless the religion item is legally covered"
  },
  {
    "id": "lonely-and-isolated",
    "code": "ISO-10",
    "domain": "isolation",
    "aspect": null,
    "instrument": "ucla3 × credoc5",
    "numerator": "each of the 4 cells",
    "denominator": "both scored",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": null,
    "comparators": [
      {
        "value": "62 %",
        "scope": "of the lonely are isolated from neither family nor friends",
        "year": "2015",
        "source": "Insee Première 1770",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "17 %",
        "scope": "of non-isolated feel lonely",
        "year": "2022",
        "source": "FdF (press)",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": "OECD: correlations only -0.01 to -0.05 between daily contact and loneliness"
  },
  {
    "id": "sup-01",
    "code": "SUP-01",
    "domain": "support",
    "aspect": "function",
    "instrument": "osss3",
    "numerator": "score 3-8",
    "denominator": "scored",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "10.0 %",
        "scope": "Switzerland 15+ (90.0 % moderate or strong)",
        "year": "2017",
        "source": "Obsan",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "25 %",
        "scope": "60-85, Germany",
        "year": null,
        "source": "Dimitrov 2025",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "sup-02",
    "code": "SUP-02",
    "domain": "support",
    "aspect": "function",
    "instrument": "osss3 item 1",
    "numerator": "OSSS item 1 >= 2",
    "denominator": "answered",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "90 %",
        "scope": "OECD",
        "year": "2022",
        "source": "inr.pt on OECD 2025",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "sup-03",
    "code": "SUP-03",
    "domain": "support",
    "aspect": "function",
    "instrument": "ego-network or single item",
    "numerator": "0 close friends",
    "denominator": "16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "8 %",
        "scope": "22 European OECD countries",
        "year": "2022",
        "source": "seed lecture; OECD",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "sup-04",
    "code": "SUP-04",
    "domain": "support",
    "aspect": "function",
    "instrument": "ego-network",
    "numerator": "size of circles 1-2",
    "denominator": "respondents",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "4-5",
        "scope": "22 European OECD countries",
        "year": "2022",
        "source": "seed lecture",
        "status": "quoted",
        "statusNote": "quoted"
      },
      {
        "value": "about 150",
        "scope": "total network, theory",
        "year": "1992",
        "source": "Dunbar, seed lecture",
        "status": "quoted",
        "statusNote": "reference, not a target"
      }
    ],
    "note": ""
  },
  {
    "id": "sup-05",
    "code": "SUP-05",
    "domain": "support",
    "aspect": "quality",
    "instrument": "single item",
    "numerator": "0-4 on 0-10",
    "denominator": "16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "7.8 / 10",
        "scope": "EU mean satisfaction",
        "year": "2022",
        "source": "Eurostat",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "sup-06",
    "code": "SUP-06",
    "domain": "support",
    "aspect": "function",
    "instrument": "single item",
    "numerator": "feels unsupported",
    "denominator": "15+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "10 %",
        "scope": "OECD",
        "year": "2022",
        "source": "inr.pt on OECD 2025",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "sup-07",
    "code": "SUP-07",
    "domain": "support",
    "aspect": "function",
    "instrument": "osss3 item 3",
    "numerator": "OSSS item 3 >= 4",
    "denominator": "answered",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": ""
  },
  {
    "id": "dig-01",
    "code": "DIG-01",
    "domain": "digital",
    "aspect": null,
    "instrument": "illectronisme",
    "numerator": "band illectronisme",
    "denominator": "15+ scorable",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "15.4 %",
        "scope": "France 15+",
        "year": "2021",
        "source": "Insee Première 1953",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "17 %",
        "scope": "France 15+",
        "year": "2019",
        "source": "Insee Première 1780",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "17 % (« 2022 »)",
        "scope": "France",
        "year": "2022",
        "source": "seed SISM",
        "status": "quoted",
        "statusNote": "quoted; matches the 2019 Insee figure, year doubtful"
      }
    ],
    "note": ""
  },
  {
    "id": "dig-02",
    "code": "DIG-02",
    "domain": "digital",
    "aspect": null,
    "instrument": "illectronisme",
    "numerator": "band weak",
    "denominator": "Internet users",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "28 %",
        "scope": "users, France",
        "year": "2021",
        "source": "Insee Première 1953",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "dig-03",
    "code": "DIG-03",
    "domain": "digital",
    "aspect": null,
    "instrument": "ucla3 × illectronisme",
    "numerator": "difference in UCLA-3 mean and LON-02",
    "denominator": "excluded vs not",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": ""
  },
  {
    "id": "dig-04",
    "code": "DIG-04",
    "domain": "digital",
    "aspect": null,
    "instrument": "EU-SILC item",
    "numerator": "daily",
    "denominator": "16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "r = -0.02 to -0.04",
        "scope": "correlation with loneliness",
        "year": "2022",
        "source": "seed lecture, OECD table 1.1",
        "status": "quoted",
        "statusNote": "quoted"
      }
    ],
    "note": ""
  },
  {
    "id": "dig-05",
    "code": "DIG-05",
    "domain": "digital",
    "aspect": null,
    "instrument": "credoc5 × remote item",
    "numerator": "daily remote contact and 0 active in-person network",
    "denominator": "both scored",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": ""
  },
  {
    "id": "dig-06",
    "code": "DIG-06",
    "domain": "digital",
    "aspect": null,
    "instrument": "time item (weekday, weekend)",
    "numerator": "mean and >= 3 h",
    "denominator": "users 16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": "self-report; publish median and quartiles"
  },
  {
    "id": "dig-07",
    "code": "DIG-07",
    "domain": "digital",
    "aspect": null,
    "instrument": "bsmas",
    "numerator": "BSMAS >= 24 (companions: >= 19, polythetic)",
    "denominator": "users 16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "6.5 % / 15.4 %",
        "scope": "community / hospitalised adolescents, Québec",
        "year": "2020-22",
        "source": "BMC Psychology 2023",
        "status": "verified",
        "statusNote": "verified"
      },
      {
        "value": "4-18 %",
        "scope": "15-year-olds, HBSC countries (SMD-9)",
        "year": "2017-18",
        "source": "Boer thesis",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "dig-08",
    "code": "DIG-08",
    "domain": "digital",
    "aspect": null,
    "instrument": "single item",
    "numerator": "yes",
    "denominator": "users 11+ / 16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": "Anses Dec 2025 opinion in the seed lecture: adolescents, girls especially"
  },
  {
    "id": "dig-09",
    "code": "DIG-09",
    "domain": "digital",
    "aspect": null,
    "instrument": "single item",
    "numerator": "names an AI as first person to talk to",
    "denominator": "16+",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3 bis)",
      "OP1(8)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": "own indicator, no comparator"
  },
  {
    "id": "wel-01",
    "code": "WEL-01",
    "domain": "well-being",
    "aspect": null,
    "instrument": "who5",
    "numerator": "score <= 50",
    "denominator": "scored",
    "breakdowns": [
      "age (16-24, 25-39, 40-59, 60-69, 70+)",
      "sex/gender",
      "disability (GALI)",
      "living alone",
      "income quintile or perceived difficulty",
      "education",
      "employment (incl. unemployed)",
      "degree of urbanisation / agglomeration size",
      "QPV / rural",
      "overseas or region, département",
      "digital use"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "about 70",
        "scope": "population mean",
        "year": "-",
        "source": "INSPQ",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "wel-02",
    "code": "WEL-02",
    "domain": "well-being",
    "aspect": null,
    "instrument": "k6",
    "numerator": "score >= 13",
    "denominator": "scored",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "8.6 %",
        "scope": "California adults",
        "year": "2007",
        "source": "Prochaska 2012",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "wel-03",
    "code": "WEL-03",
    "domain": "well-being",
    "aspect": null,
    "instrument": "ons4",
    "numerator": "0-4",
    "denominator": "answered",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": ""
  },
  {
    "id": "equ-01",
    "code": "EQU-01",
    "domain": "equity",
    "aspect": null,
    "instrument": "caregiver item × loneliness",
    "numerator": "LON-02 among caregivers",
    "denominator": "caregivers",
    "breakdowns": [
      "age",
      "sex/gender",
      "hours of care"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [],
    "note": "seed SISM cites caregivers as exposed; no figure"
  },
  {
    "id": "equ-02",
    "code": "EQU-02",
    "domain": "equity",
    "aspect": null,
    "instrument": "discrimination item",
    "numerator": "LON-02 among persons reporting discrimination in 5 years",
    "denominator": "18-49",
    "breakdowns": [
      "motive",
      "sex/gender",
      "age"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "1 sur 5",
        "scope": "18-49 ans se disent discriminés, 5 ans",
        "year": null,
        "source": "seed SISM (ref. 19)",
        "status": "quoted",
        "statusNote": "quoted"
      }
    ],
    "note": "art. 9 GDPR motives: aggregate only"
  },
  {
    "id": "equ-03",
    "code": "EQU-03",
    "domain": "equity",
    "aspect": null,
    "instrument": "any LON/ISO indicator",
    "numerator": "difference and ratio lowest vs highest income group",
    "denominator": "scored",
    "breakdowns": [
      "income"
    ],
    "source": "population survey",
    "resolution": [
      "OP1(3)"
    ],
    "unavailability": "questions-missing",
    "comparators": [
      {
        "value": "10 points",
        "scope": "isolation, low vs high income",
        "year": "2024",
        "source": "credoc.fr",
        "status": "verified",
        "statusNote": "verified"
      }
    ],
    "note": ""
  },
  {
    "id": "srv-01",
    "code": "SRV-01",
    "domain": "service",
    "aspect": null,
    "instrument": "pathway",
    "numerator": "completed T1 screens per 1,000 inhabitants",
    "denominator": "population 16+ of the area",
    "breakdowns": [
      "age",
      "sex/gender",
      "mode (self, assisted, mobile unit)",
      "commune/EPCI"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  },
  {
    "id": "srv-02",
    "code": "SRV-02",
    "domain": "service",
    "aspect": null,
    "instrument": "pathway",
    "numerator": "T1 positive",
    "denominator": "T1 completed",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  },
  {
    "id": "srv-03",
    "code": "SRV-03",
    "domain": "service",
    "aspect": null,
    "instrument": "referral events",
    "numerator": "first contact with a resource <= 14 days",
    "denominator": "consented referrals",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  },
  {
    "id": "srv-04",
    "code": "SRV-04",
    "domain": "service",
    "aspect": null,
    "instrument": "referral events",
    "numerator": "referrals with a known outcome at 90 days",
    "denominator": "referrals sent",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  },
  {
    "id": "srv-05",
    "code": "SRV-05",
    "domain": "service",
    "aspect": null,
    "instrument": "attendance",
    "numerator": "attended >= 3 times by week 12",
    "denominator": "started",
    "breakdowns": [
      "age",
      "sex/gender",
      "disability (GALI)",
      "income",
      "urbanisation",
      "region"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  },
  {
    "id": "srv-06",
    "code": "SRV-06",
    "domain": "service",
    "aspect": null,
    "instrument": "ucla3",
    "numerator": "mean paired change; share improving >= 3 points",
    "denominator": "persons with both measures",
    "breakdowns": [
      "category of action",
      "age",
      "sex/gender"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)",
      "OP1(5)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": "publish follow-up rate and the baseline of those lost; regression to the mean"
  },
  {
    "id": "srv-07",
    "code": "SRV-07",
    "domain": "service",
    "aspect": null,
    "instrument": "directory × isochrone",
    "numerator": "population living > 30 min from an open resource of the category",
    "denominator": "population 16+",
    "breakdowns": [
      "category (5)",
      "commune/EPCI"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(6)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  },
  {
    "id": "srv-08",
    "code": "SRV-08",
    "domain": "service",
    "aspect": null,
    "instrument": "département data",
    "numerator": "hours delivered / hours granted (max 9 h per month)",
    "denominator": "APA at-home beneficiaries with hours granted",
    "breakdowns": [
      "age",
      "GIR",
      "commune"
    ],
    "source": "département",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [
      {
        "value": "max 9 h / mois",
        "scope": "plan d'aide APA",
        "year": "2024",
        "source": "seed lecture; ministry",
        "status": "quoted",
        "statusNote": "quoted"
      }
    ],
    "note": ""
  },
  {
    "id": "srv-09",
    "code": "SRV-09",
    "domain": "service",
    "aspect": null,
    "instrument": "directory",
    "numerator": "missions with >= 1 confirmed volunteer",
    "denominator": "missions published",
    "breakdowns": [
      "category (5)",
      "EPCI"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(6)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  },
  {
    "id": "srv-10",
    "code": "SRV-10",
    "domain": "service",
    "aspect": null,
    "instrument": "alerts",
    "numerator": "level 2-3 alerts contacted the same day / within 1 h",
    "denominator": "level 2 / level 3 alerts",
    "breakdowns": [
      "mode"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": "safety indicator, internal"
  },
  {
    "id": "srv-11",
    "code": "SRV-11",
    "domain": "service",
    "aspect": null,
    "instrument": "pathway, mode",
    "numerator": "persons screened by mobile units who had no other contact",
    "denominator": "screens by mobile units",
    "breakdowns": [
      "commune",
      "age"
    ],
    "source": "platform service data",
    "resolution": [
      "OP1(4)"
    ],
    "unavailability": "service-data",
    "comparators": [],
    "note": ""
  }
];
