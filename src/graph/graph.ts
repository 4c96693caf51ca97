/** Statements → quads, in the Wikibase RDF model. */
export { Equivalences } from './equivalences.ts'
export { Graph, type GraphContext } from './graph-blocks.ts'
export { byId, namedProperty } from './properties.ts'
