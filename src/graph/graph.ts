/** Statements → quads, in the Wikibase RDF model. */
export { Equivalences } from './equivalences.ts'
export { Graph, type GraphContext, graphOf, type PublishedStatements } from './graph-of.ts'
export { namedProperty } from './properties.ts'
