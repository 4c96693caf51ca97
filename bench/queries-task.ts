// Queries asked of one engine, in a process of its own; started by queries.ts:
// queries-task.ts ENGINE RUNS N-TRIPLES COMPILED QUERIES-FILE NAMES. Prints lines of JSON: first how it opened, then of
// each query that a run begins and, after the last, what was measured.
import { writeSync } from 'node:fs'
import type { QueryEngine, Run } from './engines/query-engine.ts'
import { median } from './report.ts'

const [name = '', count = '', triples = '', compiled = '', file = '', names = ''] = process.argv.slice(2)
const { engine }: { engine: QueryEngine } = await import(`./engines/${name}`)
const { Q: queries }: { Q: Record<string, string> } = await import(file)
const runs = Number(count)

const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`)
const peak = (): number => process.resourceUsage().maxRSS / 1024

const start = performance.now()
const graph = await engine.open({ triples, compiled })
say({ opened: performance.now() - start, peak: peak() })

for (const query of names.split(',')) {
  const run = async (): Promise<Run> => {
    say({ begins: query })
    const done = await graph.run(queries[query]!)
    done.release?.()
    return done
  }
  // Warm, as a server is: what is fast until it is compiled, what is slow once.
  let spent = 0
  for (let i = 0; i < 100 && (i === 0 || spent < 500); i++) spent += (await run()).ms
  const done: Run[] = []
  // So often at least, unless it takes half a minute; what is fast oftener, so that the clock can tell.
  for (let spent = 0; done.length === 0 || (done.length < runs ? spent < 30_000 : spent < 300); ) {
    const last = await run()
    done.push(last)
    spent += last.ms
  }
  const firsts = done.flatMap(({ firstMs }) => (firstMs === undefined ? [] : [firstMs]))
  say({
    query,
    rows: done[0]!.rows,
    ms: median(done.map(({ ms }) => ms)),
    firstMs: firsts.length > 0 ? median(firsts) : null,
    by: done[0]!.by ?? null,
    peak: peak()
  })
}
