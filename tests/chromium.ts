import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/**
 * A browser of the system, which is installed once where that can be done; else the reason why there is none. Nobody
 * downloads one of their own.
 */
export async function openChromium(): Promise<Browser | string> {
  if (!existsSync(executablePath) && process.getuid?.() === 0)
    try {
      execFileSync('apt-get', ['install', '-y', 'chromium'], { stdio: 'ignore', timeout: 240_000 })
    } catch {}
  if (!existsSync(executablePath)) return `there is no ${executablePath}, and it could not be installed`
  try {
    // The sandbox cannot be had by root, nor in most containers; pages are our own.
    return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  } catch (error) {
    return `${executablePath} does not start: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What the rules of WCAG 2.2 AA that a program can check have to say of a page. */
export async function violations(page: Page): Promise<string[]> {
  const options: RunOptions = {
    resultTypes: ['violations'],
    runOnly: {
      type: 'tag',
      values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    }
  }
  // Through the debugger: the policy of the pages lets nothing be put into them.
  await page.evaluate(axe)
  const results = (await page.evaluate(
    options => (globalThis as unknown as { axe: { run(o: unknown): unknown } }).axe.run(options),
    options
  )) as AxeResults
  return results.violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(node => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary?.slice(0, 300) ?? ''}`)
  )
}

/** A phone and a wide screen, in light and in dark. */
export const views = [
  { name: 'phone, light', width: 390, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, colorScheme: 'dark' },
  { name: 'wide, light', width: 1280, colorScheme: 'light' },
  { name: 'wide, dark', width: 1280, colorScheme: 'dark' }
] as const

/** Each width and each scheme once: rules of contrast and of layout do not depend on each other. */
export const eitherView = views.filter(({ width, colorScheme }) => width < 600 === (colorScheme === 'dark'))

/** Every kind of page, by the seeds. */
export const pageKinds: Readonly<Record<string, string>> = {
  home: '',
  entity: 'page/Q318693',
  source: 'page/source/wiki',
  search: 'search?q=treaty',
  browse: 'browse',
  property: 'properties?property=http%3A%2F%2Fwww.wikidata.org%2Fentity%2FP571',
  disagreements: 'disagreements',
  disagreement: 'page/disagreement/Q227-a360791f85f2e014',
  query: 'sparql',
  answer: `sparql?query=${encodeURIComponent('SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 20')}`,
  'answer on a map': `sparql?view=map&query=${encodeURIComponent('SELECT ?s ?at { ?s wdt:P625 ?at }')}`,
  'answer in bars': `sparql?view=bars&query=${encodeURIComponent('SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) LIMIT 10')}`,
  'answer in lines': `sparql?view=lines&query=${encodeURIComponent('SELECT ?t (COUNT(*) AS ?n) { ?s wdt:P585 ?t } GROUP BY ?t')}`,
  map: 'map',
  timeline: 'timeline?about=Q318693',
  graph: 'neighbours/Q318693',
  fragments: 'fragments',
  vocabulary: 'ontology',
  shapes: 'shapes',
  'not found': 'page/treaty-of-old'
}
