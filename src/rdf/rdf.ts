/** Terms, quads, prefixes, the table of formats: what every other room speaks of RDF with. */
export * from './formats.ts'
export { LineReader } from './line-reader.ts'
export * from './namespaces.ts'
export { byCodePoint, sortByCodePoint } from './order.ts'
export { parseRdf, type QuadSet, quadSet } from './parse.ts'
export {
  defaultLongest,
  notUtf8,
  type QuadReader,
  RdfSyntaxError,
  type ReaderOptions
} from './quad-reader.ts'
export { skolemized } from './skolemize.ts'
export {
  type BlankNode,
  blankNode,
  type DefaultGraph,
  defaultGraph,
  directedText,
  integer,
  iri,
  type Literal,
  langText,
  memoryOf,
  type NamedNode,
  type Quad,
  type Quad_Graph,
  type Quad_Object,
  type Quad_Predicate,
  type Quad_Subject,
  quad,
  sharedIri,
  type Term,
  text,
  typed,
  typedBy
} from './terms.ts'

export { quadLine, TurtleTerms, termText } from './write.ts'
