import type { Node } from 'yaml'
import { type Entries, type SettingsReader, settingsFile } from './settings-reader.ts'

/** A language model that a build may ask what the rules leave unread in prose documents. */
export interface ModelSettings {
  /** Address of its chat completions (OpenAI-compatible): `https://…/v1/chat/completions`. */
  readonly url: string
  readonly name: string
  /** Name of the environment variable that holds the key; absent where none is needed. */
  readonly key?: string
}

const modelKeys = ['url', 'name', 'key']
const endpoint = '/chat/completions'

/**
 * The setting `model`. What stands under `key` is never repeated in a fault, since it may be the key itself,
 * written there by mistake.
 */
export function readModel(reader: SettingsReader, root: Entries): { model?: ModelSettings } {
  const node = root.get('model') ?? null
  const entries = reader.map(node, 'model', modelKeys)
  if (!entries) return {}
  const at = (key: string): Node | null => entries.get(key) ?? node
  const [url, name, key] = modelKeys.map(setting => reader.text(entries, setting))
  const faults = reader.faults
  if (url === undefined) reader.fault(at('url'), 'model has no url', `write ${remedyOfUrl}`)
  else demandUrl(reader, at('url'), url, key !== undefined)
  if (name === undefined)
    reader.fault(at('name'), 'model has no name', 'write the name by which the service calls the model')
  if (key !== undefined && !/^[A-Z_][A-Z0-9_]*$/.test(key))
    reader.fault(
      at('key'),
      'key is not the name of an environment variable',
      `write a name such as MODEL_KEY, and never the key itself into ${settingsFile}`
    )
  if (reader.faults > faults || url === undefined || name === undefined) return {}
  return { model: { url: endpointOf(url), name, ...(key === undefined ? {} : { key }) } }
}

const remedyOfUrl = 'the address of its API, such as https://example.org/v1'

function demandUrl(reader: SettingsReader, node: Node | null, url: string, withKey: boolean): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    reader.fault(node, 'url of model is not an absolute http or https address', `write ${remedyOfUrl}`)
  else if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '')
    reader.fault(
      node,
      'url of model holds a password, a query or a fragment',
      'write the address alone, and the name of the variable that holds the key under key'
    )
  else if (withKey && parsed.protocol === 'http:' && !isThisMachine(parsed.hostname))
    reader.fault(node, 'url of model would send the key unencrypted', 'write an https address')
}

const isThisMachine = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host)

const endpointOf = (url: string): string => {
  const base = url.replace(/\/+$/, '')
  return base.endsWith(endpoint) ? base : base + endpoint
}
