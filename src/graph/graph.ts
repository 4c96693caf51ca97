/** Statements → quads, in the Wikibase RDF model. */
export { Equivalences } from './equivalences.ts'
export { Graph, type GraphContext } from './graph-blocks.ts'
export { namedProperty } from './properties.ts'
