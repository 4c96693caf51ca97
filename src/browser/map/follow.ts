import type { LatLngBounds } from 'leaflet'

/** What of a page is about the part of the map that it shows. */
const aboutThePart = ['ways', 'list']

/** A part of the map as addresses have it. */
export function partOf(bounds: LatLngBounds): string {
  const longitude = (degrees: number): number => Math.min(180, Math.max(-180, degrees))
  const degrees = [
    longitude(bounds.getWest()),
    Math.max(-90, bounds.getSouth()),
    longitude(bounds.getEast()),
    Math.min(90, bounds.getNorth())
  ]
  return degrees.map(value => Number(value.toFixed(4))).join(',')
}

/**
 * Makes the page that of a part of the map, its address too, and gives what the site tells of the map there; undefined
 * where the site has no such page or cannot be reached.
 */
export async function followPart(
  page: string,
  part: string,
  signal: AbortSignal
): Promise<Element | undefined> {
  const address = new URL(page, location.href)
  address.searchParams.set('bbox', part)
  try {
    const response = await fetch(address, { signal, headers: { Accept: 'text/html' } })
    if (!response.ok) return undefined
    const other = new DOMParser().parseFromString(await response.text(), 'text/html')
    for (const id of aboutThePart) {
      const piece = other.getElementById(id)
      if (piece) document.getElementById(id)?.replaceWith(piece)
    }
    const here = document.getElementById('here')
    if (here) here.textContent = other.getElementById('here')?.textContent ?? ''
    history.replaceState(null, '', address)
    return other.querySelector('movable-map') ?? undefined
  } catch {
    return undefined
  }
}
