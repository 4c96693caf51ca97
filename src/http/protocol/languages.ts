import { Fault } from '../faults.ts'
import { qualityOf } from './negotiation.ts'

/** How many languages of a request count: browsers send a handful, and each is looked up. */
const most = 8

// RFC 4647 §2.1 (language-range), with a weight or without.
const range = /^([a-z]{1,8}(?:-[a-z\d]{1,8})*)\s*(?:;\s*q\s*=\s*([\d.]+))?$/i

/**
 * The languages of an `Accept-Language` field (RFC 9110 §12.5.4) in lower case, the preferred first; each that is
 * more exact than a language stands before the language itself (`de-at`, `de`). What is malformed, `*`, and what is
 * not acceptable are passed over; the fallback, where nothing is left.
 */
export function acceptedLanguages(field: string | undefined, fallback: string): string[] {
  const ranges = (field ?? '').split(',').flatMap(item => {
    const [, tag, weight = '1'] = range.exec(item.trim()) ?? []
    const quality = qualityOf(weight)
    return tag === undefined || !quality ? [] : [{ tag: tag.toLowerCase(), quality }]
  })
  ranges.sort((a, b) => b.quality - a.quality)
  const tags = new Set(ranges.map(({ tag }) => tag))
  const all = ranges.flatMap(({ tag }) => {
    const [language = tag] = tag.split('-')
    return tags.has(language) ? [tag] : [tag, language]
  })
  return all.length > 0 ? [...new Set(all)].slice(0, most) : [fallback]
}

/** The language that a parameter `lang` asks for; a Fault for what is no tag (RFC 5646 §2.1, as far as its shape goes). */
export function languageTag(lang: string): string {
  if (lang.length > 60 || !/^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i.test(lang))
    throw new Fault('bad-request', 'lang is a language tag, such as en or zh-hant')
  return lang.toLowerCase()
}
