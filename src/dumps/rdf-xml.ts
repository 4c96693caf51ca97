// rdflib's classes learn to read values only when this module has been loaded; its main entry would load a
// fetcher, parsers and an update manager besides.

import canonicalDataFactory, { type RdflibTerm } from 'rdflib/lib/factories/canonical-data-factory.js'
import * as valueReading from 'rdflib/lib/node.js'
import { Serializer } from 'rdflib/lib/serializer.js'
import { type Quad, RDF, type Term } from '../rdf/rdf.ts'

// CommonJS: under Node's own loader the default export of the module is one level further down.
const factory =
  (canonicalDataFactory as unknown as { default?: typeof canonicalDataFactory }).default ??
  canonicalDataFactory

// Bundlers believe rdflib's word that none of its modules has side effects; one that is used stays.
if (Object.keys(valueReading).length === 0) throw new Error('rdflib/lib/node.js is empty')

// rdflib leaves out blank nodes that refer to each other and nests typed ones wrongly: it is shown IRIs instead,
// which become `rdf:nodeID`s (RDF/XML §2.10) in what it wrote.
const blank = 'urn:x-hawksbill-blank:'
const blankReference = new RegExp(`rdf:(?:about|resource)="${blank}([^"]*)"`, 'g')

/** Gives blank nodes names that are NCNames, whatever their labels. */
function withNodeIds(xml: string, names: Map<string, string>): string {
  if (!xml.includes(blank)) return xml
  return xml.replace(/<[^>]*>/g, tag =>
    tag.replace(blankReference, (_, label: string) => {
      const name = names.get(label) ?? `b${names.size}`
      names.set(label, name)
      return `rdf:nodeID="${name}"`
    })
  )
}

function rdflibTerm(term: Term): RdflibTerm {
  if (term.termType === 'NamedNode') return factory.namedNode(term.value)
  if (term.termType === 'BlankNode') return factory.namedNode(blank + term.value)
  if (term.termType === 'Literal')
    return factory.literal(term.value, term.language || factory.namedNode(term.datatype.value))
  throw new Error(`A ${term.termType} cannot stand in RDF/XML`)
}

/** RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), written by rdflib block by block. */
export function* rdfXml(
  blocks: Iterable<readonly Quad[]>,
  prefixes: Readonly<Record<string, string>>
): Iterable<string> {
  const bodies: string[] = []
  const declarations = new Map([['rdf', RDF]])
  const nodeIds = new Map<string, string>()
  // The serializer names subjects by their N-Triples text and asks its store for the node again. One serves
  // all blocks: making one declares a hundred prefixes of its own, which takes longer than writing a block.
  const nodes = new Map<string, RdflibTerm>()
  const store = { rdfFactory: factory, fromNT: (text: string) => nodes.get(text) }
  const serializer = new Serializer(store).setNamespaces(prefixes)
  for (const block of blocks) {
    if (block.length === 0) continue
    nodes.clear()
    const statements = block.map(({ subject, predicate, object }) => {
      const node = rdflibTerm(subject)
      nodes.set(node.toNT(), node)
      return factory.quad(node, rdflibTerm(predicate), rdflibTerm(object))
    })
    const document = serializer.statementsToXML(statements)
    const open = document.indexOf('>') + 1
    for (const [, name = '', value = ''] of document.slice(0, open).matchAll(/xmlns:([^=]+)="([^"]*)"/g))
      declarations.set(name, value)
    bodies.push(withNodeIds(document.slice(open, document.lastIndexOf('</rdf:RDF>')), nodeIds))
  }
  const names = [...declarations]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `\n xmlns:${name}="${value}"`)
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${names.join('')}>`
  // XML 1.0 §2.11 turns a bare carriage return into a line feed; only the character reference keeps it.
  for (const body of bodies) yield body.replaceAll('\r', '&#xD;').trimEnd()
  yield '\n</rdf:RDF>\n'
}
