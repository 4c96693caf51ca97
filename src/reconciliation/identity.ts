import { valueKey } from '../alignment/alignment.ts'
import type { Judged, Judging } from './judging.ts'
import { listWords, sourceWords, valueWords, witnessedList } from './wording.ts'

const person = 'Q5'

/** Sources that take for one what others take for two, and entities that cannot be what they are said to be. */
export function judgeIdentity(judging: Judging): void {
  findNotes(judging)
  findSameAndDifferent(judging)
  findSpellings(judging)
  judgeSubclass(judging)
  findPeople(judging)
}

/** Two notes about one item, or a note that says it is two. */
function findNotes(judging: Judging): void {
  const { subject, label, grounds } = judging
  const { notes = [], rivals = [] } = subject
  const item = grounds.qidOf(subject.iri) ?? label
  if (notes.length > 1)
    judging.find({
      kind: 'IdentityClash',
      state: 'open',
      involves: [],
      comment: `${listWords(notes)} ${notes.length === 2 ? 'both' : 'all'} say that they are about ${item}.`,
      resolution:
        'Open: published as one entity with several sources. If they are about different things, one of them has the id of the other.'
    })
  for (const { qid, note } of rivals)
    judging.find({
      kind: 'IdentityClash',
      state: 'open',
      involves: [],
      comment: `${note} says that it is about ${item}, and that it is ${qid}.`,
      resolution: `Open: published as ${item}, which is said first.`
    })
}

/** One thing said to be the same as (P460, P2888) and different from (P1889) another. */
function findSameAndDifferent(judging: Judging): void {
  for (const different of judging.of('P1889'))
    for (const same of judging.of('P460')) {
      if (valueKey(different.value) !== valueKey(same.value)) continue
      judging.find({
        kind: 'IdentityClash',
        state: 'open',
        property: different.property,
        involves: [different, same],
        comment: `${judging.label} is ${same.property.label} ${valueWords(same.value, judging.grounds.labelOf)}, by ${sourceWords(same.references)}, and ${different.property.label} it, by ${sourceWords(different.references)}.`,
        resolution: 'Open: both stay with normal rank.'
      })
    }
}

/** Somebody whose name is spelled in two ways (P1932), a letter or two apart. */
function findSpellings(judging: Judging): void {
  const told = new Set<string>()
  for (const judged of judging.stated) {
    if (judged.value.type !== 'item') continue
    const name = judging.grounds.labelOf(judged.value.iri)
    const variants = judged
      .qualifiers('P1932')
      .flatMap(value => (value.type === 'string' && isSpellingOf(value.text, name) ? [value.text] : []))
    const key = `${judged.value.iri} ${variants.join('\n')}`
    if (variants.length === 0 || told.has(key)) continue
    told.add(key)
    judging.find({
      kind: 'IdentityClash',
      state: 'settled',
      property: judged.property,
      involves: [judged],
      comment: `${judging.label}, ${judged.property.label}: ${name}, by ${sourceWords(judged.references)}, is also written ${listWords(variants.map(variant => `“${variant}”`))}.`,
      resolution: `Taken for one, a letter or two apart in the same place; what is written stays as “object named as”.`
    })
  }
}

/** Whether two names differ in a letter or two, and in nothing else: not in their case, nor in the number of words. */
function isSpellingOf(written: string, name: string): boolean {
  const [a, b] = [written, name].map(text => text.toLowerCase())
  if (a === b || written.length < 6 || /\d/.test(written + name)) return false
  const [words, others] = [a!.split(/\s+/), b!.split(/\s+/)]
  if (words.length < 2 || words.length !== others.length) return false
  return words.reduce((sum, word, i) => sum + edits(word, others[i]!), 0) <= 2
}

/** Levenshtein's distance, up to 3. */
function edits(a: string, b: string): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > 2 || a.length > 40) return 3
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return Math.min(3, row[b.length]!)
}

/** What is one thing, and no class of things, though it is said to be a subclass (P279). */
function judgeSubclass(judging: Judging): void {
  const { constraints, labelOf } = judging.grounds
  const live = (id: string): Judged[] => judging.of(id).filter(({ isLive }) => isLive)
  const subclass = live('P279')
  if (subclass.length === 0) return
  const marks = [...constraints.withConstraint('individual')].flatMap(live)
  if (marks.length === 0) return
  for (const judged of subclass) judged.isOfIndividual = true
  const names = [...new Set(marks.map(({ property }) => property.label))]
  judging.find({
    kind: 'TypeClash',
    state: 'settled',
    property: subclass[0]!.property,
    involves: subclass,
    comment: `${judging.label} is said to be a subclass of ${listWords(subclass.map(({ value }) => valueWords(value, labelOf)))}, by ${sourceWords(subclass.flatMap(({ references }) => references))}, and is one thing, not a class of things: it has ${listWords(names)}.`,
    resolution:
      'The statement stays with normal rank; it does not make the entity a class (no rdfs:subClassOf).'
  })
}

/** A person that is something else too. */
function findPeople(judging: Judging): void {
  const kinds = judging
    .of('P31')
    .flatMap(judged =>
      judged.isLive && judged.value.type === 'item'
        ? { judged, qid: judging.grounds.qidOf(judged.value.iri) ?? '' }
        : []
    )
  const people = kinds.flatMap(({ judged, qid }) => (qid === person ? judged : []))
  const others = kinds.flatMap(({ judged, qid }) => (exclusive.has(qid) ? judged : []))
  if (people.length === 0 || others.length === 0) return
  judging.find({
    kind: 'TypeClash',
    state: 'open',
    property: people[0]!.property,
    involves: [...people, ...others],
    comment: `${judging.label} is said to be a human, by ${sourceWords(people.flatMap(({ references }) => references))}, and also ${witnessedList(others, judging)}.`,
    resolution: 'Open: one thing cannot be both. Both stay with normal rank.'
  })
}

/** Classes that no human is of: organization, business, country, city, military alliance, book, film, taxon, event. */
const exclusive = new Set([
  'Q43229',
  'Q4830453',
  'Q6256',
  'Q515',
  'Q1127126',
  'Q571',
  'Q11424',
  'Q16521',
  'Q1656682',
  'Q484652'
])
