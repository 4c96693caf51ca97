/**
 * The parts of a phrase that lists several, `combating terrorism and drug trafficking`: a verb at the head of one
 * holds for the nouns after it. `verbs` are those that do.
 */
export function phrasesOf(text: string, verbs: ReadonlySet<string>): string[] {
  const phrases: string[] = []
  for (const part of text.split(/\s*,\s*(?:and |or )?/)) {
    const [head = '', ...others] = part.split(/\s+(?:and|or)\s+/)
    const verb = /^(?:to )?(\p{Ll}+)\s/u.exec(head)?.[1] ?? ''
    const carried = verbs.has(verb) ? verb : ''
    phrases.push(head)
    for (const other of others)
      phrases.push(carried !== '' && !verbs.has(other.split(' ')[0]!) ? `${carried} ${other}` : other)
  }
  return phrases
    .map(words => words.replace(/^(?:the|a|an|its|their|to)\s+/i, '').trim())
    .filter(words => words !== '')
}
