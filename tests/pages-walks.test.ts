import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPublished } from '../src/node/published.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { openChromium } from './chromium.ts'

const opened = await openChromium()
if (typeof opened === 'string') console.warn(`nobody walks through the pages: ${opened}`)
const browser = opened as Browser

const organization = 'Collective Security Treaty Organization'

/** Readers, by what they have. */
const readers: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ['a wide screen', { viewport: { width: 1280, height: 800 } }],
  ['a phone in the dark', { viewport: { width: 390, height: 800 }, colorScheme: 'dark', hasTouch: true }],
  ['no JavaScript', { javaScriptEnabled: false }]
]

describe.skipIf(typeof opened === 'string')('a reader', () => {
  let site: Serving
  beforeAll(async () => {
    site = await serve(await openPublished(path.join(import.meta.dirname, '../out')), { port: 0 })
  })
  afterAll(async () => {
    await Promise.all([browser.close(), site.close()])
  })

  /** Walks from a page; nothing of another host is loaded, and nothing may be complained of. */
  async function walk(
    address: string,
    options: BrowserContextOptions,
    steps: (page: Page) => Promise<void>
  ): Promise<void> {
    const complaints: string[] = []
    const context = await browser.newContext(options)
    await context.route(
      other => other.origin !== new URL(site.url).origin,
      route =>
        route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' })
    )
    const page = await context.newPage()
    page.on('pageerror', error => complaints.push(String(error)))
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    try {
      await page.goto(new URL(address, site.url).href)
      await steps(page)
    } finally {
      await context.close()
    }
    expect(complaints).toEqual([])
  }

  const heading = (page: Page) => page.getByRole('heading', { level: 1 })
  /** What the address leads to on the page. */
  const target = (page: Page) =>
    page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`)

  describe.each(readers)('with %s', (_, options) => {
    test('goes from a search to a thing, the very words, the text of the source, and back', async () => {
      await walk('', options, async page => {
        await page.locator('header input[name="q"]').fill('collective security treaty org')
        await page.getByRole('button', { name: 'Search' }).first().click()
        await page.getByRole('link', { name: organization, exact: true }).first().click()
        await page.waitForURL(/\/page\/Q318693$/)

        const row = page.locator('tr', { hasText: 'military alliance' }).first()
        await row.locator('summary').click()
        const words = (await row.locator('q').first().textContent()) ?? ''
        expect(words.toLowerCase()).toContain('military alliance')
        await row.locator('details a', { hasText: 'wiki article' }).first().click()

        await page.waitForURL(/\/page\/source\/wiki\S*#ref-[0-9a-f]{16}$/)
        const mark = target(page)
        expect(await mark.isVisible()).toBe(true)
        expect((await mark.textContent())?.toLowerCase()).toContain('military alliance')
        // The first number behind the mark that leads back to what was looked at.
        await page.locator('.reading a[href*="/page/Q318693#"]').first().click()
        await page.waitForURL(/\/page\/Q318693#Q318693-[0-9a-f]{16}$/)
        expect(await target(page).isVisible()).toBe(true)
      })
    })

    test('finds out why a source was not followed', async () => {
      await walk('', options, async page => {
        await page
          .getByRole('navigation', { name: 'Site' })
          .getByRole('link', { name: 'Disagreements' })
          .click()
        const kind = page.getByRole('row', { name: /^closed list contradiction/ })
        await kind.getByRole('link').last().click()
        await page.waitForURL(/kind=ClosedListContradiction/)
        expect(await page.locator('.disputes > li').count()).toBe(1)
        await page.locator('.disputes').getByRole('link', { name: 'closed list contradiction' }).click()
        await page.waitForURL(/\/page\/disagreement\//)
        const main = (await page.locator('main').textContent()) ?? ''
        for (const told of ['North Korea', 'deprecated', 'contradicted by 3 sources', 'Decided:'])
          expect(main).toContain(told)
        // Words of the other side, in their place.
        await page.locator('main a[href*="/page/source/encyclopedia"]').first().click()
        await page.waitForURL(/#ref-[0-9a-f]{16}$/)
        expect(await target(page).isVisible()).toBe(true)
        await page.goBack()
        const side = page.locator('.sides > li', { hasText: 'North Korea' }).first()
        await side.locator('a[href*="#Q318693-"]').first().click()
        await page.waitForURL(/\/page\/Q318693#/)
        expect(await target(page).textContent()).toContain('North Korea')
      })
    })

    test('writes a query, looks at its answer, and sends it to somebody', async () => {
      let shared = ''
      await walk('sparql', options, async page => {
        await page.getByRole('link', { name: /^Since when/ }).click()
        await page.locator('#answer tbody tr').first().waitFor()
        shared = page.url()
      })
      await walk(shared, options, async page => {
        expect(await page.locator('#answer tbody tr').count()).toBeGreaterThan(3)
        const view = page.locator('#answer').getByRole('link', { name: 'Timeline' })
        await view.click()
        await page.waitForURL(/view=timeline/)
        await page.locator('#answer .timeline').first().waitFor()
      })
    })

    test('looks at what there is as a map, on a timeline and as a graph', async () => {
      await walk('map', options, async page => {
        expect(await page.locator('table.places tbody tr').count()).toBeGreaterThan(0)
        await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Timeline' }).click()
        await page.getByLabel('From').fill('2002')
        await page.getByLabel('To').fill('2003')
        await page.getByRole('button', { name: 'Show' }).click()
        await page.waitForURL(/from=2002/)
        expect(await page.locator('.timeline time').count()).toBeGreaterThan(0)
        await page.goto(new URL('page/Q318693', site.url).href)
        await page.getByRole('link', { name: /^Graph of what/ }).click()
        await page.waitForURL(/\/neighbours\/Q318693$/)
        await page.locator('svg').getByRole('link', { name: 'Armenia' }).first().click()
        await page.waitForURL(/\/neighbours\/Q399$/)
        expect(await heading(page).textContent()).toContain('Armenia')
      })
    })

    test('reads in another language, and keeps it', async () => {
      await walk('page/Q318693?lang=ru', options, async page => {
        await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Browse' }).click()
        await page.waitForURL(/\/browse\?lang=ru$/)
        await page.locator('main').getByRole('link', { name: 'position held' }).click()
        await page.waitForURL(/lang=ru/)
        await page.locator('main tbody th a').first().click()
        await page.waitForURL(/\/page\/[^?]+\?lang=ru/)
      })
    })
  })

  test('comes everywhere by keyboard alone', async () => {
    await walk('', {}, async page => {
      const reach = async (name: RegExp): Promise<void> => {
        for (let steps = 0; steps < 100; steps++) {
          await page.keyboard.press('Tab')
          const focused = await page.evaluate<string>(
            'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent ?? ""'
          )
          if (name.test(focused)) return
        }
        expect.fail(`Tab never came to ${name}`)
      }
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.type('collective security treaty org')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/search\?/)
      await reach(/^Collective Security Treaty Organization$/)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/page\/Q318693$/)
      // Of several one is a text.
      await reach(/^[2-9] sources$/)
      await page.keyboard.press('Enter')
      await reach(/wiki article|encyclopedia page|for children/)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/page\/source\/\S+#ref-/)
      // The keyboard goes on from where the address leads.
      await reach(/^Fact \d+$/)
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/page\/\w+#/)
    })
  })
})
