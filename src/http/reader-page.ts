import type { Context } from 'hono'
import type { PageSite } from '../pages/pages.ts'
import { pageSiteOf } from './documents.ts'
import { Fault } from './faults.ts'
import { pageHeaders } from './protocol/header-fields.ts'
import { send } from './protocol/representations.ts'
import { readerKey, readerOf, variesBy } from './reader.ts'
import { html, pick, type Site } from './site.ts'

/**
 * A page that is for people alone, in the language of the reader of a request. `name` tells it apart from other
 * pages; a Fault where `make` gives nothing, for then there is no such page.
 */
export async function readerPage(
  c: Context,
  site: Site,
  name: string,
  make: (on: PageSite) => string | undefined | Promise<string | undefined>,
  headers = pageHeaders
): Promise<Response> {
  pick(c, [html])
  const reader = readerOf(c, site)
  const made = await site.representations.of(`${name} ${readerKey(reader)}`, async () => {
    const page = await make(pageSiteOf(site, reader))
    if (page === undefined)
      throw new Fault('not-found', 'There is nothing at this address', { headers: { Vary: 'Accept' } })
    return page
  })
  return send(c, made, { ...headers, Vary: variesBy(reader) })
}
