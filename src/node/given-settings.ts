import type { Report } from '../problem.ts'
import {
  decodeText,
  defaultSettings,
  parseBase,
  parseDate,
  parseSettings,
  type Settings,
  settingsFile,
  type VaultFiles
} from '../vault/vault.ts'
import { InputError } from './input-error.ts'

/** What the command line says in place of the settings. */
export interface Given {
  readonly base: string | undefined
  readonly date?: string | undefined
}

/**
 * The settings of a vault, with what was given in their place; undefined where they have errors. Throws an
 * InputError.
 */
export async function readSettings(
  vault: VaultFiles,
  { base, date }: Given,
  report: Report
): Promise<Settings | undefined> {
  const given = base === undefined ? undefined : parseBase(base)
  if (base !== undefined && given === undefined)
    throw new InputError(
      `--base ${base} is not an absolute http or https IRI`,
      'write it as https://example.org/data/'
    )
  let settings: Settings | undefined = defaultSettings
  if (vault.paths.includes(settingsFile)) {
    const text = decodeText(await vault.read(settingsFile), settingsFile, report)
    settings = text === undefined ? undefined : parseSettings(text, report)
  }
  const when = date ?? settings?.date ?? sourceDate(process.env['SOURCE_DATE_EPOCH'])
  return (
    settings && {
      ...settings,
      ...(given === undefined ? {} : { base: given }),
      ...(when === undefined ? {} : { date: when })
    }
  )
}

/** A date of the command line. Throws an InputError for what is none. */
export function givenDate(date: string | undefined): string | undefined {
  if (date !== undefined && parseDate(date) === undefined)
    throw new InputError(
      `--date ${date} is not a day, nor a time in UTC`,
      'write it as 2026-01-31 or 2026-01-31T12:00:00Z'
    )
  return date
}

/**
 * `SOURCE_DATE_EPOCH` as a time, in UTC (https://reproducible-builds.org/specs/source-date-epoch/); undefined
 * without one.
 */
function sourceDate(seconds: string | undefined): string | undefined {
  if (seconds === undefined || !/^\d{1,11}$/.test(seconds)) return undefined
  return new Date(Number(seconds) * 1000).toISOString().replace('.000', '')
}
