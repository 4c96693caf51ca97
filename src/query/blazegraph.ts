import { WIKIBASE } from '../rdf/rdf.ts'
import { type Operation, type TermOrVariable, walk } from './algebra.ts'
import { QueryError, type QueryErrorCode } from './query-error.ts'

/** A triple pattern, as the services that are asked by patterns read it. */
export interface Triple {
  readonly subject: TermOrVariable
  readonly predicate: TermOrVariable
  readonly object: TermOrVariable
}

const blazegraph = 'http://www.bigdata.com/'

/** The subject of triples that tell a service of the Wikidata Query Service how it is to be done. */
export const serviceParam = `${blazegraph}rdf#serviceParam`

/** The services of the Wikidata Query Service that are answered here. */
export type OwnService = 'label' | 'box' | 'around'
const ownServices: readonly string[] = (['label', 'box', 'around'] satisfies OwnService[]).map(
  name => WIKIBASE + name
)

/** Whether an operation is a SERVICE that is answered here, with `which` this one of them. */
export const isOwnService = ({ type, name }: Operation, which?: OwnService): boolean => {
  if (type !== 'service') return false
  const { value } = name as TermOrVariable
  return which ? value === WIKIBASE + which : ownServices.includes(value)
}

/** What one of these services cannot do. */
export class ServiceFault extends QueryError {
  readonly service: OwnService

  /** `what` goes on after the service's name. */
  constructor(service: OwnService, what: string, code: QueryErrorCode = 'malformed') {
    super(code, `SERVICE wikibase:${service} ${what}`)
    this.service = service
  }
}

/** Takes hints for Blazegraph's optimizer out of a query, in place: they are written as triples. */
export function dropHints(root: Operation): void {
  for (const part of walk(root))
    if (part.type === 'bgp')
      part['patterns'] = (part['patterns'] as Operation[]).filter(pattern => !isHint(pattern))
}

const isHint = ({ predicate }: Operation): boolean =>
  (predicate as TermOrVariable).value.startsWith(`${blazegraph}queryHints#`)
