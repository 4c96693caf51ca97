/** Attributes of drawings are lengths in parts of the drawing, so that its words keep their size on every screen. */

/** A part of the whole as SVG writes it: `12.5%`. */
export const percent = (part: number): string => `${Number((part * 100).toFixed(2))}%`

/** Where a value lies between two others, as a part of the way; 0.5 where both are the same. */
export const partOf = (value: number, from: number, to: number): number =>
  to === from ? 0.5 : (value - from) / (to - from)

/** The same, not beyond the ends. */
export const clippedPartOf = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, partOf(value, from, to)))

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 })
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 6 })

/** A number beside an axis: `2,500`, `1.2M`. */
export const numberLabel = (value: number): string =>
  (Math.abs(value) >= 100_000 ? short : plain).format(value).replace('-', '−')
