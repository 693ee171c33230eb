import { stableId } from "#base";
import { categoryOfAction, interventionType, type CategoryOfAction, type InterventionType } from "#directory";
import texts from "./taxonomy.fr.json" with { type: "json" };

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

/** Names and descriptions in French, as they were published (SISM 2025), and close terms of data·inclusion and Open Eligibility. */
const categories: Readonly<Record<CategoryOfAction, TermText>> = texts.categories;
const interventions: Readonly<Record<InterventionType, TermText>> = texts.interventions;

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
  const action = taxonomyOf(baseUrl, "action", texts.taxonomies.action);
  const intervention = taxonomyOf(baseUrl, "intervention", texts.taxonomies.intervention);
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
