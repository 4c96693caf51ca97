import type { SourceSettings } from '../vault/vault.ts'
import type { SourceClaims } from './claim.ts'

/** A prose document as a source: what the settings say of it. */
export function documentClaims({ id, file, title, about, date, license }: SourceSettings): SourceClaims {
  return {
    source: {
      id,
      kind: 'document',
      file,
      title,
      ...(about === undefined ? {} : { about }),
      ...(date === undefined ? {} : { date }),
      ...(license === undefined ? {} : { license })
    },
    subject: {
      ...(about === undefined ? {} : { qid: about }),
      names: [],
      aliases: [],
      keywords: [],
      mentions: []
    },
    claims: []
  }
}
