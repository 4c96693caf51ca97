import type { Identity } from '../../query/query.ts'

/** Where the endpoint is, below the root, by how its answers name entities that have an item in Wikidata. */
export const endpoints: Readonly<Record<Identity, string>> = { own: 'sparql', wikidata: 'sparql/wikidata' }
