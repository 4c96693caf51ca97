import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { dialectOf, dialects, settingsFile } from '../vault/vault.ts'
import { InputError } from './input-error.ts'
import { openVault } from './vault-folder.ts'

/** What `hawksbill init` writes: every setting, with what it does; those without a good default commented out. */
const starterSettings = (
  title: string,
  dialect: string
): string => `# Settings of Hawksbill for this vault. Every line may be left out; what stands after # is explanation.

# Name of the dataset, as people see it on the site and in catalogues.
title: ${JSON.stringify(title)}

# Address under which everything is published; every IRI begins with it, so change it before others link to you.
base: http://127.0.0.1:8787/

# Language of the notes, as a BCP 47 tag.
language: en

# Licence of the published dataset, as the address of the licence.
# license: https://creativecommons.org/licenses/by/4.0/

# Who publishes the dataset.
# publisher: Your name

# What the dataset is, in a few sentences, and words to search by, for catalogues of datasets.
# description: The rivers of the north, with their lengths and where they rise.
# keywords: [rivers, hydrology]

# When what is published now became so: a day, or a time in UTC. It is not told otherwise, so that builds stay the same.
# date: 2026-01-31

# How many earlier versions to keep and to serve, with a feed of what changed.
# keep: 20

# Where things went that had other names once; what a build can tell by itself need not be listed.
# redirects:
#   note-old-name: Q649

# Which files are notes, as patterns of paths. All Markdown files, unless you say otherwise.
notes:
  - "**/*.md"

# Files that must never be published, nor named by what links to them. Notes with publish: false, draft: true,
# isDeleted: true or confidential: other than public are private anyway, and so are folders named _private,
# _secret, _personal, _internal and _protect. Where a public note names one in plain words, that is left out.
# private:
#   - Diary/**
#   - Clients

# How the notes are written: ${dialects.map(({ name }) => name).join(', ')}. This one fits the files of this vault.
# With wikidata, keys are those an importer of Wikidata items made; with obsidian, they are your own.
dialect: ${dialect}

# Which classes your notes are of. Before the colon: a value of type, class, category or instance_of, a tag, or
# a folder. After it: a class of schema.org (schema:), FOAF (foaf:), SKOS (skos:) and others, or a whole IRI.
# types:
#   person: schema:Person
#   "#book": schema:Book
#   "Recipes/**": schema:Recipe

# Prose documents beside the notes that are read for facts.
# sources:
#   - file: report.txt
#     id: report                 # a short name, used in addresses; do not change it later
#     title: The annual report
#     about: Q318693             # the Wikidata item that the document describes
#     date: 2025-12              # a day, a month or a year
#     license: https://creativecommons.org/publicdomain/zero/1.0/
#     text: quote                # how much of it the site may show: none, quote, full

# Where sources disagree: reasoned ranks what something decides, normal leaves every statement normal.
ranks: reasoned

# SPARQL endpoints that queries may ask besides this dataset, with SERVICE. Without this, Wikidata's and QLever's of
# Wikidata; federation: [] for none.
# federation:
#   - https://query.wikidata.org/sparql

# Where pages may load pictures from: commons shows those that are named there, none shows none.
images: commons

# Where a map that can be moved may load its tiles from: openstreetmap, none, or url: and attribution: of another server.
tiles: openstreetmap

# A language model that a build asks what the rules leave unread in those documents. What it proposes counts only
# where the very words stand in the text, and is published as deprecated, never as a fact. The text of the
# documents is sent there, but for those with text: none and paragraphs that name a private note. Answers are kept
# in .hawksbill/answers, so that the same vault gives the same dataset again.
# model:
#   url: https://example.org/v1  # an OpenAI-compatible service
#   name: a-model                # what the service calls the model
#   key: MODEL_KEY               # the NAME of the environment variable that holds the key; never the key itself
`

/**
 * `hawksbill init`: writes commented settings into a folder, which is made where it is missing. Never overwrites;
 * gives the path of the file. Throws an InputError where there are settings already.
 */
export async function init(folder: string): Promise<string> {
  const file = path.join(folder, settingsFile)
  const there = await stat(folder).catch(() => undefined)
  if (there && !there.isDirectory())
    throw new InputError(`${folder} is a file, not a folder`, 'name the folder that holds it')
  try {
    if (!there) await mkdir(folder, { recursive: true })
    const { paths } = await openVault(folder)
    const name = path.basename(path.resolve(folder)) || 'My notes'
    const text = starterSettings(name, dialectOf(undefined, paths).name)
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST')
      throw new InputError(`There is already a file ${file}`, 'change that one; it was not touched')
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
      throw new InputError(`Cannot write ${file}`, 'choose a folder that you may write in')
    throw error
  }
  return file
}
