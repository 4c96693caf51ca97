import type { Context } from 'hono'
import { exampleQuery, sampleOf } from '../../pages/pages.ts'
import { hasDisagreements, labelOf } from '../../store/store.ts'
import { documentNameOf, pageSiteOf } from '../documents.ts'
import { uriOf } from '../protocol/paths.ts'
import { send } from '../protocol/representations.ts'
import type { Site } from '../site.ts'

/** `/llms.txt` (https://llmstxt.org): what the dataset is and how to ask it, in Markdown, for language models. */
export async function llms(c: Context, site: Site): Promise<Response> {
  return send(c, await site.representations.of('llms.txt', () => textOf(site)), {
    'Content-Type': 'text/plain;charset=utf-8'
  })
}

/** Titles may hold what Markdown takes for markup, and must stay on their line. */
const inline = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#]/g, '\\$&')

const inAddress = (parameters: Record<string, string>): string => `${new URLSearchParams(parameters)}`

/** What holds of a dataset in the model of Wikibase, which other RDF need not be. */
const aboutStatements = (base: string): string =>
  `Each statement says which sources claim it, where and in which words, and what became of claims that contradict each other. The model is that of Wikibase: \`wdt:P527\` leads from an entity straight to the values of best rank, \`p:P527\` to statements with rank, qualifiers and references. Entities with a Wikidata item have its id: \`${base}entity/Q649\` is \`owl:sameAs\` \`wd:Q649\`, and queries may say \`wd:Q649\`. `

function textOf(site: Site): string {
  const { base } = site
  const { manifest, store } = site.published
  const { title, counts, language, license, publisher, version } = manifest
  const number = new Intl.NumberFormat('en')
  const sample = sampleOf(pageSiteOf(site)).slice(0, 8)
  const [first = `${base}dataset`] = sample
  const name = (entity: string): string => labelOf(store, entity, language) ?? entity
  const query = exampleQuery(pageSiteOf(site))
  return `# ${inline(title)}

> Linked data: ${number.format(counts.entities)} entities, ${counts.statements > 0 ? `${number.format(counts.statements)} statements with their sources, ` : ''}${number.format(counts.triples)} triples${publisher ? `, published by ${inline(publisher)}` : ''}. Labels are in ${language}${license ? `; the licence is ${license}` : ''}. Version ${version}.

${counts.statements > 0 ? aboutStatements(base) : ''}The prefixes of the Wikidata Query Service need not be declared, and its label service is answered. Everything can only be read, and nothing needs a key. A request that cannot be answered says in its \`detail\` what is wrong and what to do.

Steps that work: find the IRI by name with /search; look at what is said of it under /data; ask with SPARQL; and check a fact you want to rely on with /why.

\`\`\`sparql
${query}
\`\`\`

## Ways to ask

- [Search by name](${base}search?${inAddress({ q: name(first).slice(0, 80) })}): \`/search?q=…&lang=…&limit=…\`, JSON with IRIs, labels and descriptions
- [SPARQL](${base}sparql?${inAddress({ query, format: 'json' })}): \`/sparql?query=…&format=json\`; csv, tsv and xml too; ttl, nt or jsonld for CONSTRUCT and DESCRIBE
- [Reasons of a fact](${base}why?${inAddress({ subject: first })}): \`/why?subject=…&property=…&value=…\`, JSON with sources and quotations; names will do
${hasDisagreements({ store, base }) ? `- [Disagreements](${base}disagreements): \`/disagreements?kind=…&state=…&page=…\`, JSON with what sources say otherwise than others, and what was decided\n` : ''}- [Triple Pattern Fragments](${base}fragments): \`/fragments{?subject,predicate,object,graph}\`
- [MCP server](${base}mcp): the tools search, describe, query and why, over Streamable HTTP

## Entities

${sample.map(entity => `- [${inline(name(entity))}](${uriOf(`${base}data/${documentNameOf(entity.slice(base.length))}.ttl`)})`).join('\n')}

## Reference

- [API](${base}openapi.json): all addresses, in OpenAPI 3.1
- [Dataset](${base}dataset.ttl): VoID and DCAT: title, licence, counts, downloads
- [Vocabulary](${base}ontology): the terms that are the dataset's own
- [Shapes](${base}shapes): what everything looks like, in SHACL
- [JSON-LD context](${base}context.jsonld)

## Optional

${manifest.dumps.map(({ file, mediaType, bytes }) => `- [${file}](${base}dump/${file}): the whole dataset, ${mediaType.split(';')[0]}, ${number.format(bytes)} bytes`).join('\n')}
- [Sitemap](${base}sitemap.xml): the page of every entity
`
}
