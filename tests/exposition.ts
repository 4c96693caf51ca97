/** A sample of a metric, with its family's type. */
export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  readonly type: string
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/

/**
 * Reads the text format of Prometheus, version 0.0.4, strictly: each line ends, each family is told of once before its
 * samples, names and labels are well-formed, no sample comes twice, and histograms add up. Throws an Error otherwise.
 */
export function parseExposition(text: string): Sample[] {
  if (!text.endsWith('\n')) throw new Error('The last line does not end')
  const types = new Map<string, string>()
  const samples: Sample[] = []
  let [family, helped] = ['', '']
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind === 'HELP') helped = name
    else if (kind === 'TYPE') {
      if (types.has(name) || helped !== name || !/^(?:counter|gauge|histogram)$/.test(rest))
        throw new Error(line)
      types.set(name, rest)
      family = name
    } else {
      const [, full = '', inner = '', number = ''] = sampleLine.exec(line) ?? []
      const type = types.get(family)
      const suffix = full.slice(family.length)
      const fits = type === 'histogram' ? /^_(?:bucket|sum|count)$/.test(suffix) : suffix === ''
      const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number)
      if (!full.startsWith(family) || !fits || type === undefined || number === '' || Number.isNaN(value))
        throw new Error(line)
      if (type === 'counter' && !/(?:_total)$/.test(full))
        throw new Error(`A counter without _total: ${line}`)
      samples.push({ name: full, labels: labelsOf(inner), value, type })
    }
  }
  const keys = samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`)
  if (new Set(keys).size < keys.length) throw new Error('A sample comes twice')
  checkHistograms(samples)
  return samples
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (let rest = text; rest !== ''; ) {
    const [whole = '', name = '', value = ''] = label.exec(rest) ?? []
    if (whole === '' || Object.hasOwn(labels, name)) throw new Error(`Labels: ${text}`)
    labels[name] = value.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c))
    rest = rest.slice(whole.length)
  }
  return labels
}

function checkHistograms(samples: readonly Sample[]): void {
  for (const { name, labels, value } of samples.filter(sample => sample.name.endsWith('_count'))) {
    const own = name.slice(0, -'_count'.length)
    const { route = '' } = labels
    const buckets = samples.filter(each => each.name === `${own}_bucket` && each.labels['route'] === route)
    const counts = buckets.map(bucket => bucket.value)
    const sorted = counts.every((count, i) => i === 0 || counts[i - 1]! <= count)
    if (!sorted || buckets.at(-1)?.labels['le'] !== '+Inf' || counts.at(-1) !== value)
      throw new Error(`The buckets of ${name} ${route} do not add up`)
  }
}
