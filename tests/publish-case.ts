import { readdirSync, readFileSync } from 'node:fs'
import type { KeyUse } from '../src/alignment/alignment.ts'
import { writeAll } from '../src/dumps/dumps.ts'
import { type Problem, problemLine } from '../src/problem.ts'
import { type OntologyTexts, type Publication, type PublishHooks, publish } from '../src/publish/publish.ts'
import { prefixesOf } from '../src/rdf/rdf.ts'
import type { RankedStatement } from '../src/reconciliation/reconciliation.ts'
import { defaultSettings, type Settings } from '../src/vault/vault.ts'

const text = (file: string): string => readFileSync(new URL(`../ontology/${file}`, import.meta.url), 'utf8')

export const ontology: OntologyTexts = {
  properties: text('properties.tsv'),
  formerLabels: text('former-labels.tsv'),
  languages: text('languages.tsv'),
  territories: text('territories.tsv'),
  alignment: text('alignment.ttl'),
  vocabulary: text('vocabulary.ttl'),
  shapes: text('shapes.ttl'),
  context: text('context.jsonld'),
  frame: text('frame.jsonld'),
  constraints: text('constraints.tsv'),
  gazetteer: ['gazetteer.tsv', 'landmarks.tsv'].map(text),
  prose: {
    places: text('places.tsv'),
    names: text('names.tsv'),
    classes: text('classes.tsv'),
    units: text('units.tsv'),
    words: text('rules/words.yaml'),
    rules: readdirSync(new URL('../ontology/rules/', import.meta.url))
      .filter(file => file.endsWith('.yaml') && file !== 'words.yaml')
      .sort()
      .map(file => ({ file, text: text(`rules/${file}`) }))
  }
}

/** Publishes a vault that is given as `{ path: text }`. */
export async function publishVault(
  files: Readonly<Record<string, string>>,
  settings: Partial<Settings> = {},
  hooks: PublishHooks = {}
): Promise<{
  publication: Publication
  problems: Problem[]
  statements: readonly RankedStatement[]
  keys: readonly KeyUse[]
}> {
  const problems: Problem[] = []
  const publication = await publish(
    { paths: Object.keys(files).sort(), read: async path => new TextEncoder().encode(files[path]) },
    { ...defaultSettings, ...settings },
    ontology,
    problem => problems.push(problem),
    undefined,
    hooks
  )
  // Problems of values come to light as entities are made.
  const statements = [...publication.entities()].flatMap(entity => entity.statements)
  return { publication, problems, statements, keys: publication.keys() }
}

/**
 * What a vault published, for people to compare: its problems, then entities and sources in Turtle. Statement
 * nodes only repeat what the direct triples say; one case elsewhere shows them whole.
 */
export function turtleOf({
  publication,
  problems
}: Pick<Awaited<ReturnType<typeof publishVault>>, 'publication' | 'problems'>): string {
  const { blocks, settings, context } = publication
  const own = new RegExp(`^${settings.base}(?:entity|source)/`)
  const shown = [...blocks]
    .map(block =>
      block.filter(
        ({ subject, predicate, graph }) =>
          graph.termType === 'DefaultGraph' &&
          own.test(subject.value) &&
          !/\/prop\/[^/]+$/.test(predicate.value)
      )
    )
    .filter(block => block.length > 0)
  const told = problems.map(problem => `# ${problemLine(problem)}\n`).join('')
  return told + writeAll('ttl', shown, { prefixes: prefixesOf(settings.base), context })
}
