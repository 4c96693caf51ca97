import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openReader } from '../../src/parsing/parsing.ts'
import type { Quad } from '../../src/rdf/rdf.ts'

/** The folder with the W3C's tests of SPARQL, which is no part of the project. */
export const suitesFolder = path.join(import.meta.dirname, '../../../shared/w3c/sparql')

export const hasSuites = (): boolean => existsSync(suitesFolder)

/** Where the tests are published: every file's own address, against which its relative IRIs are resolved. */
const published = 'https://w3c.github.io/rdf-tests/sparql/'

/** The address of a file by its path below the folder. */
export const addressOf = (file: string): string => published + file

/** The path of a file below the folder by its address, without fragment. Throws for an address elsewhere. */
export function fileAt(address: string): string {
  if (!address.startsWith(published)) throw new Error(`${address} is no file of the tests`)
  return decodeURI(address.slice(published.length).replace(/#.*$/, ''))
}

/** The text of the file with this address. */
export const textAt = (address: string): string =>
  readFileSync(path.join(suitesFolder, fileAt(address)), 'utf8')

/** What a file's name ends with, without the full stop. */
export const extensionOf = (address: string): string => path.extname(fileAt(address)).slice(1)

let documents = 0

/** The quads of an RDF file, its blank nodes apart from those of all others that were read, itself included. */
export async function quadsAt(address: string): Promise<Quad[]> {
  documents += 1
  const reader = await openReader(extensionOf(address), {
    base: address,
    blankNodes: `d${documents}_`
  })
  const quads = [...reader.read(textAt(address))]
  quads.push(...(await reader.end()))
  return quads
}
