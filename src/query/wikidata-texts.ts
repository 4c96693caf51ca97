import { text, WD, XSD } from '../rdf/rdf.ts'
import { type Operation, partsOf, type TermOrVariable, walk } from './algebra.ts'
import { call, termExpression } from './expressions.ts'

/** Adapts calls that make texts of IRIs or IRIs of texts. */
export interface IriTexts {
  /** Changes a call in place, when its arguments are done; the IRI it makes is left where it is to be Wikidata's. */
  adapt(part: Operation, kept: boolean): void
}

/**
 * Queries take IRIs of Wikidata apart, as in `STRAFTER(STR(?item), "http://www.wikidata.org/entity/")`, and put them
 * together, as in `IRI(CONCAT(STR(wd:), "Q", ?number))`. Where one does so, the dataset's own entities have
 * Wikidata's IRIs as texts, and such texts make the dataset's entities; with `always`, all texts of IRIs are
 * Wikidata's.
 */
export function iriTexts(base: string, always: boolean): IriTexts {
  const entities = `${base}entity/`
  const adapted = new WeakSet<Operation>()
  const adaptedText = (part: Operation): void => {
    if (adapted.has(part) || speaksOfWikidata(part)) return
    const whole = { ...part }
    adapted.add(whole).add(part)
    delete part['name']
    Object.assign(part, exchanged(whole, entities, WD))
  }
  return {
    adapt(part, kept) {
      if (part['subType'] !== 'operator' && part['subType'] !== 'named') return
      if (isText(part)) {
        if (always) adaptedText(part)
        return
      }
      if (![...partsOf(part)].some(speaksOfWikidata)) return
      for (const inner of [...walk(part)]) if (isText(inner)) adaptedText(inner)
      if ((part['operator'] === 'iri' || part['operator'] === 'uri') && !kept) {
        const [made] = part['args'] as [Operation]
        part['args'] = [exchanged(made, WD, entities)]
      }
    }
  }
}

/** `STR(?x)` and `xsd:string(?x)`. */
const isText = ({ subType, operator, name }: Operation): boolean =>
  subType === 'named'
    ? (name as TermOrVariable).value === `${XSD}string`
    : subType === 'operator' && operator === 'str'

/** Whether a text is, or begins with, that of IRIs of Wikidata's entities, or is a pattern for them. */
function speaksOfWikidata(part: Operation): boolean {
  if (part['subType'] === 'term') {
    const { termType, value } = part['term'] as TermOrVariable
    return termType === 'Literal' ? /wikidata\\?\.org\/entity/.test(value) : value === WD
  }
  const joins = isText(part) || part['operator'] === 'concat'
  return joins && (part['args'] as Operation[]).some(speaksOfWikidata)
}

/** A text, in which the beginning of an entity's IRI is another: `IF(REGEX(text, …), CONCAT(…), text)`. */
function exchanged(whole: Operation, from: string, to: string): Operation {
  const quoted = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const constant = (value: string): Operation => termExpression(text(value))
  return call(
    'if',
    call('regex', whole, constant(`^${quoted}Q[0-9]+$`)),
    call('concat', constant(to), call('strafter', whole, constant(from))),
    whole
  )
}
