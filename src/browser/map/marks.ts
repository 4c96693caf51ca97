/** A point that a page tells of, or several that its drawing has one mark for. */
export interface Mark {
  /** In degrees. */
  readonly longitude: number
  readonly latitude: number
  readonly name: string
  /** BCP 47 tag of the name; empty where it is not known. */
  readonly language: string
  /** The address of its page. */
  readonly href?: string
  /** How many things the mark stands for, where the page does not tell of each. */
  readonly count?: number
}

/** West, south, east and north in degrees, as addresses have them. */
export const boxIn = (text: string): readonly [number, number, number, number] =>
  text.split(',').map(Number) as [number, number, number, number]

/** The points of a map: as the page tells them, else as they are drawn. */
export function marksOf(map: Element): readonly Mark[] {
  const told = map.querySelector('script[type="application/json"]')
  return told ? JSON.parse(told.textContent ?? '[]') : drawnMarks(map)
}

function drawnMarks(map: Element): Mark[] {
  const drawing = map.querySelector<SVGElement>('svg[data-box]')
  if (!drawing) return []
  const [west, south, east, north] = boxIn(drawing.dataset['box']!)
  return [...drawing.querySelectorAll('.dot, .many')].map(circle => {
    const part = (name: string): number => Number.parseFloat(circle.getAttribute(name) ?? '0') / 100
    const title = circle.parentElement?.querySelector('title')
    const name = title?.textContent ?? ''
    const href = circle.closest('a')?.getAttribute('href')
    const place = {
      longitude: west + part('cx') * (east - west),
      latitude: north - part('cy') * (north - south),
      name,
      language: title?.getAttribute('lang') ?? ''
    }
    // A link of several leads to a part of the drawing, which the map has no need of.
    return circle.matches('.many')
      ? { ...place, count: Number.parseInt(name, 10) }
      : { ...place, ...(href && { href }) }
  })
}

/** Where a mark lies on the screen, in pixels. */
export interface Pixel {
  readonly x: number
  readonly y: number
}

/** Pixels between marks: so that a finger hits one. */
const apart = 28

/** Marks near each other, together where the first of them is; upper ones first, in the order of reading. */
export function grouped(marks: readonly Mark[], pixelOf: (mark: Mark) => Pixel): Mark[][] {
  const groups: { readonly at: Pixel; readonly members: Mark[] }[] = []
  for (const mark of marks) {
    const at = pixelOf(mark)
    const near = groups.find(group => Math.hypot(group.at.x - at.x, group.at.y - at.y) < apart)
    if (near) near.members.push(mark)
    else groups.push({ at, members: [mark] })
  }
  return groups.sort((a, b) => a.at.y - b.at.y || a.at.x - b.at.x).map(({ members }) => members)
}
