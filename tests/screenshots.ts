/**
 * Pictures of the pages of the seeds: `npm run screenshots` makes those of the README, in `pictures/`;
 * `npm run screenshots -- folder` makes one of every kind of page, light and dark, on a phone and wide, in that folder.
 */
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openPublished } from '../src/node/published.ts'
import { serve } from '../src/node/server.ts'
import { openChromium, pageKinds, views } from './chromium.ts'

const members = `#defaultView:Timeline
SELECT ?memberLabel ?start ?end {
  ?member p:P463 ?membership .
  ?membership ps:P463 wd:Q318693 .
  OPTIONAL { ?membership pq:P580 ?start }
  OPTIONAL { ?membership pq:P582 ?end }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en" }
}
ORDER BY ?start`

/** The pages of the README, each at what is worth a look. */
const mainPages: Readonly<Record<string, { address: string; show?: (page: Page) => Promise<void> }>> = {
  home: { address: '' },
  entity: {
    address: 'page/Q318693#facts',
    show: async page => {
      await page.locator('tr', { hasText: 'military alliance' }).first().locator('summary').click()
    }
  },
  source: { address: 'page/source/encyclopedia#text' },
  disagreements: { address: 'disagreements?kind=ClosedListContradiction' },
  graph: { address: 'neighbours/Q318693' },
  query: { address: `sparql?query=${encodeURIComponent(members)}` }
}

async function ofReadme(browser: Browser, site: string, folder: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, colorScheme })
    const page = await context.newPage()
    for (const [name, { address, show }] of Object.entries(mainPages)) {
      await page.goto(site + address)
      await show?.(page)
      const file = path.join(folder, `${name}-${colorScheme}.png`)
      await page.screenshot({ path: file })
      console.log(file)
    }
    await context.close()
  }
}

async function ofEveryKind(browser: Browser, site: string, folder: string): Promise<void> {
  for (const { name, width, colorScheme } of views) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
    const page = await context.newPage()
    for (const [kind, address] of Object.entries(pageKinds)) {
      await page.goto(site + address)
      const file = path.join(folder, `${kind} ${name}.png`.replaceAll(/[ ,]+/g, '-'))
      await page.screenshot({ path: file })
      console.log(file)
    }
    await context.close()
  }
}

const [asked] = process.argv.slice(2)
const folder = path.resolve(asked ?? path.join(import.meta.dirname, '../pictures'))
await mkdir(folder, { recursive: true })
const browser = await openChromium()
if (typeof browser === 'string') throw new Error(browser)
const published = await openPublished(path.join(import.meta.dirname, '../out'))
// The same wherever it is run: pictures of Commons are not the site's own.
const server = await serve({ ...published, manifest: { ...published.manifest, images: 'none' } }, { port: 0 })
try {
  await (asked === undefined ? ofReadme : ofEveryKind)(browser, server.url, folder)
} finally {
  await Promise.all([browser.close(), server.close()])
}
