import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programScripts } from '../src/node/page-scripts.ts'
import { openPublished } from '../src/node/published.ts'
import { type Serving, serve } from '../src/node/server.ts'
import { openChromium, views, violations } from './chromium.ts'

const opened = await openChromium()
if (typeof opened === 'string') console.warn(`scripts are not run in a browser: ${opened}`)
const browser = opened as Browser

test('scripts are small', async () => {
  const { scripts, script } = programScripts()
  expect(scripts, 'run npm run assets').toEqual(['site.js', 'editor.js', 'map.js'])
  const sizes = await Promise.all(
    scripts.map(async name => {
      const bytes = await script(name)
      return [name, bytes.length, gzipSync(bytes).length] as const
    })
  )
  for (const [name, raw, packed] of sizes) console.log(`${name}: ${raw} bytes, ${packed} in gzip`)
  expect(sizes[0]![1]).toBeLessThan(6_000)
  expect(sizes[1]![1]).toBeLessThan(450_000)
  expect(sizes[1]![2]).toBeLessThan(150_000)
  expect(sizes[2]![2]).toBeLessThan(60_000)
})

describe.skipIf(typeof opened === 'string')('in a browser', () => {
  let site: Serving
  /** The same with `tiles: none`. */
  let untiled: Serving
  beforeAll(async () => {
    const published = await openPublished(path.join(import.meta.dirname, '../out'))
    site = await serve(published, { port: 0 })
    untiled = await serve({ ...published, manifest: { ...published.manifest, tiles: 'none' } }, { port: 0 })
  })
  afterAll(async () => {
    await Promise.all([browser.close(), site.close(), untiled.close()])
  })

  /** Does something on a page, which may neither complain nor want anything of other hosts. */
  async function visit(
    address: string,
    look: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {}
  ): Promise<void> {
    const told: string[] = []
    const context = await browser.newContext(options)
    await context.route(
      other => ![site, untiled].some(({ url }) => new URL(url).origin === other.origin),
      route => {
        const { hostname } = new URL(route.request().url())
        // Pictures of entities are theirs.
        if (!/^(?:commons|upload)\.wikimedia\.org$/.test(hostname)) told.push(route.request().url())
        return route.abort()
      }
    )
    const page = await context.newPage()
    page.on('pageerror', error => told.push(String(error)))
    page.on('console', message => {
      // What a status says is looked at where it is expected; pictures are not loaded here.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        told.push(message.text())
    })
    try {
      await page.goto(new URL(address, site.url).href)
      await look(page)
    } finally {
      await context.close()
    }
    expect(told).toEqual([])
  }

  const searchBox = (page: Page) => page.getByRole('combobox', { name: 'Search' }).first()
  const editor = (page: Page) => page.getByRole('textbox', { name: 'SPARQL query' })
  const option = (page: Page, name: string) => page.getByRole('option', { name })

  /** Puts a query in the place of what the editor has; nothing is suggested after it. */
  async function write(page: Page, query: string): Promise<void> {
    await editor(page).click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(query)
  }

  describe('the search box', () => {
    test('leads to what it suggests, by keyboard, in any language', async () => {
      await visit('ontology', async page => {
        const box = searchBox(page)
        await box.pressSequentially('организация дог')
        await option(page, 'Collective Security Treaty Organization').first().waitFor()
        expect(await box.getAttribute('aria-expanded')).toBe('true')
        expect(await page.locator('header [role="status"]').textContent()).toMatch(/^\d+ suggestions?$/)
        await page.keyboard.press('ArrowDown')
        const marked = page.locator(`[id="${await box.getAttribute('aria-activedescendant')}"]`)
        expect(await marked.getAttribute('aria-selected')).toBe('true')
        expect(await violations(page)).toEqual([])
        await page.keyboard.press('Enter')
        await page.waitForURL(/\/page\/Q318693$/)
      })
    })

    test('goes through the list and out of it, and searches where nothing is marked', async () => {
      await visit('ontology', async page => {
        const box = searchBox(page)
        const active = () => box.getAttribute('aria-activedescendant')
        await box.pressSequentially('coll')
        await page.getByRole('option').first().waitFor()
        await page.keyboard.press('ArrowUp')
        expect(await active()).toBe(`search-suggestions-${(await page.getByRole('option').count()) - 1}`)
        await page.keyboard.press('ArrowDown')
        expect(await active()).toBe(null)
        await page.keyboard.press('ArrowDown')
        expect(await active()).toBe('search-suggestions-0')
        await page.keyboard.press('Home')
        expect(await active()).toBe(null)
        await page.keyboard.press('Escape')
        expect([await box.inputValue(), await box.getAttribute('aria-expanded')]).toEqual(['coll', 'false'])
        await page.keyboard.press('Enter')
        await page.waitForURL(/\/search\?q=coll$/)
      })
    })

    test('shows what was asked last, whatever is answered last', async () => {
      await visit('ontology', async page => {
        let release = (): void => undefined
        const held = new Promise<void>(resolve => {
          release = resolve
        })
        await page.route(/search\?q=belarus/, async route => {
          await held
          await route.continue().catch(() => undefined)
        })
        const box = searchBox(page)
        await box.fill('belarus')
        await page.waitForRequest(/search\?q=belarus/)
        await box.fill('armenia')
        await option(page, 'Armenia').first().waitFor()
        release()
        await page.keyboard.press('ArrowDown')
        expect(await option(page, 'Belarus').count()).toBe(0)
      })
    })
  })

  describe('a map', () => {
    /** Answers for the server of tiles; what is asked of it. */
    async function tilesOf(page: Page): Promise<string[]> {
      const asked: string[] = []
      await page.route('https://tile.openstreetmap.org/**', route => {
        asked.push(route.request().url())
        const body = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'
        return route.fulfill({ contentType: 'image/svg+xml', body })
      })
      return asked
    }
    const mark = (page: Page) => page.locator('.mark')
    const region = (page: Page) => page.locator('.moved')
    const answered = `sparql?view=map&query=${encodeURIComponent(`SELECT ?thing ?at { VALUES (?thing ?at) {
      (e:Q318693 "Point(37.5 55.8)"^^geo:wktLiteral) (e:Q399 "Point(44.5 40.2)"^^geo:wktLiteral)
      (e:Q159 "Point(37.5 55.8)"^^geo:wktLiteral) (e:Q232 "Point(71.4 51.1)"^^geo:wktLiteral) } }`)}`

    test('of the dataset can be moved, and its page follows; its marks lead to their things', async () => {
      await visit('about:blank', async page => {
        const asked = await tilesOf(page)
        await page.goto(`${site.url}map`)
        await mark(page).waitFor()
        await page.locator('.leaflet-tile-loaded').first().waitFor()
        expect(asked[0]).toMatch(/^https:\/\/tile\.openstreetmap\.org\/\d+\/\d+\/\d+\.png$/)
        expect(await page.locator('svg.map').isVisible()).toBe(false)
        expect(await region(page).textContent()).toContain('© OpenStreetMap contributors')
        expect(await violations(page)).toEqual([])
        await region(page).focus()
        await page.keyboard.press('+')
        await page.waitForURL(/[?&]bbox=/)
        await mark(page).focus()
        await page.keyboard.press('Enter')
        const popup = page.locator('.leaflet-popup-content a')
        expect(await popup.evaluate('document.activeElement.textContent')).toBe(
          'Collective Security Treaty Organization'
        )
        expect(await violations(page)).toEqual([])
        await page.keyboard.press('Escape')
        await popup.waitFor({ state: 'detached' })
        await mark(page).click()
        await popup.click()
        await page.waitForURL(/\/page\/Q318693$/)
      })
    })

    test('of an answer has a mark for each point, those at one place together', async () => {
      await visit('about:blank', async page => {
        await tilesOf(page)
        await page.goto(site.url + answered)
        await mark(page).first().waitFor()
        const counts = (await mark(page).allTextContents()).map(text => Number(text || '1'))
        expect(counts.toSorted()).toEqual([1, 1, 2])
        await page.getByRole('button', { name: /^2 places: / }).click()
        const links = page.locator('.leaflet-popup-content a')
        expect(await links.evaluateAll(all => all.map(a => a.getAttribute('href')))).toEqual([
          '/page/Q318693',
          '/page/Q159'
        ])
        await page.emulateMedia({ media: 'print' })
        expect([await region(page).isVisible(), await page.locator('svg.map').isVisible()]).toEqual([
          false,
          true
        ])
      })
    })

    test('of an entity asks for tiles when it is asked to', async () => {
      await visit('about:blank', async page => {
        const asked = await tilesOf(page)
        await page.goto(`${site.url}page/Q318693`)
        const button = page.getByRole('button', { name: 'Map with tiles' })
        await button.waitFor()
        expect([asked, await page.locator('.locator').isVisible()]).toEqual([[], true])
        await button.click()
        await page.locator('.leaflet-tile-loaded').first().waitFor()
        expect(await mark(page).count()).toBe(1)
        expect(await page.evaluate('document.activeElement.className')).toContain('moved')
        expect(await violations(page)).toEqual([])
      })
    })

    test('is reached from the editor, with what its page may load', async () => {
      await visit('about:blank', async page => {
        await tilesOf(page)
        await page.goto(site.url + answered.replace('view=map&', ''))
        await page.getByRole('link', { name: 'Map', exact: true }).last().click()
        await page.locator('.leaflet-tile-loaded').first().waitFor()
        expect(new URL(page.url()).searchParams.get('view')).toBe('map')
      })
    })

    test('stays a drawing without scripts, and without tiles, and asks nobody', async () => {
      for (const [address, options] of [
        [`${site.url}map`, { javaScriptEnabled: false }],
        [`${untiled.url}map`, {}],
        [untiled.url + answered, {}]
      ] as const)
        await visit(
          address,
          async page => {
            expect([await page.locator('svg.map').isVisible(), await region(page).count()]).toEqual([true, 0])
          },
          options
        )
    })
  })

  describe('the editor', () => {
    test('completes a property by its label, runs, and gives a link to the same', async () => {
      let address = ''
      let rows = 0
      await visit('sparql', async page => {
        await write(page, 'SELECT ?item {\n  ?item ')
        await page.keyboard.type('member')
        await option(page, 'member of wdt:P463').waitFor()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await page.keyboard.insertText(' wd:Q318693 }')
        await page.keyboard.press('ControlOrMeta+Enter')
        await page.locator('#answer table').waitFor()
        rows = await page.locator('#answer tbody tr').count()
        expect(rows).toBeGreaterThan(3)
        expect(await page.locator('main > [role="status"]').textContent()).toMatch(
          /^Answered in \d+\.\d\d s\. \d+ rows\./
        )
        expect(await page.title()).toMatch(/^Answer/)
        address = page.url()
        expect(new URL(address).searchParams.get('query')).toContain('?item wdt:P463 wd:Q318693')
        await page.goBack()
        await page.locator('#answer').waitFor({ state: 'detached' })
        await page.goForward()
        await page.locator('#answer table').waitFor()
      })
      await visit(address, async page => {
        expect(await editor(page).textContent()).toContain('wdt:P463 wd:Q318693')
        expect(await page.locator('#answer tbody tr').count()).toBe(rows)
      })
    })

    test('shows a fault at its place', async () => {
      await visit('sparql', async page => {
        await write(page, 'SELECT ?item {\n  ?item wdt:P463 wd:Q318693\n  FILTR(?item)\n}')
        await page.getByRole('button', { name: 'Run' }).click()
        await page.getByRole('alert').waitFor()
        expect(await page.getByRole('alert').textContent()).toMatch(/line 3/)
        expect(await page.locator('.cm-fault-line').textContent()).toContain('FILTR')
        expect(await editor(page).getAttribute('aria-invalid')).toBe('true')
        expect(await violations(page)).toEqual([])
        await page.keyboard.type('x')
        expect(await page.locator('.cm-fault-line').count()).toBe(0)
      })
    })

    test('stops waiting when it is told to', async () => {
      await visit('sparql', async page => {
        await page.route(/sparql\?query=/, () => undefined)
        await page.getByRole('button', { name: 'Run' }).click()
        await page.getByRole('button', { name: 'Cancel' }).click()
        expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0)
        expect(await page.locator('main > [role="status"]').textContent()).toBe('Cancelled.')
        expect(new URL(page.url()).search).toBe('')
      })
    })

    test('follows examples in place, and lets the keyboard through', async () => {
      await visit('sparql', async page => {
        await page.getByRole('link', { name: /^How many statements/ }).click()
        await page.locator('#answer table').waitFor()
        expect(await editor(page).textContent()).toContain('wikibase:rank')
        expect(await page.evaluate('document.activeElement.id')).toBe('answer-title')
        await editor(page).focus()
        await page.keyboard.press('Tab')
        expect(await page.evaluate('document.activeElement.textContent')).toBe('Run')
        // A draft is only shown.
        await page.getByRole('link', { name: /^What Wikidata has/ }).click()
        await page.locator('#answer').waitFor({ state: 'detached' })
        expect(await editor(page).textContent()).toContain('SERVICE')
      })
    })

    test('sends a query that is too long for an address all the same', async () => {
      await visit('sparql', async page => {
        await write(page, `ASK {} # ${'x'.repeat(70_000)}`)
        await page.getByRole('button', { name: 'Run' }).click()
        await page.locator('#answer .lead').waitFor()
        expect(await page.locator('main > [role="status"]').textContent()).toContain('too long for a link')
        expect(new URL(page.url()).search).toBe('')
      })
    })

    test('is a text area without scripts', async () => {
      await visit(
        'sparql',
        async page => {
          await page.getByLabel('SPARQL query').fill('SELECT ?item { ?item wdt:P463 wd:Q318693 }')
          await page.getByRole('button', { name: 'Run' }).click()
          expect(await page.locator('#answer tbody tr').count()).toBeGreaterThan(3)
        },
        { javaScriptEnabled: false }
      )
    })

    test.each(views)('can be used by everybody: $name', async ({ width, colorScheme }) => {
      await visit(
        'sparql',
        async page => {
          await write(page, 'SELECT ?item ')
          await page.keyboard.type('member')
          await option(page, 'member of wdt:P463').waitFor()
          expect(await violations(page)).toEqual([])
          expect(
            await page.evaluate('document.documentElement.scrollWidth - innerWidth')
          ).toBeLessThanOrEqual(0)
        },
        { viewport: { width, height: 800 }, colorScheme }
      )
    })
  })
})
