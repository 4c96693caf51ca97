import { landHeight, landPath, landWidth } from './land.ts'

/**
 * The land as a picture, which maps lay under what they show. One grey is seen on light and on dark pages: a picture
 * knows nothing of the page it is on.
 */
export const landImage = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${landWidth} ${landHeight}" preserveAspectRatio="none"><path d="${landPath}" fill="#858c94" fill-opacity=".45"/></svg>
`
