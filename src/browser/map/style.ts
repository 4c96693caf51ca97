import leafletStyle from 'leaflet/dist/leaflet.css'

/** The colours of the page instead of Leaflet's, and the drawing in the place of the map on paper. */
const own = `
.moved { width: 100%; aspect-ratio: 2; min-height: 18rem; isolation: isolate; font: inherit; color: var(--text); background: var(--raised); border: 1px solid var(--line); border-radius: .4rem }
.moved:focus-visible, .moved a:focus-visible, .moved .mark:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.moved .mark { display: flex; align-items: center; justify-content: center; color: var(--back); font-size: .75rem }
.moved .mark::before { content: ""; position: absolute; inset: 6px; z-index: -1; background: var(--accent); border: 1.5px solid var(--back); border-radius: 50% }
.moved .several::before { inset: 0; background: var(--link) }
.moved a, .moved .leaflet-popup-content-wrapper a { color: var(--link) }
.moved .leaflet-bar a, .moved .leaflet-bar a:hover, .moved .leaflet-bar a.leaflet-disabled { color: var(--text); background: var(--back); border-color: var(--line) }
.moved .leaflet-bar a.leaflet-disabled { color: var(--soft) }
.moved .leaflet-popup-content-wrapper, .moved .leaflet-popup-tip { color: var(--text); background: var(--back) }
.moved .leaflet-popup-content { margin: .8rem 1.8rem .8rem 1rem; font-size: .9375rem; overflow-wrap: anywhere }
.moved .leaflet-popup-content ul { margin: 0; padding: 0; list-style: none; max-height: 10rem; overflow-y: auto }
.moved .leaflet-popup-content li a { display: inline-block; min-height: 24px }
.moved a.leaflet-popup-close-button { color: var(--soft) }
.moved .leaflet-control-attribution, .moved .leaflet-control-scale-line { color: var(--text); background: var(--back); font-size: .75rem; text-shadow: none; border-color: var(--soft) }
.moved .leaflet-control-attribution a { text-decoration: underline }
@media (prefers-color-scheme: dark) { .moved .leaflet-tile-pane { filter: brightness(.65) saturate(.7) } }
@media screen { .is-moved > .scroll, .is-moved > .locator { display: none } }
@media print { .moved { display: none } }
`

let isAdopted = false

/** Gives the document the style of maps; a policy that allows no inline style allows what scripts make. */
export function adoptStyle(): void {
  if (isAdopted) return
  isAdopted = true
  const sheets = [leafletStyle, own].map(text => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    return sheet
  })
  document.adoptedStyleSheets.push(...sheets)
}
