import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'

// What the registries of special-purpose addresses (RFC 6890) do not give to the public Internet, and multicast.
const blocked = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Between providers and their customers (RFC 6598); clouds have services there.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Of one link (RFC 3927), where clouds tell machines their secrets.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Answers to machines of one cloud, from an address that looks public.
  ['168.63.129.16', 32]
] as const)
  blocked.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  // Unspecified, loopback, and addresses of version 4 in the old compatible form.
  ['::', 96],
  // Those that a gateway turns into addresses of version 4, whichever these are.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8]
] as const)
  blocked.addSubnet(network, bits, 'ipv6')

/**
 * Whether an address (not a name) is one of the public Internet. IPv4 addresses in IPv6 form count as what they
 * are.
 */
export function isPublic(address: string): boolean {
  const family = isIP(address)
  // An address with a zone is one of a link.
  if (family === 0 || address.includes('%')) return false
  // A list looks for addresses of version 4 in IPv6 form (::ffff:0:0/96) among those of version 4 by itself.
  return !blocked.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Thrown for a name or an address that leads into a network that is not public. */
export class NotPublic extends Error {
  constructor() {
    super('its address is not one of the public Internet')
  }
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/**
 * A look-up of names for `node:https`: gives addresses only where all that the name has are public, and so connects
 * to no other than was checked.
 */
export function publicLookup(hostname: string, options: LookupOptions, found: Found): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return found(error, '')
    const [first] = addresses
    if (!first || !addresses.every(({ address }) => isPublic(address))) return found(new NotPublic(), '')
    if (options.all) return found(null, addresses)
    found(null, first.address, first.family)
  })
}
