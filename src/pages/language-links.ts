import { html } from 'hono/html'
import { labelLanguages } from '../store/store.ts'
import type { Html, PageSite } from './site.ts'
import { languageAttributes, ownLanguageName, readerLanguage } from './words.ts'

/** Languages that stand in the open, and those behind a mark. */
const [mostShown, mostOthers] = [8, 100]

type AddressIn = (tag: string) => string

/** The same page with names in another language, by the address that each has. */
export const languageLinks = (languages: readonly string[], current: string, addressIn: AddressIn): Html =>
  html`<nav class="languages" aria-label="Names in another language">${listed(languages, current, addressIn)}</nav>`

const listed = (languages: readonly string[], current: string, addressIn: AddressIn): Html =>
  html`<ul class="inline">${languages.map(tag =>
    tag === current
      ? html`<li><b${languageAttributes(tag)}>${ownLanguageName(tag)}</b></li>`
      : html`<li><a href="${addressIn(tag)}" hreflang="${tag}"${languageAttributes(tag)}>${ownLanguageName(tag)}</a></li>`
  )}</ul>`

/** The same for a page about the dataset, in the languages that most of its names are in; nothing where there is one. */
export function datasetLanguages(site: PageSite, addressIn: AddressIn): Html | string {
  const current = readerLanguage(site)
  const there = labelLanguages(site.store)
  const shown = [current, ...there.filter(tag => tag !== current)].slice(0, mostShown)
  if (shown.length < 2) return ''
  const others = there.filter(tag => !shown.includes(tag)).slice(0, mostOthers)
  return html`<nav class="languages" aria-label="Names in another language">${listed(shown.sort(), current, addressIn)}${
    others.length === 0
      ? ''
      : html`<details><summary>More languages</summary>${listed(others.sort(), current, addressIn)}</details>`
  }</nav>`
}
