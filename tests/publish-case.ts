import { readFileSync } from 'node:fs'
import type { Problem } from '../src/problem.ts'
import { type OntologyTexts, type Publication, publish } from '../src/publish.ts'
import { defaultSettings, type Settings } from '../src/vault/vault.ts'

const text = (file: string): string => readFileSync(new URL(`../ontology/${file}`, import.meta.url), 'utf8')

export const ontology: OntologyTexts = {
  properties: text('properties.tsv'),
  formerLabels: '',
  languages: text('languages.tsv'),
  territories: text('territories.tsv'),
  alignment: text('alignment.ttl'),
  vocabulary: text('vocabulary.ttl'),
  context: text('context.jsonld')
}

/** Publishes a vault that is given as `{ path: text }`. */
export async function publishVault(
  files: Readonly<Record<string, string>>,
  settings: Partial<Settings> = {}
): Promise<{ publication: Publication; problems: Problem[] }> {
  const problems: Problem[] = []
  const publication = await publish(
    { paths: Object.keys(files).sort(), read: async path => new TextEncoder().encode(files[path]) },
    { ...defaultSettings, ...settings },
    ontology,
    problem => problems.push(problem)
  )
  return { publication, problems }
}
