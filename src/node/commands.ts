import { type Command, done, inputHasErrors, type Option, UsageError } from './command.ts'
import { compiledText, counted, print, printProblems, summaryText, warn } from './terminal.ts'

const json: Option = { type: 'boolean', says: 'print the answer as JSON, for programs' }
const base: Option = {
  type: 'string',
  value: 'IRI',
  says: 'the base of all IRIs; the settings say it otherwise'
}

const cache: Readonly<Record<string, Option>> = {
  cache: {
    type: 'string',
    value: 'FOLDER',
    says: 'where builds leave what the next may use (the cache folder of the system)'
  },
  'no-cache': { type: 'boolean', says: 'read and write everything anew, and leave nothing' }
}

const gzip: Readonly<Record<string, Option>> = {
  'no-gzip': { type: 'boolean', says: 'write no dump compressed: a little quicker, larger to download' }
}

/** The commands by their names, in the order of the help. What a command needs is loaded when it runs. */
export const commands: Readonly<Record<string, Command>> = {
  build: {
    usage: 'build [vault]',
    does: 'publish a vault of Markdown as linked data',
    most: 1,
    options: {
      out: { type: 'string', value: 'FOLDER', says: 'where to write (out)' },
      base,
      date: {
        type: 'string',
        value: 'DATE',
        says: 'when what is published now became so: 2026-01-31, or 2026-01-31T12:00:00Z; the settings or SOURCE_DATE_EPOCH say it otherwise'
      },
      keep: {
        type: 'string',
        value: 'NUMBER',
        says: 'how many earlier versions to keep and serve (as many as before, at first none); 0 drops them'
      },
      ...gzip,
      ...cache,
      json
    },
    async run([vault = '.'], options) {
      const keep = text(options['keep'])
      if (keep !== undefined && !/^\d{1,4}$/.test(keep))
        throw new UsageError(`--keep ${keep} is not a number of versions`)
      const { build } = await import('./build.ts')
      const { ProgressLine } = await import('./progress.ts')
      const line = new ProgressLine()
      const { problems, summary } = await build(vault, text(options['out']) ?? 'out', text(options['base']), {
        progress: line.update,
        gzip: !options['no-gzip'],
        date: text(options['date']),
        keep: keep === undefined ? undefined : Number(keep),
        ...(await cacheOption(vault, text(options['out']) ?? 'out', options))
      }).finally(() => line.clear())
      if (options['json']) print(JSON.stringify({ ...summary, problems }, null, 2))
      else {
        printProblems(problems)
        if (summary) print(summaryText(vault, summary))
        else warn(`Nothing was published; ${text(options['out']) ?? 'out'} is as it was.`)
      }
      return problems.some(problem => problem.severity === 'error') ? inputHasErrors : done
    }
  },
  compile: {
    usage: 'compile FILE…',
    does: 'make of RDF dumps a folder to serve and to query',
    arguments: [
      'FILE      N-Triples, N-Quads, Turtle, TriG, JSON-LD or RDF/XML, told by its name; each may be gzipped',
      '-         standard input, of the format that --format names'
    ],
    most: Number.POSITIVE_INFINITY,
    options: {
      out: { type: 'string', value: 'FOLDER', says: 'where to write (out)' },
      base: {
        type: 'string',
        value: 'IRI',
        says: 'the base of the dataset, and of relative IRIs in the files'
      },
      title: {
        type: 'string',
        value: 'TEXT',
        says: 'what the dataset is called (the name of the first file)'
      },
      language: { type: 'string', value: 'TAG', says: 'the language of its labels (en)' },
      format: {
        type: 'string',
        value: 'NAME',
        says: 'nt, nq, ttl, trig, jsonld or rdf, whatever the names say'
      },
      lenient: { type: 'boolean', says: 'leave out what has errors, and tell how much' },
      dumps: { type: 'boolean', says: 'write dumps to download too, in all six formats' },
      ...gzip,
      memory: { type: 'string', value: 'MIB', says: 'working memory; what outgrows it goes to disk (256)' },
      json
    },
    async run(files, options) {
      if (files.length === 0) throw new UsageError('compile needs a file')
      const memory = options['memory'] === undefined ? undefined : Number(options['memory'])
      if (memory !== undefined && !(Number.isInteger(memory) && memory > 0))
        throw new UsageError(`--memory ${options['memory']} is no number of MiB`)
      const { compile } = await import('./compile.ts')
      const { ProgressLine, rateText } = await import('./progress.ts')
      const line = new ProgressLine()
      const began = performance.now()
      const out = text(options['out']) ?? 'out'
      const { problems, skipped, summary } = await compile(files, out, {
        base: text(options['base']),
        title: text(options['title']),
        language: text(options['language']),
        format: text(options['format']),
        lenient: options['lenient'] === true,
        dumps: options['dumps'] === true,
        gzip: !options['no-gzip'],
        memory: memory === undefined ? undefined : memory * 1024 * 1024,
        progress: (phase, done, of, quads) => line.update(phase, done, of, () => rateText(quads, began))
      }).finally(() => line.clear())
      if (options['json']) print(JSON.stringify({ ...summary, skipped, problems }, null, 2))
      else {
        printProblems(problems)
        if (skipped > problems.length) warn(`… and ${(skipped - problems.length).toLocaleString('en')} more`)
        if (skipped > 0) warn(`${counted(skipped, 'fault')} in all, and what has them is left out.`)
        if (summary) print(compiledText(files, summary))
        else warn(`Nothing was written; ${out} is as it was.`)
      }
      return summary ? done : inputHasErrors
    }
  },
  serve: {
    usage: 'serve [out]',
    does: 'serve what a build wrote: pages, entities, dumps, SPARQL',
    most: 1,
    options: {
      port: { type: 'string', value: 'NUMBER', says: 'the port to listen on (8787); 0 takes any free one' },
      host: { type: 'string', value: 'ADDRESS', says: 'the address to listen on (127.0.0.1)' },
      threads: {
        type: 'string',
        value: 'NUMBER',
        says: 'threads that answer queries (one less than cores, 1 to 8); 0 has the server do it'
      },
      'per-client': {
        type: 'string',
        value: 'NUMBER',
        says: 'queries that one client may have under way (16); one more is answered with 429'
      },
      watch: {
        type: 'string',
        value: 'VAULT',
        says: 'build this vault into out, and again whenever it changes'
      },
      log: {
        type: 'string',
        value: 'FORM',
        says: 'a line for each request to standard error: text (on a terminal the default), json, none'
      },
      'log-addresses': { type: 'boolean', says: 'log the addresses of clients too' },
      metrics: {
        type: 'string',
        value: 'WHO',
        says: 'who may read /metrics: all (the default), local (this machine), none'
      },
      ...cache
    },
    async run([out = 'out'], options) {
      const port = Number(text(options['port']) ?? 8787)
      if (!Number.isInteger(port) || port < 0 || port > 65535)
        throw new UsageError(`--port ${options['port']} is not a port number`)
      const threads = text(options['threads'])
      if (threads !== undefined && !/^\d{1,2}$/.test(threads))
        throw new UsageError(`--threads ${threads} is not a number of threads`)
      const perClient = text(options['per-client'])
      if (perClient !== undefined && !/^[1-9]\d{0,4}$/.test(perClient))
        throw new UsageError(`--per-client ${perClient} is not a number of queries`)
      const metricsFor = text(options['metrics']) ?? 'all'
      if (metricsFor !== 'all' && metricsFor !== 'local' && metricsFor !== 'none')
        throw new UsageError(`--metrics ${metricsFor} is none of all, local and none`)
      const log = text(options['log']) ?? (process.stderr.isTTY ? 'text' : 'none')
      if (log !== 'text' && log !== 'json' && log !== 'none')
        throw new UsageError(`--log ${log} is none of text, json and none`)
      const vault = text(options['watch'])
      const { serveFolder } = await import('./serving.ts')
      await serveFolder(out, {
        port,
        hostname: text(options['host']) ?? '127.0.0.1',
        threads: threads === undefined ? undefined : Number(threads),
        perClient: perClient === undefined ? undefined : Number(perClient),
        metricsFor,
        log,
        addresses: options['log-addresses'] === true,
        vault,
        cache: vault === undefined ? {} : await cacheOption(vault, out, options)
      })
      return done
    }
  },
  query: {
    usage: "query [out] 'SPARQL'",
    does: 'answer a SPARQL query without a server; - reads it from standard input',
    most: 2,
    options: {
      format: {
        type: 'string',
        short: 'f',
        value: 'NAME',
        says: 'table, json, csv, tsv, xml; for CONSTRUCT and DESCRIBE ttl, nt, nq, trig, jsonld, rdf'
      },
      identity: {
        type: 'string',
        value: 'NAME',
        says: 'how to name entities that are in Wikidata: own (the default), or wikidata for their IRIs there'
      },
      explain: {
        type: 'boolean',
        says: 'tell how the query is answered instead: its plan, and what each part did'
      }
    },
    async run(args, options) {
      if (args.length === 0) throw new UsageError('query needs a SPARQL query')
      const identity = text(options['identity']) ?? 'own'
      if (identity !== 'own' && identity !== 'wikidata')
        throw new UsageError(`--identity ${identity} is neither own nor wikidata`)
      const { runQuery } = await import('./query.ts')
      const folder = args.length === 2 ? args[0]! : 'out'
      return runQuery(folder, args.at(-1)!, {
        format: text(options['format']),
        identity,
        explain: options['explain'] === true
      })
    }
  },
  why: {
    usage: 'why [out] SUBJECT [PROPERTY [VALUE]]',
    does: 'tell who says a fact, in which words, and what became of it',
    arguments: [
      'SUBJECT   a QID, an IRI, or what it is called: Q318693, CSTO',
      'PROPERTY  a P-id, an IRI, a label or a key: P527, "has part(s)", has_part_s_; without it, all are listed',
      'VALUE     an id, a name, a text, a date or a number: Q423, "North Korea", 2002; without it, all are told',
      'out       the folder of the build (out); a first argument that is none is the subject',
      'What begins with a hyphen goes behind --'
    ],
    most: 4,
    options: { json },
    async run(args, options) {
      if (args.length === 0) throw new UsageError('why needs a subject')
      const { printWhy } = await import('./why.ts')
      await printWhy(args, options['json'] === true)
      return done
    }
  },
  search: {
    usage: 'search [out] TEXT',
    does: 'find things by what they are called, in any language',
    arguments: [
      'TEXT  words of a name, the last of which may be the beginning of one: Moscow, "collective sec"'
    ],
    most: 2,
    options: {
      lang: {
        type: 'string',
        value: 'TAG',
        says: 'the language whose names come first; that of the dataset'
      },
      limit: { type: 'string', value: 'NUMBER', says: 'how many to show (20)' },
      json
    },
    async run(args, options) {
      const limit = text(options['limit'])
      if (args.at(-1)?.trim() === '' || args.length === 0) throw new UsageError('search needs a text')
      if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit))
        throw new UsageError(`--limit ${limit} is not a number of results`)
      const { printSearch } = await import('./search.ts')
      await printSearch(args, {
        language: text(options['lang']),
        limit: limit === undefined ? undefined : Number(limit),
        json: options['json'] === true
      })
      return done
    }
  },
  init: {
    usage: 'init [vault]',
    does: 'write settings to start from, each explained; never overwrites',
    most: 1,
    options: {},
    async run([vault = '.']) {
      const { init } = await import('./init.ts')
      print(`Wrote ${await init(vault)}. Now: hawksbill build ${vault} --out out`)
      return done
    }
  },
  check: {
    usage: 'check [vault]',
    does: 'report what is wrong in a vault and in what it becomes, or explain how its prose is read; nothing is written',
    most: 1,
    options: {
      base,
      json,
      all: { type: 'boolean', says: 'print every disagreement of sources, and not ten of a kind' },
      explain: { type: 'boolean', says: 'print each sentence of the documents, with what was made of it' },
      source: { type: 'string', value: 'ID', says: 'explain this document alone' },
      rule: { type: 'string', value: 'ID', says: 'explain only where this rule matched' },
      nothing: { type: 'boolean', says: 'explain only where nothing was found; also --explain=none' },
      'no-shapes': { type: 'boolean', says: 'skip the shapes of what it becomes: half the time' }
    },
    async run([vault = '.'], options) {
      if (['explain', 'nothing', 'source', 'rule'].some(option => options[option] !== undefined)) {
        const { printExplanation } = await import('./explain.ts')
        const problems = await printExplanation(vault, {
          base: text(options['base']),
          source: text(options['source']),
          rule: text(options['rule']),
          nothing: options['nothing'] === true,
          json: options['json'] === true
        })
        return problems.some(problem => problem.severity === 'error') ? inputHasErrors : done
      }
      const { printCheck } = await import('./check.ts')
      const errors = await printCheck(vault, {
        base: text(options['base']),
        all: options['all'] === true,
        json: options['json'] === true,
        shapes: options['no-shapes'] !== true
      })
      return errors > 0 ? inputHasErrors : done
    }
  }
}

const text = (option: string | boolean | undefined): string | undefined =>
  typeof option === 'string' ? option : undefined

async function cacheOption(
  vault: string,
  out: string,
  options: Readonly<Record<string, string | boolean | undefined>>
): Promise<{ cache?: string }> {
  if (options['no-cache']) return {}
  const { cacheFolder, removeOldCaches } = await import('./cache-folder.ts')
  const folder = cacheFolder(vault, out, text(options['cache']))
  removeOldCaches(folder)
  return { cache: folder }
}
