import { html, raw } from 'hono/html'
import { queryPrefixesOf } from '../rdf/rdf.ts'
import { type AnswerView, answerHtml, type ShownAnswer } from './answer.ts'
import { examplesOf, startQuery } from './examples.ts'
import { layout } from './layout.ts'
import { addressOf, type Html, type PageSite, scriptElement, scriptSafe } from './site.ts'
import { readerLanguage } from './words.ts'

/** Lines that a field for queries has: those of the query and one to go on, within reason. */
const [fewestLines, mostLines] = [6, 16]

function form(site: PageSite, asked: string, endpoint: string): Html {
  const query = asked === '' ? startQuery(site) : asked
  const lines = Math.min(mostLines, Math.max(fewestLines, query.split('\n').length + 1))
  // What the editor brings along has its room from the beginning, so that nothing moves when it comes.
  const hasEditor = scriptElement(site, 'editor.js') !== ''
  return html`
<form id="sparql" action="${site.root}${endpoint}" method="get">
<label for="query">SPARQL query</label>
${site.asked === undefined ? '' : html`<input type="hidden" name="lang" value="${site.asked}">`}
<textarea id="query" name="query" rows="${lines}" spellcheck="false">${query}</textarea>
${hasEditor ? html`<p id="query-hint" class="hint scripted">Suggestions come as you write, or with Ctrl+Space; arrow keys and Enter take one. Ctrl+Enter, or Cmd+Enter, runs the query. Tab leaves the editor.</p>` : ''}
<p class="run"><button>Run</button>
<label for="format">as</label>
<select id="format" name="format">
<option value="html">page</option><option value="json">JSON</option><option value="csv">CSV</option><option value="tsv">TSV</option><option value="xml">XML</option><option value="ttl">Turtle (CONSTRUCT, DESCRIBE)</option>
</select>${
    hasEditor
      ? html`
<button type="button" id="copy-link" class="scripted" disabled>Copy link</button>`
      : ''
  }</p>
</form>`
}

/** What the editor must know of the site, where there is an editor: data, and nothing to run. */
function editorHead(site: PageSite): Html | string {
  const element = scriptElement(site, 'editor.js')
  if (element === '') return ''
  const { base } = site.manifest
  const settings = { base, root: site.root, language: readerLanguage(site), prefixes: queryPrefixesOf(base) }
  return html`<script type="application/json" id="editor-settings">${raw(scriptSafe(JSON.stringify(settings)))}</script>
${element}`
}

const examples = (site: PageSite, endpoint: string): Html => html`
<details id="examples" open>
<summary>Example queries</summary>
<ul>${examplesOf(site).map(
  ({
    title,
    query,
    asksOthers
  }) => html`<li><a href="${addressOf(site, endpoint, { [asksOthers ? 'draft' : 'query']: query })}">${title}</a></li>
`
)}</ul>
</details>`

/** The page on which to write a query for an endpoint, which is given by its path below the root. */
export const queryPage = async (site: PageSite, query: string, endpoint = 'sparql'): Promise<string> =>
  String(
    await layout(site, {
      title: 'Query',
      head: editorHead(site),
      body: html`<h1>Query</h1>${form(site, query, endpoint)}${examples(site, endpoint)}`,
      crumbs: []
    })
  )

const downloads = {
  rows: { json: 'JSON', csv: 'CSV', tsv: 'TSV', xml: 'XML' },
  boolean: { json: 'JSON', xml: 'XML' },
  text: { ttl: 'Turtle', nt: 'N-Triples', jsonld: 'JSON-LD', rdf: 'RDF/XML' }
} as const

/** Characters of a query in an address that stands on the page once for each format. */
const longestLinked = 3_000

/** The answer in the formats of programs; of a long query nothing, for the form can be sent for these too. */
function downloadLinks(site: PageSite, query: string, form: ShownAnswer['form'], endpoint: string) {
  const encoded = encodeURIComponent(query)
  if (encoded.length > longestLinked) return ''
  const links = Object.entries(downloads[form]).map(
    ([format, name]) =>
      html` <a href="${site.root}${endpoint}?query=${encoded}&amp;format=${format}" download="answer.${format}">${name}</a>`
  )
  return html`<p class="downloads">Download as${links}</p>`
}

/** An answer, below the query it answers. */
export async function resultPage(
  site: PageSite,
  query: string,
  answer: ShownAnswer,
  endpoint = 'sparql',
  view?: AnswerView
): Promise<string> {
  const body = html`<h1>Query</h1>${form(site, query, endpoint)}
<p class="query"><a href="${addressOf(site, `${endpoint}#examples`)}">Example queries</a></p>
<section id="answer"><h2 id="answer-title" tabindex="-1">Answer</h2>${answerHtml(site, answer, view)}
${downloadLinks(site, query, answer.form, endpoint)}</section>`
  return String(
    await layout(site, {
      title: 'Answer',
      head: editorHead(site),
      body,
      crumbs: [{ text: 'Query', href: addressOf(site, endpoint) }],
      unlisted: true
    })
  )
}
