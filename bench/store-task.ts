// One thing measured of one engine, in a process of its own; started by store.ts with `--expose-gc`:
// store-task.ts ENGINE compile|open|look-ups N-TRIPLES [COMPILED]. Prints what it found as JSON.
import { readFileSync } from 'node:fs'
import { parseRdf, type Term } from '../src/rdf/rdf.ts'
import type { Engine, OpenStore } from './engines/engine.ts'

const [name = '', task = '', triples = '', compiled = ''] = process.argv.slice(2)
const { engine }: { engine: Engine } = await import(`./engines/${name}`)
const file = engine.compile ? compiled : triples

/** MiB that the process has, after what nobody holds was let go. */
function memory(): { rss: number; arrayBuffers: number; heap: number } {
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  const { rss, arrayBuffers, heapUsed } = process.memoryUsage()
  return { rss: rss / 2 ** 20, arrayBuffers: arrayBuffers / 2 ** 20, heap: heapUsed / 2 ** 20 }
}

/** Reads what a match gives to its end, the text of each term included, and says how much it was. */
function consume(found: ReturnType<OpenStore['match']>): number {
  let results = 0
  let length = 0
  for (const { subject, predicate, object } of found) {
    length += subject.value.length + predicate.value.length + object.value.length
    results++
  }
  if (results > 0 && length === 0) throw new Error('Terms without text')
  return results
}

function compile(): unknown {
  const start = performance.now()
  const bytes = engine.compile!(triples, compiled)
  return { ms: performance.now() - start, bytes, peak: process.resourceUsage().maxRSS / 1024 }
}

/** Opens the store and looks up one subject, as the first request would. */
function open(): unknown {
  const subject = sample(1)[0]![0]
  const before = memory()
  const start = performance.now()
  const store = engine.open(file)
  const opened = performance.now()
  const results = consume(store.match(store.term(subject), null, null))
  const answered = performance.now()
  const peak = process.resourceUsage().maxRSS / 1024
  const after = memory()
  const grown = (key: keyof typeof before): number => after[key] - before[key]
  const size = store.size
  if (results === 0) throw new Error('The first look-up found nothing')
  return {
    ms: answered - start,
    openMs: opened - start,
    size,
    peak,
    rss: grown('rss'),
    arrayBuffers: grown('arrayBuffers'),
    heap: grown('heap')
  }
}

/** The terms of so many lines, chosen by chance, but the same ones each time. */
function sample(count: number): [Term, Term, Term][] {
  const bytes = readFileSync(triples)
  let seed = 7
  return Array.from({ length: count }, () => {
    seed = (seed * 1664525 + 1013904223) >>> 0
    const start = bytes.indexOf(10, Math.floor((seed / 2 ** 32) * bytes.length * 0.99)) + 1
    const line = bytes.subarray(start, bytes.indexOf(10, start)).toString()
    const { subject, predicate, object } = parseRdf(line, 'nt')[0]!
    return [subject, predicate, object]
  })
}

/** How often each pattern is asked: a triple's subject, predicate and object given or not. */
const patterns: readonly (readonly [name: string, look_ups: number])[] = [
  ['s p o', 5000],
  ['s p ?', 5000],
  ['s ? o', 5000],
  ['s ? ?', 5000],
  ['? p o', 100],
  ['? ? o', 100],
  ['? p ?', 3],
  ['? ? ?', 1]
]

/** Asks each pattern with the terms of triples that are there, all of them once at least and for half a second. */
function lookUps(): unknown {
  const store = engine.open(file)
  const asked = sample(5000).map(terms => terms.map(term => store.term(term)))
  return patterns.map(([name, count]) => {
    const places = name.split(' ').map(place => place !== '?')
    const pass = (most: number): number => {
      let results = 0
      for (const terms of asked.slice(0, most)) {
        const [s, p, o] = terms.map((term, i) => (places[i] ? term : null))
        results += consume(store.match(s, p, o))
      }
      return results
    }
    // Warm, as a server is; what gives many results is warm after a few.
    if (count > 100) pass(100)
    let [done, results] = [0, 0]
    const start = performance.now()
    do {
      results += pass(count)
      done += count
    } while (performance.now() - start < 500)
    const seconds = (performance.now() - start) / 1e3
    return { name, lookUps: done / seconds, results: results / seconds, each: results / done }
  })
}

const tasks: Readonly<Record<string, () => unknown>> = { compile, open, 'look-ups': lookUps }
console.log(JSON.stringify(tasks[task]!()))
