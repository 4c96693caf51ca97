import { Control, DivIcon, LatLngBounds, Map as Leaflet, Marker, Popup } from 'leaflet'
import { followPart, partOf } from './follow.ts'
import { boxIn, grouped, type Mark, marksOf } from './marks.ts'
import { popupContent } from './popup.ts'
import { adoptStyle } from './style.ts'
import { Tiles } from './tiles.ts'

/** Milliseconds that a map rests before its page follows. */
const rest = 300
/** How near a map is at first, where all that it shows is at one place. */
const nearest = 7
const mostZoom = 19

/** `<movable-map>`: puts a map that can be moved in the place of the drawing inside, with the same points. */
export class MovableMap extends HTMLElement {
  #map: Leaflet | undefined
  #marks: readonly Mark[] = []
  readonly #shown = new Map<string, Marker>()
  #following: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    if (this.#map || this.querySelector(':scope > button')) return
    if (this.dataset['onRequest'] === undefined) {
      this.#show()
      return
    }
    const button = Object.assign(document.createElement('button'), {
      type: 'button',
      textContent: 'Map with tiles'
    })
    button.addEventListener('click', () => {
      button.remove()
      this.#show().focus()
    })
    this.append(button)
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer)
    this.#following?.abort()
  }

  #show(): HTMLElement {
    adoptStyle()
    const { tiles = '', label = '', box } = this.dataset
    const place = Object.assign(document.createElement('div'), { className: 'moved' })
    place.setAttribute('role', 'region')
    place.setAttribute('aria-label', label)
    this.classList.add('is-moved')
    this.append(place)
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const map = new Leaflet(place, {
      minZoom: 1,
      maxZoom: mostZoom,
      worldCopyJump: true,
      // The wheel moves the page until the map is what is worked with.
      scrollWheelZoom: false,
      ...(isCalm && {
        inertia: false,
        zoomAnimation: false,
        fadeAnimation: false,
        markerZoomAnimation: false
      })
    })
    this.#map = map
    map.on('focus', () => map.scrollWheelZoom.enable())
    map.on('blur', () => map.scrollWheelZoom.disable())
    map.attributionControl.setPrefix(false)
    const attribution = this.querySelector('template')?.innerHTML ?? ''
    new Tiles(tiles, { attribution, maxZoom: mostZoom }).addTo(map)
    new Control.Scale({ imperial: false }).addTo(map)
    this.#marks = marksOf(this)
    if (box !== undefined) {
      const [west, south, east, north] = boxIn(box)
      // The map's projection has no poles.
      map.fitBounds([
        [Math.max(south, -85), west],
        [Math.min(north, 85), east]
      ])
    } else if (this.#marks.length === 0) map.setView([20, 0], 1)
    else map.fitBounds(boundsOf(this.#marks), { padding: [30, 30], maxZoom: nearest })
    this.#draw()
    map.on('zoomend', () => this.#draw())
    if (this.dataset['parts'] !== undefined) map.on('moveend', () => this.#followSoon())
    place.addEventListener('keydown', event => {
      if (event.key === 'Escape') map.closePopup()
    })
    return place
  }

  /** Shows the marks as they lie at this zoom; a mark that stays keeps its element, which may have the focus. */
  #draw(): void {
    const map = this.#map!
    const groups = grouped(this.#marks, mark => map.project([mark.latitude, mark.longitude]))
    const wanted = new Map(groups.map(members => [JSON.stringify(members), members]))
    for (const [key, marker] of this.#shown) {
      if (wanted.has(key)) continue
      marker.remove()
      this.#shown.delete(key)
    }
    for (const [key, members] of wanted)
      if (!this.#shown.has(key)) this.#shown.set(key, this.#marker(members).addTo(map))
  }

  #marker(members: readonly Mark[]): Marker {
    const [first] = members as [Mark]
    const count = members.reduce((sum, mark) => sum + (mark.count ?? 1), 0)
    const icon = new DivIcon({
      className: count === 1 ? 'mark' : 'mark several',
      iconSize: [24, 24],
      ...(count > 1 && { html: count > 999 ? `${Math.floor(count / 1000)}k` : String(count) })
    })
    const marker = new Marker([first.latitude, first.longitude], { icon, riseOnHover: true })
    const name =
      count === 1 || members.length === 1
        ? first.name
        : `${count} places: ${members
            .slice(0, 5)
            .map(mark => mark.name)
            .join(', ')}${members.length > 5 ? ', …' : ''}`
    marker.on('add', () => {
      const element = marker.getElement()!
      element.setAttribute('aria-label', name)
      element.title = name
      if (count === 1 && first.language !== '') element.lang = first.language
    })
    const activate = () => this.#activate(marker, members)
    marker.on('click', activate)
    marker.on('keydown', ({ originalEvent: event }) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      activate()
    })
    return marker
  }

  /** Goes nearer to marks that come apart there, else tells what is here. */
  #activate(marker: Marker, members: readonly Mark[]): void {
    const map = this.#map!
    const zoom = map.getZoom()
    const isMore = members.some(mark => mark.count !== undefined)
    const bounds = boundsOf(members)
    const comesApart = isMore
      ? this.dataset['parts'] !== undefined
      : !bounds.getNorthEast().equals(bounds.getSouthWest())
    if (comesApart && zoom < mostZoom) {
      if (isMore) map.setView(marker.getLatLng(), Math.min(mostZoom, zoom + 2))
      else map.fitBounds(bounds, { padding: [40, 40] })
      map.getContainer().focus({ preventScroll: true })
      return
    }
    const content = popupContent(members)
    const popup = new Popup({ offset: [0, -4] }).setLatLng(marker.getLatLng()).setContent(content)
    popup.on('remove', () => {
      if (!content.contains(document.activeElement)) return
      const element = marker.getElement()
      const next = element?.isConnected ? element : map.getContainer()
      next.focus({ preventScroll: true })
    })
    popup.openOn(map)
    content.querySelector('a')?.focus({ preventScroll: true })
  }

  #followSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#follow(), rest)
  }

  /** Lets the page say what is in the part that is shown, and shows what more it tells there. */
  async #follow(): Promise<void> {
    this.#following?.abort()
    const following = new AbortController()
    this.#following = following
    const page = await followPart(this.dataset['parts']!, partOf(this.#map!.getBounds()), following.signal)
    if (!page || following.signal.aborted) return
    // Without a box the first page has told of each place already, where it has told of any.
    const hasAll = this.dataset['box'] === undefined && this.querySelector(':scope > script[type$="json"]')
    const drawing = page.querySelector('.scroll')
    if (drawing) this.querySelector(':scope > .scroll')?.replaceWith(drawing.cloneNode(true))
    if (hasAll) return
    this.#marks = marksOf(page)
    this.#draw()
  }
}

function boundsOf(marks: readonly Mark[]): LatLngBounds {
  return new LatLngBounds(marks.map(({ latitude, longitude }) => [latitude, longitude]))
}
