import { html } from 'hono/html'
import type { Term } from '../rdf/rdf.ts'
import { beginningOf, PageRoom } from './room.ts'
import type { Html, PageSite } from './site.ts'
import { valueHtml } from './values.ts'

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
  | { readonly form: 'text'; readonly text: string }

/** An answer as people read it. */
export function answerHtml(site: PageSite, answer: ShownAnswer): Html {
  if (answer.form === 'boolean') return html`<p class="lead">${answer.value ? 'Yes' : 'No'}</p>`
  if (answer.form === 'text') {
    const text = beginningOf(answer.text, longestText)
    const isCut = text.length < answer.text.length
    return html`${isCut ? html`<p>The beginning; the other formats have all.</p>` : ''}<pre tabindex="0" aria-label="Answer">${text}</pre>`
  }
  const { variables, rows, more } = answer
  // The query stands on the page too.
  const shown = new PageRoom().fit(
    rows,
    row => html`<tr>${variables.map(name => {
      const term = row.get(name)
      return html`<td>${term ? valueHtml(term, site) : ''}</td>`
    })}</tr>
`,
    70_000
  )
  const isCut = more || shown.length < rows.length
  return html`
<p>${isCut ? `The first ${shown.length} rows; the other formats have all.` : `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}.`}</p>
<div class="scroll" role="region" aria-label="Answer" tabindex="0">
<table class="wide">
<thead><tr>${variables.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${shown}</tbody>
</table>
</div>`
}

/** Characters of an answer in text that are shown: each may have several bytes. */
const longestText = 30_000
