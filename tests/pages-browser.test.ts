import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPublished } from '../src/node/published.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { eitherView, openChromium, pageKinds, violations } from './chromium.ts'
import { publishedFixture } from './fixtures/published.ts'

const opened = await openChromium()
if (typeof opened === 'string') console.warn(`pages are not looked at in a browser: ${opened}`)
const browser = opened as Browser

/** By how many pixels a page is wider than the window. */
const sticksOut = 'document.documentElement.scrollWidth - innerWidth'

/** A picture of a picture: what Commons would send. */
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="500"/>'

describe.skipIf(typeof opened === 'string')('in a browser', () => {
  let seeds: Serving
  let small: Serving
  beforeAll(async () => {
    seeds = await serve(await openPublished(path.join(import.meta.dirname, '../out')), { port: 0 })
    small = await serve(await publishedFixture(), { port: 0 })
  })
  afterAll(async () => {
    await Promise.all([browser.close(), seeds.close(), small.close()])
  })

  /** Does something on a page, and gives what it wanted of other hosts and what it complained of. */
  async function visit(
    url: string,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>
  ): Promise<{ foreign: string[]; complaints: string[] }> {
    const [foreign, complaints]: string[][] = [[], []]
    const context = await browser.newContext(options)
    await context.route(
      address => address.origin !== new URL(url).origin,
      route => {
        foreign!.push(route.request().url())
        return route.fulfill({ contentType: 'image/svg+xml', body: picture })
      }
    )
    const page = await context.newPage()
    page.on('pageerror', error => complaints!.push(String(error)))
    page.on('console', message => {
      // That the page itself, or an icon nobody named, is not there is told by the status.
      if (message.type() === 'error' && !message.text().includes('404')) complaints!.push(message.text())
    })
    try {
      await page.goto(url)
      await look(page)
    } finally {
      await context.close()
    }
    return { foreign: foreign!, complaints: complaints! }
  }

  describe.each(Object.entries(pageKinds))('%s', (_, address) => {
    test.each(eitherView)('can be read by everybody: $name', async ({ width, colorScheme }) => {
      const seen = await visit(
        seeds.url + address,
        { viewport: { width, height: 800 }, colorScheme },
        async page => {
          expect(await violations(page)).toEqual([])
          const wider = await page.evaluate<number>(sticksOut)
          expect(wider, 'nothing sticks out').toBeLessThanOrEqual(0)
        }
      )
      expect(seen.complaints).toEqual([])
      const allowed = /map/.test(address)
        ? /^https:\/\/tile\.openstreetmap\.org\//
        : /^https:\/\/(?:commons|upload)\.wikimedia\.org\//
      for (const other of seen.foreign) expect(other).toMatch(allowed)
    })
  })

  test('all of it can be opened: sources, and where they disagree', async () => {
    await visit(`${seeds.url}page/Q318693`, { viewport: { width: 390, height: 800 } }, async page => {
      await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate<number>(sticksOut)).toBeLessThanOrEqual(0)
    })
  })

  test('the words behind a fact open by keyboard, and lead to the source and back', async () => {
    await visit(`${seeds.url}page/Q318693`, { javaScriptEnabled: false }, async page => {
      const mark = page.locator('tr', { hasText: 'military alliance' }).locator('summary').first()
      const words = page.locator('tr', { hasText: 'military alliance' }).locator('q').first()
      expect(await words.isVisible()).toBe(false)
      await mark.focus()
      await page.keyboard.press('Enter')
      expect(await words.isVisible()).toBe(true)
      await page.locator('tr', { hasText: 'military alliance' }).locator('details a').last().click()
      await page.waitForURL(/page\/source\/[^#]+#ref-[0-9a-f]{16}$/)
      const place = `[id="${new URL(page.url()).hash.slice(1)}"]`
      await page.locator(`:is(mark${place}, mark:has(${place})) + sup a`).last().click()
      await page.waitForURL(/page\/Q318693#Q318693-[0-9a-f]{16}$/)
      expect(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).count()).toBe(1)
    })
  })

  test('who tabs comes first to the way past the header', async () => {
    await visit(seeds.url, {}, async page => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^Skip/)
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.id')).toBe('main')
    })
  })

  test('a search leads from any page to what is called so', async () => {
    await visit(`${seeds.url}sparql`, { javaScriptEnabled: false }, async page => {
      await page.getByRole('searchbox').first().fill('collective security treaty org')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/search\?q=collective/)
      await page
        .getByRole('link', { name: 'Collective Security Treaty Organization', exact: true })
        .first()
        .click()
      await page.waitForURL(/page\/Q318693/)
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
        'Collective Security Treaty Organization'
      )
    })
  })

  test.each(['page/Q318693', '', 'sparql', 'map'])(
    'nothing moves when pictures arrive and scripts begin: /%s',
    async address => {
      await visit(seeds.url + address, { viewport: { width: 390, height: 800 } }, async page => {
        await page.waitForLoadState('networkidle')
        const moved = await page.evaluate(
          () =>
            new Promise<number>(resolve => {
              let sum = 0
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
              }).observe({ type: 'layout-shift', buffered: true })
              setTimeout(() => resolve(sum), 300)
            })
        )
        expect(moved).toBe(0)
      })
    }
  )

  test('a browser that speaks Russian gets Russian names, and can change', async () => {
    await visit(`${small.url}page/Q318693`, { locale: 'ru-RU' }, async page => {
      expect(await page.getByRole('heading', { level: 1 }).getAttribute('lang')).toBe('ru')
      await page.getByRole('link', { name: 'English', exact: true }).click()
      await page.waitForURL(/\?lang=en$/)
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Collective/)
      expect(await violations(page)).toEqual([])
    })
  })

  test('on paper all sources are to be read, and nothing is to be clicked', async () => {
    await visit(`${seeds.url}page/Q318693`, {}, async page => {
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('searchbox').first().isVisible()).toBe(false)
      const height = await page.evaluate<number>(
        "document.querySelector('details.sources ul').getBoundingClientRect().height"
      )
      expect(height).toBeGreaterThan(10)
    })
  })
})
