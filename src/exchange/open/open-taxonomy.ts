import { stableId } from "#base";
import { categoryOfAction, interventionType, type CategoryOfAction, type InterventionType } from "#directory";

/** A taxonomy of ours, as HSDS publishes it. */
export interface OpenTaxonomy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly uri: string;
  readonly version: string;
}

/** A term of one of our taxonomies. */
export interface OpenTerm {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly taxonomy: string;
  readonly taxonomy_id: string;
  readonly taxonomy_detail: OpenTaxonomy;
  readonly language: "fr";
  readonly term_uri: string;
  /** Terms of other vocabularies that say nearly the same (`skos:closeMatch`); HSDS allows more properties. */
  readonly close_match: readonly string[];
}

/** What a term is made of. `like` are terms of other vocabularies. */
interface TermText {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly like: readonly string[];
}

const inclusion = "https://data.inclusion.gouv.fr/schema/v1/thematiques#";
const eligibility = "https://openeligibility.org/taxonomy#";

/** The five ways of acting (SISM 2025), in French as they were published. */
const categories: Readonly<Record<CategoryOfAction, TermText>> = {
  listen: {
    code: "ecouter",
    name: "Écouter",
    description: "Espaces et numéros où l’on est écouté.",
    like: [`${inclusion}sante--sante-mentale`, `${eligibility}1305`, `${eligibility}1304`],
  },
  gather: {
    code: "rassembler",
    name: "Rassembler",
    description: "Cafés, tiers-lieux, jardins, ateliers : des lieux et moments où l’on se retrouve.",
    like: [`${inclusion}remobilisation--lien-social`, `${eligibility}1285`, `${eligibility}1127`],
  },
  "reach-out": {
    code: "rejoindre",
    name: "Rejoindre",
    description: "Aller vers les personnes : visites, maraudes, bus, appels.",
    like: [`${inclusion}remobilisation--lien-social`, `${eligibility}1306`],
  },
  support: {
    code: "soutenir",
    name: "Soutenir",
    description: "Aide dans les démarches, le numérique, la santé et la vie quotidienne.",
    like: [
      `${inclusion}difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives`,
      `${inclusion}numerique--maitriser-les-fondamentaux-du-numerique`,
      `${eligibility}1292`,
    ],
  },
  "take-part": {
    code: "faire-participer",
    name: "Faire participer",
    description: "Bénévolat et entraide : donner de son temps avec d’autres.",
    like: [`${inclusion}remobilisation--benevolat-action-citoyenne`, `${eligibility}1308`],
  },
};

/** The six types of intervention to which evidence attaches. */
const interventions: Readonly<Record<InterventionType, TermText>> = {
  "contact-opportunities": {
    code: "contact-opportunities",
    name: "Occasions de rencontre",
    description: "Créer des occasions de rencontrer d’autres personnes.",
    like: [],
  },
  "social-support": {
    code: "social-support",
    name: "Soutien social",
    description: "Être accompagné par quelqu’un, régulièrement.",
    like: [],
  },
  "psychological-support": {
    code: "psychological-support",
    name: "Soutien psychologique",
    description: "Être écouté et aidé sur ce que l’on pense et ressent.",
    like: [],
  },
  "psycho-social-skills": {
    code: "psycho-social-skills",
    name: "Compétences psychosociales",
    description: "Apprendre et exercer ce qui aide à être avec les autres.",
    like: [],
  },
  "physical-activity": {
    code: "physical-activity",
    name: "Activité physique",
    description: "Bouger ensemble.",
    like: [],
  },
  digital: {
    code: "digital",
    name: "Numérique",
    description: "Être aidé avec le numérique, ou se retrouver grâce à lui.",
    like: [],
  },
};

/** Our taxonomies and their terms, under the address of an installation. */
export interface OpenVocabulary {
  readonly taxonomies: readonly OpenTaxonomy[];
  readonly terms: readonly OpenTerm[];
  readonly ofCategory: (code: CategoryOfAction) => OpenTerm;
  readonly ofIntervention: (code: InterventionType) => OpenTerm;
  /** Our code of a term. */
  readonly codeOf: (term: OpenTerm) => string;
}

/** Publishes our code lists as taxonomies. Ids are the same in every installation. */
export function openVocabulary(baseUrl: string): OpenVocabulary {
  const action = taxonomyOf(baseUrl, "action", {
    name: "Lien social : cinq façons d’agir",
    description:
      "Écouter, rassembler, rejoindre, soutenir, faire participer (Semaines d’information sur la santé mentale 2025).",
  });
  const intervention = taxonomyOf(baseUrl, "intervention", {
    name: "Lien social : six types d’intervention",
    description: "Types d’intervention auxquels s’attachent les preuves.",
  });
  const ofCategories = termsOf(baseUrl, action, categories, categoryOfAction.codes);
  const ofInterventions = termsOf(baseUrl, intervention, interventions, interventionType.codes);
  const codes = new Map<string, string>(
    [...ofCategories, ...ofInterventions].map(([code, { id }]) => [id, code]),
  );
  return {
    codeOf: ({ id }) => codes.get(id) ?? "",
    taxonomies: [action, intervention],
    terms: [...ofCategories.values(), ...ofInterventions.values()],
    ofCategory: (code) => ofCategories.get(code)!,
    ofIntervention: (code) => ofInterventions.get(code)!,
  };
}

function taxonomyOf(
  baseUrl: string,
  key: string,
  text: Pick<OpenTaxonomy, "name" | "description">,
): OpenTaxonomy {
  const id = stableId("tisser", "taxonomy", key);
  return { id, ...text, uri: `${baseUrl}/open/taxonomies/${id}`, version: "1" };
}

function termsOf<Code extends string>(
  baseUrl: string,
  taxonomy: OpenTaxonomy,
  texts: Readonly<Record<Code, TermText>>,
  codes: readonly Code[],
): ReadonlyMap<Code, OpenTerm> {
  return new Map(
    codes.map((own) => {
      const { code, name, description, like } = texts[own];
      const id = stableId("tisser", "taxonomy-term", taxonomy.id, code);
      const term: OpenTerm = {
        id,
        code,
        name,
        description,
        taxonomy: taxonomy.name,
        taxonomy_id: taxonomy.id,
        taxonomy_detail: taxonomy,
        language: "fr",
        term_uri: `${baseUrl}/open/taxonomy_terms/${id}`,
        close_match: like,
      };
      return [own, term];
    }),
  );
}
