import { describe, expect, test } from 'vitest'
import { createApp } from '../src/http/http.ts'
import {
  entityPage,
  faultPage,
  type PageSite,
  resultPage,
  type SourcePage,
  searchPage
} from '../src/pages/pages.ts'
import { mapHtml } from '../src/pages/views/map.ts'
import { parseRdf, prefixesOf, type Quad, text } from '../src/rdf/rdf.ts'
import { describe as describeEntity, storeOf } from '../src/store/store.ts'
import { publishedFixture } from './fixtures/published.ts'

const published = await publishedFixture()
const { base } = published.manifest

const prefixes = Object.entries(prefixesOf(base))
  .map(([name, iri]) => `@prefix ${name}: <${iri}> .`)
  .join('\n')

/** What a reader may meet: ranks, units, times before our era, right-to-left names, disagreements. */
const turtle = `${prefixes}
e:Q1 rdfs:label "Troy"@en , "طروادة"@ar , "Троя"@ru ; skos:altLabel "Ilion"@en , "Илион"@ru ;
  schema:description "an old city"@en , "древний город"@ru ; owl:sameAs wd:Q1 ;
  wdt:P18 <http://commons.wikimedia.org/wiki/Special:FilePath/Walls%20of%20Troy.jpg> ;
  p:P227 s:Q1-7 ; p:P2044 s:Q1-5 ; p:P31 s:Q1-1 ; p:P571 s:Q1-2 , s:Q1-3 ; p:P17 s:Q1-4 ; p:P1448 s:Q1-6 .
s:Q1-1 wikibase:rank wikibase:NormalRank ; ps:P31 e:Q2 ; prov:wasDerivedFrom r:1 .
s:Q1-2 wikibase:rank wikibase:PreferredRank ; hb:reason "newer digs"@en ; ps:P571 "-2999-01-01T00:00:00Z"^^xsd:dateTime ;
  psv:P571 v:1 ; prov:wasDerivedFrom r:2 .
s:Q1-3 wikibase:rank wikibase:DeprecatedRank ; ps:P571 "-0043-03-15T00:00:00Z"^^xsd:dateTime ; pq:P1264 e:Q3 .
s:Q1-4 wikibase:rank wikibase:NormalRank ; ps:P17 e:Q3 .
s:Q1-5 wikibase:rank wikibase:NormalRank ; ps:P2044 "+12345.50"^^xsd:decimal ; psv:P2044 v:2 .
s:Q1-6 wikibase:rank wikibase:NormalRank ; ps:P1448 "Τροία"@el .
s:Q1-7 wikibase:rank wikibase:NormalRank ; ps:P227 "4061042-5" ; psn:P227 <https://d-nb.info/gnd/4061042-5> .
v:1 wikibase:timeValue "-2999-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 .
v:2 wikibase:quantityAmount "+12345.50"^^xsd:decimal ; wikibase:quantityUnit e:Q11573 .
r:1 pr:P248 src:book ; pr:P1683 "Troy was a city of the Troad"@en ; oa:hasSelector <${base}reference/1#selector> .
<${base}reference/1#selector> oa:start 40 ; oa:end 68 .
r:2 pr:P248 src:book ; pr:P1683 "founded about 3000 BC"@en ; oa:hasSelector <${base}reference/2#selector> .
<${base}reference/2#selector> oa:start 4 ; oa:end 25 .
src:book a hb:Document ; rdfs:label "A book of cities"@en ; dct:date "2025-12"^^xsd:gYearMonth ; schema:about e:Q1 ;
  dct:license <https://creativecommons.org/publicdomain/zero/1.0/> .
d:Q1-1 a hb:Disagreement ; hb:about e:Q1 ; hb:property wd:P571 ; hb:kind hb:ValueConflict ; hb:state hb:Settled ;
  hb:involves s:Q1-2 , s:Q1-3 ; rdfs:comment "Two dates."@en ; hb:resolution "The older one holds."@en .
e:Q2 rdfs:label "city"@en . e:Q3 rdfs:label "Turkey"@en , "Турция"@ru . e:Q11573 rdfs:label "metre"@en .
${Array.from({ length: 15 }, (_, i) => `e:Q${100 + i} rdfs:label "Person ${i}"@en ; wdt:P19 e:Q1 .`).join('\n')}
wd:P31 rdfs:label "instance of"@en ; wikibase:claim p:P31 ; wikibase:propertyType wikibase:WikibaseItem .
wd:P571 rdfs:label "inception"@en , "дата основания"@ru ; wikibase:claim p:P571 ; wikibase:propertyType wikibase:Time .
wd:P17 rdfs:label "country"@en ; wikibase:claim p:P17 . wd:P19 rdfs:label "place of birth"@en .
wd:P2044 rdfs:label "elevation"@en ; wikibase:claim p:P2044 ; wikibase:propertyType wikibase:Quantity .
wd:P1448 rdfs:label "official name"@en ; wikibase:claim p:P1448 ; wikibase:propertyType wikibase:Monolingualtext .
wd:P227 rdfs:label "GND ID"@en ; wikibase:claim p:P227 ; wikibase:propertyType wikibase:ExternalId .
`
const store = storeOf(parseRdf(turtle, 'ttl'))
const site: PageSite = { manifest: published.manifest, store, root: '/' }

const pageOf = (path: string, of: PageSite = site, part?: SourcePage): Promise<string> => {
  const subject = base + path
  return entityPage(of, {
    subject,
    blocks: describeEntity(of.store, subject, base),
    jsonLd: '{}',
    canonical: `${base}page/Q1`,
    downloads: [],
    ...(part && { part })
  })
}

const page = await pageOf('entity/Q1')
const russian = await pageOf('entity/Q1', { ...site, language: 'ru' })

describe('the page of an entity', () => {
  test('tells facts in the order in which people ask', () => {
    const order = ['instance of', 'inception', 'country', 'elevation', 'official name', 'GND ID']
    const places = order.map(label => page.indexOf(`>${label}</a></th>`))
    expect(places.every(place => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('writes times, quantities, ids and texts for people', () => {
    expect(page).toContain('<time>3000 BC</time>')
    expect(page).toContain('<time>15 March 44 BC</time>')
    expect(page).toContain('12,345.50 metre')
    expect(page).toContain('<a href="https://d-nb.info/gnd/4061042-5">4061042-5</a>')
    expect(page).toContain('<span lang="el">Τροία</span> <small>(Greek)</small>')
  })

  test('tells the beginning of an abstract, and more of it to whoever reads on', async () => {
    const [first, second] = ['Troy fell.', `It had ${'many '.repeat(160)}walls.`]
    const told = parseRdf(
      `${prefixes}\ne:Q1 rdfs:label "Troy"@en ; schema:abstract """${first}\n\n${second}"""@en .`,
      'ttl'
    )
    const read = await pageOf('entity/Q1', { ...site, store: storeOf(told) })
    expect(read).toContain(`<p class="abstract">${first}</p>`)
    expect(read).toContain(`<summary>Read on</summary><p class="abstract">${second}</p></details>`)
    const short = parseRdf(`${prefixes}\ne:Q1 rdfs:label "Troy"@en ; schema:abstract "${first}"@en .`, 'ttl')
    expect(await pageOf('entity/Q1', { ...site, store: storeOf(short) })).not.toContain('Read on')
  })

  test('shows ranks with their reasons, and leads to what was decided', () => {
    expect(page).toMatch(/<tr id="Q1-2" class="preferred">.*?preferred<\/b>: newer digs/s)
    expect(page).toMatch(/<tr id="Q1-3" class="deprecated">/)
    expect(page).toContain('href="#disagreement-Q1-1" title="Sources disagree">≠ value conflict</a>')
    expect(page).toContain('href="#disagreement-Q1-1" aria-label="Sources disagree: value conflict">≠</a>')
    expect(page).toMatch(/<li id="disagreement-Q1-1">.*?Two dates\..*?The older one holds\./s)
  })

  test('opens the very words of a source, and leads to their place in it', () => {
    expect(page).toMatch(
      /<details class="sources"><summary>1 source<\/summary>.*?<a href="\/page\/source\/book\?ref=1#ref-1">A book of cities<\/a>: <q>Troy was a city of the Troad<\/q>/s
    )
  })

  test('groups what leads here by property, some of many, with the query for all', () => {
    expect(page).toMatch(/>place of birth<\/a><\/th><td>.*?Person 0.*?Query for all 15</s)
    const query = /href="\/sparql\?draft=([^"]*)">Query for all 15/.exec(page)?.[1]
    expect(decodeURIComponent(query ?? '')).toContain('?item wdt:P19 wd:Q1')
  })

  test('shows its picture where the settings let it, and says whose it is', async () => {
    expect(page).toMatch(
      /<img src="https:\/\/commons\.wikimedia\.org\/wiki\/Special:FilePath\/Walls_of_Troy\.jpg\?width=\d+"[^>]* width="\d+" height="\d+" alt="[^"]+" loading="lazy"/
    )
    expect(page).toContain(
      '<a href="https://commons.wikimedia.org/wiki/File:Walls_of_Troy.jpg">Author and licence</a>'
    )
    const without = await pageOf('entity/Q1', { ...site, manifest: { ...site.manifest, images: 'none' } })
    expect(without).not.toMatch(/<img|og:image/)
  })

  test('has one heading, a way home, and what search engines and messengers want', () => {
    expect(page.match(/<h1/g)).toHaveLength(1)
    expect(page).toContain('<link rel="canonical" href="http://127.0.0.1:8787/page/Q1">')
    expect(page).toContain('<meta property="og:title" content="Troy">')
    expect(page).toContain('<meta name="description" content="an old city">')
    expect(page).toMatch(
      /aria-label="Breadcrumb".*?<a href="\/#entities">Entities<\/a>.*?aria-current="page">Troy</s
    )
    for (const tag of ['ar', 'en', 'ru'])
      expect(page).toContain(`<link rel="alternate" hreflang="${tag}" href="${base}page/Q1?lang=${tag}">`)
  })
})

describe('in the language of the reader', () => {
  test('names, descriptions and dates are, and say so', () => {
    expect(russian).toContain('<h1 lang="ru">Троя</h1>')
    expect(russian).toContain('<title lang="ru">Троя · ')
    expect(russian).toContain('<p class="lead" lang="ru">древний город</p>')
    expect(russian).toContain('<span lang="ru">дата основания</span>')
    expect(russian).toContain('<span lang="ru">Турция</span>')
    expect(russian).toMatch(/<time lang="ru">15 марта 44 г\. до н\. э\.<\/time>/)
    expect(russian).toMatch(/Also known as <span lang="ru">Илион<\/span>/)
    // What has no name in it is named in the dataset's.
    expect(russian).toContain('>instance of</a>')
  })

  test('names from right to left are', async () => {
    expect(await pageOf('entity/Q1', { ...site, language: 'ar' })).toContain(
      '<h1 lang="ar" dir="rtl">طروادة</h1>'
    )
    expect(page).toMatch(/<td lang="ar" dir="rtl">طروادة<\/td>/)
  })
})

describe('the page of a source', async () => {
  const source = await pageOf('source/book')

  test('says what it is', () => {
    expect(source).toContain('<h1>A book of cities</h1>')
    expect(source).toContain('<time datetime="2025-12">December 2025</time>')
    expect(source).toContain('<a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0 1.0</a>')
  })

  test('has the statements that cite it, with its words, in its order, and leads to each', () => {
    const first = source.indexOf('founded about 3000 BC')
    expect(first).toBeGreaterThan(0)
    expect(source.indexOf('Troy was a city of the Troad')).toBeGreaterThan(first)
    expect(source).toMatch(
      /<li id="ref-2">.*?<a href="\/page\/Q1#Q1-2">inception<\/a> · <time>3000 BC<\/time>/s
    )
  })
})

test('no page outgrows 100 KB, however much there is to say', async () => {
  const many = Array.from(
    { length: 3000 },
    (_, i) => `e:Q1 p:P${1000 + (i % 300)} s:Q1-many${i} .
s:Q1-many${i} wikibase:rank wikibase:NormalRank ; ps:P${1000 + (i % 300)} "${'длинный текст '.repeat(5)}${i}"@ru ; prov:wasDerivedFrom r:m${i} .
r:m${i} pr:P248 src:book ; pr:P1683 "${'many words '.repeat(30)}${i}"@en .
e:Q1 schema:sameAs <https://example.org/${'long/'.repeat(20)}${i}> ; skos:altLabel "${'имя '.repeat(20)}${i}"@${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + (Math.floor(i / 26) % 26))} .`
  ).join('\n')
  const large: Quad[] = parseRdf(turtle + many, 'ttl')
  const of = { ...site, store: storeOf(large) }
  for (const path of ['entity/Q1', 'source/book']) {
    const text = await pageOf(path, of)
    expect([path, new TextEncoder().encode(text).length < 100_000]).toEqual([path, true])
    expect(text).toContain('</html>')
  }
})

test('nor does one with a text, however often it is cited: each reference keeps its place', async () => {
  const sentence = 'Words & "more" of <it>, и ещё. '
  const cited = Array.from(
    { length: 380 },
    (_, i) => `e:Q1 p:P${1000 + i} s:Q1-t${i} .
s:Q1-t${i} wikibase:rank wikibase:NormalRank ; ps:P${1000 + i} "${'длинный текст '.repeat(20)}${i}"@ru ; prov:wasDerivedFrom r:t${i} .
r:t${i} pr:P248 src:told ; oa:hasSelector <${base}reference/t${i}#selector> .
<${base}reference/t${i}#selector> oa:start ${(i % 7) * 3} ; oa:end ${200 + i} .`
  ).join('\n')
  const of = {
    ...site,
    store: storeOf(parseRdf(`${turtle}src:told a hb:Document ; rdfs:label "Told"@en .\n${cited}`, 'ttl'))
  }
  const words = sentence.repeat(100)
  const text = await pageOf('source/told', of, {
    number: 1,
    of: 1,
    starts: [0],
    text: {
      language: 'ar',
      blocks: [0, 1, 2, 3].map(i => ({
        kind: 'paragraph',
        passage: { text: words, places: [0, i * words.length, (i + 1) * words.length] }
      }))
    }
  })
  expect(new TextEncoder().encode(text).length).toBeLessThan(100_000)
  const ids = text.match(/ id="ref-t\d+"/g)
  expect([ids?.length, new Set(ids).size]).toEqual([380, 380])
  expect(text).toContain('<div lang="ar" dir="rtl"><p dir="auto">')
})

describe('pages that help', () => {
  test('where nothing is, there is a search for the words of the address', async () => {
    const lost = await faultPage(site, {
      status: 404,
      title: 'Not found',
      detail: 'Nothing',
      words: 'old troy'
    })
    expect(lost).toMatch(/<input[^>]* name="q"[^>]* value="old troy">/)
    expect(lost).toContain('<meta name="robots" content="noindex">')
  })

  test('what was found leads on, and nothing found says what to try', async () => {
    const answer = { query: 'x', language: 'en', results: [], truncated: false }
    expect(await searchPage(site, answer)).toContain('Nothing is called “x”')
  })
})

describe('over HTTP', () => {
  const app = createApp(published)
  const get = (path: string, headers: Record<string, string> = {}) => app.request(base + path, { headers })

  test('the language is the parameter’s, else the first acceptable there is a name in, else the dataset’s', async () => {
    const heading = async (path: string, accept?: string) =>
      /<h1[^>]*>/.exec(await (await get(path, accept ? { 'Accept-Language': accept } : {})).text())?.[0]
    expect(await heading('page/Q318693')).toBe('<h1>')
    expect(await heading('page/Q318693', 'fr, ru-RU;q=0.9, en;q=0.5')).toBe('<h1 lang="ru">')
    expect(await heading('page/Q318693', 'en, ru;q=0.9')).toBe('<h1>')
    expect(await heading('page/Q318693?lang=ru', 'en')).toBe('<h1 lang="ru">')
    expect(await heading('page/Q318693?lang=fr', 'ru')).toBe('<h1>')
    expect((await get('page/Q318693?lang=%3Cx')).status).toBe(400)
  })

  test('caches keep languages apart', async () => {
    const [plain, russian] = [
      await get('page/Q318693'),
      await get('page/Q318693', { 'Accept-Language': 'ru' })
    ]
    expect(plain.headers.get('vary')).toMatch(/Accept-Language/)
    expect(plain.headers.get('etag')).not.toBe(russian.headers.get('etag'))
    expect((await get('page/Q318693?lang=ru')).headers.get('vary') ?? '').not.toMatch(/Accept-Language/)
    expect(await russian.text()).toContain(`<link rel="canonical" href="${base}page/Q318693">`)
  })

  test('pictures come from Commons, or from nowhere', async () => {
    const policyOf = async (images?: 'none') =>
      (
        await createApp({
          ...published,
          manifest: { ...published.manifest, ...(images && { images }) }
        }).request(`${base}page/Q649`)
      ).headers.get('content-security-policy')
    expect(await policyOf()).toContain(
      "img-src 'self' https://commons.wikimedia.org https://upload.wikimedia.org;"
    )
    expect(await policyOf('none')).toContain("img-src 'self';")
    expect((await get('sparql', { Accept: 'text/html' })).headers.get('content-security-policy')).toContain(
      "img-src 'self';"
    )
  })

  test('tiles of maps come from the server of the settings, or from nowhere', async () => {
    const mapWith = async (tiles?: PageSite['manifest']['tiles']) => {
      const made = createApp({
        ...published,
        scripts: ['map.js'],
        manifest: { ...published.manifest, ...(tiles && { tiles }) }
      })
      const response = await made.request(`${base}map`)
      return [response.headers.get('content-security-policy'), await response.text()] as const
    }
    const [policy, page] = await mapWith()
    expect(policy).toContain("img-src 'self' https://tile.openstreetmap.org;")
    expect(page).toContain(
      '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors</template>'
    )
    const [otherPolicy, other] = await mapWith({
      url: 'https://tiles.example.org:8443/a/{z}/{x}/{y}.png?key="1',
      attribution: '<b> [A](https://a.example/) and [B](javascript:b)'
    })
    expect(otherPolicy).toContain("img-src 'self' https://tiles.example.org:8443;")
    expect(other).toContain('data-tiles="https://tiles.example.org:8443/a/{z}/{x}/{y}.png?key=&quot;1"')
    expect(other).toContain('&lt;b&gt; <a href="https://a.example/">A</a> and [B](javascript:b)</template>')
    const [without, drawn] = await mapWith('none')
    expect(without).toContain("img-src 'self';")
    expect(drawn).not.toMatch(/movable-map|map\.js|tile/)
  })

  test('a map tells of its points one by one, unless they are too many for the page', async () => {
    const told = (count: number): string | undefined => {
      const points = Array.from({ length: count }, (_, i) => ({
        longitude: i / 10,
        latitude: 5,
        name: () => ({ text: `</script> ${i}`, language: 'en' }),
        href: `/page/Q${i}`
      }))
      const shown = String(mapHtml({ ...site, scripts: ['map.js'] }, { points, label: 'Map' }))
      expect(shown).not.toContain('</script> ')
      return /<script type="application\/json">(.*?)<\/script>/.exec(shown)?.[1]
    }
    expect(JSON.parse(told(2)!)).toEqual([
      { longitude: 0, latitude: 5, name: '</script> 0', language: 'en', href: '/page/Q0' },
      { longitude: 0.1, latitude: 5, name: '</script> 1', language: 'en', href: '/page/Q1' }
    ])
    expect(told(301)).toBeUndefined()
  })

  test('a draft of a query is shown and not run', async () => {
    const drafted = await (await get('sparql?draft=SELECT%20%3Fx', { Accept: 'text/html' })).text()
    expect(drafted).toMatch(/<textarea[^>]*>SELECT \?x<\/textarea>/)
    expect(drafted).not.toContain('<h2>Answer</h2>')
  })

  test('the query behind the facts has an answer', async () => {
    const text = await (await get('page/Q318693')).text()
    const [, draft = ''] = /href="\/sparql\?draft=([^"]*)">The query behind this table/.exec(text) ?? []
    const answer = await get(`sparql?query=${draft}`, { Accept: 'text/csv' })
    expect([answer.status, (await answer.text()).split('\r\n')[0]]).toEqual([
      200,
      'propertyLabel,valueLabel,rank,sourceLabel'
    ])
  })
})

test('an answer has as many rows as a page holds, and says that there are more', async () => {
  const rows = Array.from({ length: 2000 }, (_, i) => ({
    get: () => text(`${'долгий ответ '.repeat(10)}${i}`)
  }))
  const answered = await resultPage(site, 'SELECT ?x {}', {
    form: 'rows',
    variables: ['x'],
    rows,
    more: false
  })
  expect(new TextEncoder().encode(answered).length).toBeLessThan(100_000)
  expect(answered).toMatch(/The first \d+ rows; the other formats have all/)
})
