import { html } from 'hono/html'
import type { Quad, Term } from '../rdf/rdf.ts'
import { beginningOf, PageRoom } from './room.ts'
import type { Html, PageSite } from './site.ts'
import { valueHtml } from './values.ts'
import { graphHtml } from './views/answer-graph.ts'
import { answerViewHtml, viewTitles } from './views/answer-views.ts'
import { columnsOf, type ViewName, viewsFor } from './views/columns.ts'

/** What a page shows of an answer. */
export type ShownAnswer =
  | {
      readonly form: 'rows'
      readonly variables: readonly string[]
      readonly rows: readonly { get(variable: string): Term | undefined }[]
      /** Whether there are more rows than these. */
      readonly more: boolean
    }
  | { readonly form: 'boolean'; readonly value: boolean }
  /** A graph: in Turtle, and its beginning. */
  | { readonly form: 'text'; readonly text: string; readonly quads: readonly Quad[] }

/** The view in which rows are shown, and where the others are. */
export interface AnswerView {
  /** The view that is asked for; one that does not fit the rows is passed over. */
  readonly asked: ViewName | undefined
  /** Absent where addresses would be too long to link to. */
  readonly hrefOf?: (view: ViewName) => string
}

/** An answer as people read it: rows as a table, below what else they are asked to be seen as. */
export function answerHtml(site: PageSite, answer: ShownAnswer, view?: AnswerView): Html {
  if (answer.form === 'boolean') return html`<p class="lead">${answer.value ? 'Yes' : 'No'}</p>`
  if (answer.form === 'text') {
    const isDrawn = view?.asked === 'graph'
    const text = beginningOf(answer.text, isDrawn ? longestText / 2 : longestText)
    const isCut = text.length < answer.text.length
    const links = view?.hrefOf
      ? viewLinks(['table', 'graph'], isDrawn ? 'graph' : 'table', view.hrefOf, 'Text')
      : ''
    return html`${links}${isDrawn ? graphHtml(site, answer.quads) : ''}${isCut ? html`<p>The beginning; the other formats have all.</p>` : ''}<pre tabindex="0" aria-label="Answer">${text}</pre>`
  }
  const { variables, rows, more } = answer
  const columns = columnsOf(answer)
  const views = viewsFor(columns)
  const current = views.find(name => name === view?.asked) ?? 'table'
  const room = new PageRoom()
  const links = view?.hrefOf && views.length > 1 ? viewLinks(views, current, view.hrefOf) : ''
  room.take(links)
  const drawing = answerViewHtml(site, current, answer, columns, room)
  const shown = room.fit(
    rows,
    row => html`<tr>${variables.map(name => {
      const term = row.get(name)
      return html`<td>${term ? valueHtml(term, site) : ''}</td>`
    })}</tr>
`,
    // The query stands on the page too.
    current === 'table' ? 70_000 : room.most(85_000) - 18_000
  )
  const isCut = more || shown.length < rows.length
  return html`${links}
${view?.asked !== undefined && view.asked !== current ? html`<p>No column fits ${viewTitles[view.asked].toLowerCase()}.</p>` : ''}
${drawing}
<p>${isCut ? `The first ${shown.length} rows; the other formats have all.` : `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}.`}</p>
<div class="scroll" role="region" aria-label="Rows" tabindex="0">
<table class="wide">
<thead><tr>${variables.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${shown}</tbody>
</table>
</div>`
}

const viewLinks = (
  views: readonly ViewName[],
  current: ViewName,
  hrefOf: (view: ViewName) => string,
  /** What there is without a view. */
  plain = viewTitles.table
): Html =>
  html`<nav aria-label="Views of the answer"><ul class="ways">${views.map(name =>
    name === current
      ? html`<li><b aria-current="true">${name === 'table' ? plain : viewTitles[name]}</b></li>`
      : html`<li><a href="${hrefOf(name)}">${name === 'table' ? plain : viewTitles[name]}</a></li>`
  )}</ul></nav>`

/** Characters of an answer in text that are shown: each may have several bytes. */
const longestText = 30_000
