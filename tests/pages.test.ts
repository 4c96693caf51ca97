import { describe, expect, test } from 'vitest'
import { entityPage, faultPage, homePage, queryPage, resultPage } from '../src/pages/pages.ts'
import { iri, text } from '../src/rdf/rdf.ts'
import { describe as describeEntity, timeText } from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'

const { manifest, store } = await publishedFixture()
const site = { manifest, store, root: '/' }
const hostile = "</textarea></title><script>alert(1)</script>\"onload='x'<!--"

describe('an entity page', async () => {
  const subject = `${manifest.base}entity/Q318693`
  const page = await entityPage(site, {
    subject,
    blocks: describeEntity(store, subject, manifest.base),
    jsonLd: JSON.stringify({ text: hostile }),
    canonical: `${manifest.base}page/Q318693`,
    downloads: [{ label: 'Turtle', href: '/data/Q318693.ttl', mediaType: 'text/turtle' }]
  })

  const rowOf = (property: string): string =>
    new RegExp(`>${property}</a></th>(.*?)</tr>`, 's').exec(page)?.[1] ?? ''

  test('writes values as people read them', () => {
    expect(page).toContain('>15 May 1992</time>')
    expect(page).toContain('55.7963° N, 37.5354° E')
    expect(page).toContain('<a href="/page/Q399">Armenia</a>')
    expect(page).toContain('<a href="http://www.odkb-csto.org">')
    expect(rowOf('member count')).toContain('<span class="value">63</span>')
    expect(rowOf('motto')).toContain('<span class="value">Together</span>')
  })

  test('says who says so, and where', () => {
    expect(page).toContain('>An encyclopedia page</a>: <q>Headquartered in Moscow</q>')
    expect(page).toContain('>CSTO, a note</a> <small>has_part_s_, line 14</small>')
    expect(page).toContain('start time: <time')
  })

  test('holds the data so that no text of it ends the element', () => {
    const [, json = ''] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page) ?? []
    expect(JSON.parse(json)).toEqual({ text: hostile })
    expect(page.match(/<script/g)).toHaveLength(1)
  })
})

test.each([
  ['1992-05-15T00:00:00Z', 11, '15 May 1992'],
  ['1992-05-01T00:00:00Z', 10, 'May 1992'],
  ['1992-01-01T00:00:00Z', 9, '1992'],
  ['1992-00-00T00:00:00Z', 11, '1992'],
  ['1990-01-01T00:00:00Z', 8, '1990s'],
  ['2000-01-01T00:00:00Z', 7, '20th century'],
  ['-0099-01-01T00:00:00Z', 7, '1st century BC'],
  ['-0039-01-01T00:00:00Z', 8, '40s BC'],
  ['-0044-03-15T00:00:00Z', 11, '15 March 45 BC'],
  ['soon', 11, 'soon']
])('the time %s to precision %i is %s', (value, precision, expected) => {
  expect(timeText(value, precision, 'en')).toBe(expected)
})

test('whatever comes from elsewhere stays text on every page', async () => {
  const pages = await Promise.all([
    homePage(
      { ...site, manifest: { ...manifest, title: hostile, publisher: hostile } },
      JSON.stringify({ name: hostile })
    ),
    faultPage(site, { status: 404, title: hostile, detail: hostile }),
    queryPage(site, hostile),
    resultPage(site, hostile, {
      form: 'rows',
      variables: [hostile],
      rows: [{ get: () => text(hostile) }, { get: () => iri('javascript:alert(1)') }],
      more: true
    }),
    resultPage(site, hostile, { form: 'text', text: hostile, quads: [] })
  ])
  for (const page of pages) {
    expect(page.replace('<script type="application/ld+json">', '')).not.toContain('<script')
    expect(page).not.toContain('<!--')
    expect(page).not.toMatch(/href="javascript:/)
    expect(page.match(/<\/textarea>/g)?.length ?? 0).toBeLessThanOrEqual(1)
  }
})
