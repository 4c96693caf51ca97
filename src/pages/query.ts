import { html } from 'hono/html'
import { type AnswerView, answerHtml, type ShownAnswer } from './answer.ts'
import { layout } from './layout.ts'
import { exampleQuery } from './sample.ts'
import type { Html, PageSite } from './site.ts'

const form = (site: PageSite, query: string, endpoint: string): Html => html`
<form action="${site.root}${endpoint}" method="get">
<label for="query">SPARQL query</label>
<textarea id="query" name="query" rows="12" spellcheck="false">${query === '' ? exampleQuery(site) : query}</textarea>
<p class="run"><button>Run</button>
<label for="format">as</label>
<select id="format" name="format">
<option value="html">page</option><option value="json">JSON</option><option value="csv">CSV</option><option value="tsv">TSV</option><option value="xml">XML</option><option value="ttl">Turtle (CONSTRUCT, DESCRIBE)</option>
</select></p>
</form>`

/** The page on which to write a query for an endpoint, which is given by its path below the root. */
export const queryPage = async (site: PageSite, query: string, endpoint = 'sparql'): Promise<string> =>
  String(
    await layout(site, {
      title: 'Query',
      body: html`<h1>Query</h1>${form(site, query, endpoint)}`,
      crumbs: []
    })
  )

/** An answer, below the query it answers. */
export async function resultPage(
  site: PageSite,
  query: string,
  answer: ShownAnswer,
  endpoint = 'sparql',
  view?: AnswerView
): Promise<string> {
  const body = html`<h1>Query</h1>${form(site, query, endpoint)}<section id="answer" aria-labelledby="answer-title"><h2 id="answer-title">Answer</h2>${answerHtml(site, answer, view)}</section>`
  return String(
    await layout(site, {
      title: 'Answer',
      body,
      crumbs: [{ text: 'Query', href: `${site.root}${endpoint}` }],
      unlisted: true
    })
  )
}
