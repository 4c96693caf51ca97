import { html } from 'hono/html'
import { layout, type PageSite } from './layout.ts'

/** What went wrong, and where to go from here. */
export async function faultPage(
  site: PageSite,
  { status, title, detail }: { readonly status: number; readonly title: string; readonly detail: string }
): Promise<string> {
  const body = html`
<h1>${title}</h1>
<p class="lead">${detail}</p>
<p>Status ${status}. <a href="${site.root}">Start from the home page</a>, or <a href="${site.root}sparql">ask a query</a>.</p>
`
  return String(await layout(site, title, body))
}
