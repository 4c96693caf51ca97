import { favicon, style } from '../pages/pages.ts'
import { caching } from './protocol/header-fields.ts'
import { whole } from './protocol/representations.ts'

/** `/style.css`: how the pages look. */
export const stylesheet = (): Response =>
  whole(style, { headers: { 'Content-Type': 'text/css;charset=utf-8', 'Cache-Control': caching.long } })

/** `/favicon.svg`: the sign of the site. */
export const icon = (): Response =>
  whole(favicon, { headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': caching.long } })
