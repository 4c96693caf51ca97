import { expect, test } from 'vitest'
import { acceptedLanguages } from '../src/http/protocol/languages.ts'

test.each([
  [undefined, ['en']],
  ['', ['en']],
  ['*', ['en']],
  ['de', ['de']],
  ['de-AT', ['de-at', 'de']],
  ['de-AT, de;q=0.9, en;q=0.8', ['de-at', 'de', 'en']],
  ['en;q=0.1, fr;q=0.5, ru', ['ru', 'fr', 'en']],
  ['fr;q=0, ru', ['ru']],
  ['fr;q=0', ['en']],
  ['fr;q=2, ru ; q=0.5, x_y, <script>', ['ru']],
  ['zh-Hant-TW, zh;q=0.5, *;q=0.1', ['zh-hant-tw', 'zh']],
  [
    Array.from({ length: 50 }, (_, i) => `x${String.fromCharCode(97 + (i % 26))}`).join(),
    ['xa', 'xb', 'xc', 'xd', 'xe', 'xf', 'xg', 'xh']
  ]
])('%j is %j', (field, languages) => {
  expect(acceptedLanguages(field, 'en')).toEqual(languages)
})
