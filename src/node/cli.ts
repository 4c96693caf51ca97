#!/usr/bin/env node
import { parseArgs } from 'node:util'
import {
  type Command,
  done,
  inputHasErrors,
  type Option,
  ownFailure,
  UsageError,
  wrongUsage
} from './command.ts'
import { commands } from './commands.ts'
import { InputError } from './input-error.ts'
import { print, warn } from './terminal.ts'

function helpText(): string {
  const rows = Object.values(commands).map(
    ({ usage, does }) => `  ${usage.length < 24 ? usage.padEnd(24) : `${usage}\n${' '.repeat(26)}`}${does}`
  )
  return [
    'Hawksbill publishes a vault of wiki-linked Markdown as linked data.',
    '',
    'Usage: hawksbill COMMAND [ARGUMENTS] [OPTIONS]',
    '',
    ...rows,
    '',
    '  --help                  this text; after a command, about that command',
    '  --version               the version of Hawksbill',
    '',
    'Exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 a failure of Hawksbill itself.'
  ].join('\n')
}

function commandHelp({ usage, does, arguments: explained = [], options }: Command): string {
  const rows = Object.entries(options).map(([name, { short, value, says }]) => {
    const flag = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`
    return `  ${flag.padEnd(24)}${says}`
  })
  return [
    `Usage: hawksbill ${usage} [OPTIONS]`,
    '',
    `${does[0]!.toUpperCase()}${does.slice(1)}.`,
    '',
    ...explained.map(line => `  ${line}`),
    ...(explained.length > 0 ? [''] : []),
    ...rows,
    `  ${'--help'.padEnd(24)}this text`
  ].join('\n')
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined) {
    warn(helpText())
    return wrongUsage
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    print(helpText())
    return done
  }
  if (name === '--version' || name === '-v') {
    const { readFile } = await import('node:fs/promises')
    print(JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')).version)
    return done
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command)
    throw new UsageError(name.startsWith('-') ? `There is no option ${name}` : `There is no command ${name}`)
  const { values, positionals } = parsed(command, name, rest)
  if (values['help']) {
    print(commandHelp(command))
    return done
  }
  if (positionals.length > command.most)
    throw new UsageError(`${name} takes no argument ${positionals[command.most]}`)
  return command.run(positionals, values)
}

function parsed(command: Command, name: string, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, help: { type: 'boolean', short: 'h', says: '' } as Option }).map(
      ([option, { type, short }]) => [option, short === undefined ? { type } : { type, short }]
    )
  )
  try {
    // An option of parseArgs has a value always or never.
    const spelled = args.flatMap(arg => (arg === '--explain=none' ? ['--explain', '--nothing'] : [arg]))
    return parseArgs({ args: spelled, options, allowPositionals: true })
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('. To specify')
    throw new UsageError(`${name}: ${reason}`)
  }
}

/** Runs a command line and gives its exit code; nothing it is given makes it throw. */
async function run(args: readonly string[]): Promise<number> {
  try {
    return await main(args)
  } catch (error) {
    if (error instanceof UsageError) {
      const command = args[0] !== undefined && Object.hasOwn(commands, args[0]) ? ` ${args[0]}` : ''
      warn(`hawksbill: ${error.message}. Try: hawksbill${command} --help`)
      return wrongUsage
    }
    if (error instanceof InputError) {
      warn(`hawksbill: ${error.message}; ${error.remedy}`)
      return inputHasErrors
    }
    warn(`hawksbill failed, and it is not your fault: ${error instanceof Error ? error.stack : error}`)
    return ownFailure
  }
}

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(done)
  throw error
})
process.exitCode = await run(process.argv.slice(2))
