import { describe, expect, test } from 'vitest'
import type { WhyFact, WhySubject } from '../../src/store/store.ts'
import { type Ask, browser, clientOf, members, problemOf, questionsOf, textOf } from './client.ts'

/** Who says a fact, in JSON. */
export function whyContract(host: string, ask: Ask): void {
  const { get } = clientOf(ask)
  const { asked: why, answered, expectKept } = questionsOf<WhyFact>(ask, '/why')

  describe(`${host}: why`, () => {
    test('tells who says a fact, and where', async () => {
      const fact = await answered({ subject: 'Q318693', property: 'P527', value: 'Q423' })
      expect(fact).toMatchObject({
        subject: { iri: 'http://127.0.0.1:8787/entity/Q318693' },
        property: { iri: 'http://www.wikidata.org/entity/P527', id: 'P527', label: 'has part(s)' },
        values: [{ type: 'iri', value: 'http://127.0.0.1:8787/entity/Q423', text: 'North Korea' }],
        totals: { statements: 1 },
        truncated: false
      })
      const [statement] = fact.statements
      expect(statement).toMatchObject({
        iri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8787\/statement\//),
        rank: expect.stringMatching(/^(?:preferred|normal|deprecated)$/),
        references: [
          { key: 'has_part_s_', line: expect.any(Number), source: { id: expect.stringMatching(/CSTO$/) } }
        ]
      })
      expect(fact.rivals.map(({ value }) => value.text)).toEqual(
        expect.arrayContaining(members.filter(name => name !== 'North Korea'))
      )
    })

    test('answers the same however a fact is asked for', async () => {
      const texts = await Promise.all(
        [
          { subject: 'Q318693', property: 'P527', value: 'Q423' },
          { subject: 'CSTO', property: 'has_part_s_', value: 'north korea' },
          {
            subject: 'https://www.wikidata.org/wiki/Q318693',
            property: 'http://www.wikidata.org/prop/direct/P527',
            value: 'http://127.0.0.1:8787/entity/Q423'
          },
          {
            value: 'North Korea',
            property: 'Has Part(s)',
            subject: 'collective security treaty organization'
          }
        ].map(async question => textOf(await why(question)))
      )
      expect(new Set(texts).size).toBe(1)
    })

    test('tells all values, and all properties', async () => {
      const { statements, values } = await answered({ subject: 'CSTO', property: 'P527' })
      expect(statements.map(({ value }) => value.text)).toEqual(expect.arrayContaining(members))
      expect(values).toBeUndefined()
      const subject = (await (await why({ subject: 'CSTO' })).json()) as WhySubject
      expect(subject.properties.find(({ id }) => id === 'P527')).toMatchObject({
        statements: statements.length
      })
    })

    test('can be kept, and HEAD says what GET does', async () => {
      const question = { subject: 'CSTO', property: 'P527', value: 'Q423' }
      const etag = await expectKept(question)
      const other = await why({ ...question, value: 'Q399' })
      expect(other.headers.get('etag')).not.toBe(etag)
    })

    test('is JSON for a browser too, and nothing for who accepts none', async () => {
      expect((await why({ subject: 'CSTO' }, browser)).headers.get('content-type')).toBe('application/json')
      const refused = await why({ subject: 'CSTO' }, 'text/turtle')
      expect(refused.status).toBe(406)
      expect((await problemOf(refused))['available']).toEqual(['application/json'])
    })

    test.each([
      ['', 400, 'subject-missing'],
      ['?subject=', 400, 'subject-missing'],
      ['?subject=+', 400, 'subject-missing'],
      ['?property=P527', 400, 'subject-missing'],
      ['?subject=CSTO&value=Q423', 400, 'property-missing'],
      ['?subject=CSTO&subject=CSTO', 400, 'bad-request'],
      ['?subject=CSTO&language=en', 400, 'bad-request'],
      ['?subject=CSTO&__proto__=1', 400, 'bad-request'],
      ['?subject=%ff', 400, 'bad-request'],
      ['?subject=%zz', 400, 'bad-request'],
      ['?subject=Q999999999', 404, 'not-found'],
      ['?subject=__proto__', 404, 'not-found'],
      ['?subject=%00%1b%5B31m', 404, 'not-found'],
      ['?subject=http%3A%2F%2Fa+b%22%3C%3E', 404, 'not-found'],
      ['?subject=CSTO&property=P999999', 404, 'not-found'],
      ['?subject=CSTO&property=constructor', 404, 'not-found'],
      ['?subject=CSTO&property=P527&value=Q999999999', 404, 'not-found'],
      [`?subject=${'x'.repeat(2001)}`, 413, 'too-long'],
      [`?subject=CSTO&property=P527&value=${'x'.repeat(2001)}`, 413, 'too-long']
    ])('refuses /why%s', async (search, status, code) => {
      const response = await get(`/why${search}`)
      expect([response.status, (await problemOf(response))['code']]).toEqual([status, code])
    })

    test('says what there is instead', async () => {
      const problem = await problemOf(await why({ subject: 'CSTO', property: 'P527', value: 'Q999999999' }))
      expect(problem['detail']).toContain('Armenia')
      expect(problem['candidates']).toContainEqual({
        iri: 'http://127.0.0.1:8787/entity/Q399',
        label: 'Armenia'
      })
    })
  })
}
