import { describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import {
  browsePage,
  classPage,
  disagreementsPage,
  entityPage,
  homePage,
  type PageSite,
  propertyPage
} from '../src/pages/pages.ts'
import { parseRdf, prefixesOf } from '../src/rdf/rdf.ts'
import {
  classesOf,
  classLinksOf,
  describe as describeEntity,
  disagreementsIn,
  labelLanguages,
  type Store,
  statedProperties,
  storeOf
} from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'

const published = await publishedFixture()
const { base } = published.manifest
const hostile = '</text><script>alert(1)</script>'

const prefixes = Object.entries(prefixesOf(base))
  .map(([name, iri]) => `@prefix ${name}: <${iri}> .`)
  .join('\n')

/** Cities and people of a made-up country, and what two books say of the first city. */
const turtle = `${prefixes}
e:Q10 rdfs:label "city"@en , "город"@ru . e:Q11 rdfs:label "${hostile}"@en .
e:Q1 rdfs:label "Troy"@en , "Троя"@ru ; wdt:P31 e:Q10 ; wdt:P571 "-2999-01-01T00:00:00Z"^^xsd:dateTime ;
  schema:description "an old city"@en ; p:P571 s:Q1-2 , s:Q1-3 .
e:Q2 rdfs:label "Ilium"@en ; wdt:P31 e:Q10 .
${Array.from({ length: 3 }, (_, i) => `e:Q2${i} rdfs:label "Person ${i}"@en ; wdt:P31 e:Q11 ; wdt:P19 e:Q1 ; wdt:P26 e:Q20 .`).join('\n')}
e:Q30 rdfs:label "a ship"@en ; wdt:P276 e:Q2 .
s:Q1-2 wikibase:rank wikibase:PreferredRank ; ps:P571 "-2999-01-01T00:00:00Z"^^xsd:dateTime ; psv:P571 v:1 ;
  hb:reason "newer digs"@en ; pq:P1264 e:Q2 ; prov:wasDerivedFrom r:1 .
s:Q1-3 wikibase:rank wikibase:DeprecatedRank ; ps:P571 "-0043-03-15T00:00:00Z"^^xsd:dateTime .
v:1 wikibase:timeValue "-2999-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 7 .
r:1 pr:P248 src:book ; pr:P1683 "founded about 3000 BC"@en . r:2 pr:P248 src:book ; pr:P1683 "${hostile}"@en .
src:book a hb:Document ; rdfs:label "A book of cities"@en .
d:Q1-1 a hb:Disagreement ; hb:about e:Q1 ; hb:property wd:P571 ; hb:kind hb:ValueConflict ; hb:state hb:Settled ;
  hb:involves s:Q1-2 , s:Q1-3 ; rdfs:comment "Two dates."@en ; hb:resolution "The older one holds."@en ; prov:wasDerivedFrom r:2 .
d:Q1-2 a hb:Disagreement ; hb:about e:Q1 ; hb:kind hb:IdentityClash ; hb:state hb:Open ; rdfs:comment "Perhaps Ilium."@en .
wd:P31 rdfs:label "instance of"@en ; wikibase:claim p:P31 . wd:P19 rdfs:label "place of birth"@en ; wikibase:claim p:P19 .
wd:P571 rdfs:label "inception"@en , "дата основания"@ru ; wikibase:claim p:P571 . wd:P26 wikibase:claim p:P26 .
wd:P276 rdfs:label "location"@en ; wikibase:claim p:P276 .
`
const quads = parseRdf(turtle, 'ttl')
const store = storeOf(quads)
const site: PageSite = { manifest: published.manifest, store, root: '/' }
const russian: PageSite = { ...site, language: 'ru', asked: 'ru' }
const dataset = { store, base, language: 'en' }

/** A store that is asked with terms alone. */
const plain: Store = {
  size: store.size,
  match: (...pattern) => store.match(...pattern),
  count: (...pattern) => store.count(...pattern)
}

const all = (of: PageSite, more = {}) => {
  const list = disagreementsIn({ store: of.store, base })
  const found = list.of({})
  return disagreementsPage(of, {
    list,
    filter: {},
    page: 1,
    pages: 1,
    total: found.length,
    shown: found.slice(0, 20),
    ...more
  })
}

describe('what is in a dataset', () => {
  test.each([
    ['compiled', dataset],
    ['of any other kind', { ...dataset, store: plain }]
  ])('is counted in a store that is %s', (_, asked) => {
    expect(classesOf(asked)).toEqual({
      total: 2,
      first: [
        { iri: `${base}entity/Q11`, members: 3 },
        { iri: `${base}entity/Q10`, members: 2 }
      ]
    })
    expect(statedProperties(asked).slice(0, 2)).toMatchObject([
      { predicate: expect.stringMatching(/P31$/), values: 5 },
      { predicate: expect.stringMatching(/P19$/), values: 3 }
    ])
    const { kinds, of } = disagreementsIn(asked)
    expect(kinds).toEqual([
      { kind: 'IdentityClash', open: 1, settled: 0 },
      { kind: 'ValueConflict', open: 0, settled: 1 }
    ])
    expect(of({}).slice(0, 9)).toEqual([`${base}disagreement/Q1-2`, `${base}disagreement/Q1-1`])
    expect(of({ kind: 'ValueConflict', state: 'open' }).length).toBe(0)
    expect(of({ state: 'settled' }).slice(0, 1)).toEqual([`${base}disagreement/Q1-1`])
    expect(labelLanguages(asked.store).toSorted()).toEqual(['en', 'ru'])
  })

  test('is linked from class to class, by a sample where it is much', () => {
    const { classes, links, isOfSample } = classLinksOf(dataset)
    expect(classes.map(({ iri = 'none', members }) => [iri.replace(`${base}entity/`, ''), members])).toEqual([
      ['Q11', 3],
      ['Q10', 2],
      ['none', 3]
    ])
    expect(links.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 0, 3],
      [0, 1, 3],
      [2, 1, 1]
    ])
    expect(isOfSample).toBe(false)
    const many = Array.from({ length: 3000 }, (_, i) => `e:Q${1000 + i} wdt:P31 e:Q12 ; wdt:P19 e:Q1 .`).join(
      '\n'
    )
    const sampled = classLinksOf({ ...dataset, store: storeOf(parseRdf(turtle + many, 'ttl')) })
    expect(sampled.isOfSample).toBe(true)
    expect(sampled.links[0]).toMatchObject({ from: 0, count: 3000 })
  })
})

describe('the page of disagreements', async () => {
  const page = await all(site)

  test('has both sides with their words, what was decided, and leads to each', () => {
    expect(page).toContain('<a href="/page/disagreement/Q1-1">value conflict</a>')
    expect(page).toContain('<a href="/page/Q1#Q1-2">inception</a>')
    expect(page).toContain('>30th century BC</span>')
    expect(page).toContain(
      '<a href="/page/source/book?ref=1#ref-1">A book of cities</a>: <q>founded about 3000 BC</q>'
    )
    expect(page).toContain('<b>Decided:</b> The older one holds.')
    expect(page).toContain('<b>preferred</b>: newer digs')
    expect(page).not.toContain('<script>alert')
  })

  test('counts kinds and states, each a way to those', () => {
    expect(page).toContain('<a href="/disagreements?kind=ValueConflict&amp;state=settled">1</a>')
    expect(page).not.toContain('kind=ValueConflict&amp;state=open')
  })

  test('says where there is nothing', async () => {
    expect(await all({ ...site, store: storeOf([]) })).toContain('There is none')
  })

  test('stays within 100 KB, and names each all the same', async () => {
    const words = 'many words '.repeat(200)
    const large = Array.from(
      { length: 20 },
      (_, i) => `d:L${i} a hb:Disagreement ; hb:about e:L${i} ; hb:kind hb:ValueConflict ; hb:state hb:Open ;
  rdfs:comment "${words}"@en ; hb:resolution "${words}"@en ; hb:involves ${Array.from({ length: 9 }, (_, j) => `s:L${i}-${j}`).join(' , ')} .
e:L${i} rdfs:label "Ω${words}${i}"@en .
${Array.from({ length: 9 }, (_, j) => `e:L${i} p:P571 s:L${i}-${j} . s:L${i}-${j} ps:P571 "${words}${j}"@en ; prov:wasDerivedFrom r:L${i}-${j} . r:L${i}-${j} pr:P248 src:book ; pr:P1683 "${words}"@en .`).join('\n')}`
    )
    const text = await all({ ...site, store: storeOf(parseRdf(prefixes + large.join('\n'), 'ttl')) })
    expect(new TextEncoder().encode(text).length).toBeLessThan(100_000)
    for (let i = 0; i < 20; i++) expect(text).toContain(`href="/page/disagreement/L${i}"`)
  })

  test('one has a page of its own, which says the same', async () => {
    const subject = `${base}disagreement/Q1-1`
    const own = await entityPage(site, {
      subject,
      blocks: describeEntity(store, subject, base),
      jsonLd: '{}',
      canonical: subject,
      downloads: []
    })
    expect(own).toContain('<h1>Troy, inception</h1>')
    expect(own).toContain('<q>founded about 3000 BC</q>')
    expect(own).toContain('href="/disagreements?kind=ValueConflict"')
  })
})

describe('browsing', () => {
  const listing = { page: 1, pages: 1, total: 2 }

  test('names classes and properties in the reader’s language, which links keep', async () => {
    const page = await browsePage(russian)
    expect(page).toMatch(/href="\/classes\?class=[^"]*Q10&amp;lang=ru"><span lang="ru">город<\/span>/)
    expect(page).toMatch(
      /href="\/properties\?property=[^"]*P571&amp;lang=ru"><span lang="ru">дата основания</
    )
    expect(page).toContain('<a href="/browse?lang=en" hreflang="en">English</a>')
  })

  test('lists things by name with their descriptions, and values with who says so', async () => {
    const things = await classPage(site, `${base}entity/Q10`, listing)
    expect(things.indexOf('>Ilium<')).toBeLessThan(things.indexOf('>Troy<'))
    expect(things).toContain('<small>an old city</small>')
    const inception = statedProperties(dataset).find(({ iri }) => iri.endsWith('P571'))!
    const values = await propertyPage(site, inception, { ...listing, total: 1 })
    expect(values).toMatch(
      />Troy<\/a><\/th><td><span class="value"><time>30th century BC<\/time><\/span> <a class="why" href="\/page\/Q1#Q1-2"/
    )
  })
})

describe('the home page', () => {
  test('draws its classes, each a way to its things, and says the same in words', async () => {
    const page = await homePage(russian, '{}')
    expect(page).toMatch(
      /<svg class="classes"[\s\S]*<a href="\/classes\?class=[^"]*Q10&amp;lang=ru"><circle [\s\S]*>город<\/text>/
    )
    expect(page).toMatch(/<summary>The same in words<\/summary>[\s\S]*place of birth<\/a> \(3\)/)
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('by a sample')
    expect(await homePage(russian, '{}')).toBe(page)
  })

  test('stays within 100 KB, however many sources there are', async () => {
    const sources = Array.from({ length: 5000 }, (_, i) => ({
      iri: `${base}source/s${i}`,
      title: `A source with a title ${i}`,
      kind: 'note' as const,
      id: `s${i}`
    }))
    const text = await homePage({ ...site, manifest: { ...site.manifest, sources } }, '{}')
    expect(new TextEncoder().encode(text).length).toBeLessThan(100_000)
    expect(text).toMatch(/The first [\d,]+ of 5,000/)
  })
})

test('what sources disagree about is a table as reports have it, with nothing that a spreadsheet runs', async () => {
  const label = 'e:Q1 rdfs:label "=1+1"@en .'
  const formula = storeOf(
    parseRdf(turtle.replace('e:Q1 rdfs:label "Troy"@en , ', 'e:Q1 rdfs:label ') + label, 'ttl')
  )
  const app = createApp({ ...published, store: formula })
  const table = await (await app.request(`${base}disagreements.csv?state=settled`)).text()
  expect(table.split('\r\n')[1]).toBe(
    `ValueConflict,settled,'=1+1,${base}entity/Q1,P571,inception,"30th century BC, P1264 Ilium [preferred] (A book of cities) | 15 March 44 BC [deprecated]",Two dates.,The older one holds.,${base}disagreement/Q1-1`
  )
})
