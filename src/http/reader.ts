import type { Context } from 'hono'
import { languageAmong } from '../pages/pages.ts'
import { labelLanguages } from '../store/store.ts'
import { acceptedLanguages, languageTag } from './protocol/languages.ts'
import type { Site } from './site.ts'

/** Whom a page is made for. */
export interface Reader {
  /** BCP 47 tag of the language of names. */
  readonly language: string
  /** The tag that was asked for by name, in lower case; undefined where the client's own languages were looked at. */
  readonly asked: string | undefined
}

/** The language that a request asks for by name; a Fault for what is no tag. */
export function askedLanguage(c: Context): string | undefined {
  const asked = new URL(c.req.url).searchParams.get('lang')
  return asked === null ? undefined : languageTag(asked)
}

/** The reader of a page about the dataset: by the language asked for, else the first acceptable that it has names in. */
export function readerOf(c: Context, { published: { manifest, store } }: Site): Reader {
  const asked = askedLanguage(c)
  const wanted = acceptedLanguages(asked ?? c.req.header('accept-language'), '')
  // What is rare may not have been seen, and names are there in it all the same.
  const language = languageAmong(labelLanguages(store), wanted) ?? asked ?? manifest.language
  return { language, asked }
}

/** What tells the pages of a reader apart from those of others, in the names of representations. */
export const readerKey = ({ language, asked }: Reader): string => `${language} ${asked}`

/** The fields of a request that a page was chosen by: who asks for a language by name gets it, whatever else is asked. */
export const variesBy = ({ asked }: Reader): string =>
  asked === undefined ? 'Accept, Accept-Language' : 'Accept'
