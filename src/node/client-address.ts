import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { isPublic } from './public-addresses.ts'

/**
 * Whom a request comes from: the network of its address. What comes from this machine or a private network may have
 * been passed on by a proxy; then the last address in X-Forwarded-For counts, which that proxy wrote, and without one
 * all that comes from there is of one client. A client of the public Internet is not asked.
 */
export function clientOf({ socket, headers }: IncomingMessage): string {
  const { remoteAddress = '' } = socket
  if (isPublic(remoteAddress)) return networkOf(remoteAddress)
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)!
    .trim()
  return networkOf(isIP(forwarded) === 0 ? remoteAddress : forwarded)
}

/** An IPv4 address, or the /64 of one of IPv6, which is what one subscriber has (RFC 6177). */
export function networkOf(address: string): string {
  const [, four] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? []
  if (four !== undefined || isIP(address) === 4) return four ?? address
  const [before = '', after] = address.replace(/%.*$/, '').toLowerCase().split('::')
  const groups = before === '' ? [] : before.split(':')
  const rest = after === undefined || after === '' ? [] : after.split(':')
  // An IPv4 address at the end stands for two groups, which are beyond the first four anyway.
  const width = (parts: readonly string[]) => parts.length + parts.filter(part => part.includes('.')).length
  const zeros = after === undefined ? [] : Array<string>(8 - width(groups) - width(rest)).fill('0')
  const first = [...groups, ...zeros, ...rest].slice(0, 4).map(group => group.replace(/^0+(?=.)/, ''))
  return `${first.join(':')}::/64`
}
