/** How drawings look: their colours are those of the page. */
export const viewStyle = `svg text { fill: var(--text); font-size: .8125rem; font-family: inherit }
svg a { outline-offset: 1px }
svg a:hover text { text-decoration: underline }
svg a:focus-visible { outline: 0 }
svg a:focus-visible circle:not(.hit) { stroke: var(--link); stroke-width: 4px }
.hit { fill: transparent }
.map { display: block; width: 100%; min-width: 36rem; aspect-ratio: 2; background: var(--raised); border: 1px solid var(--line); border-radius: .4rem; overflow: hidden }
.map .dot { fill: var(--accent); stroke: var(--back); stroke-width: 1.5px }
.map .many { fill: var(--link); fill-opacity: .9; stroke: var(--back); stroke-width: 1.5px }
.map .count { fill: var(--back); text-anchor: middle; font-size: .75rem }
.map text { paint-order: stroke; stroke: var(--raised); stroke-width: 3px; stroke-linejoin: round }
.map .count { stroke: none }
.grid line { stroke: var(--line); stroke-width: 1px }
.grid text { fill: var(--soft); font-size: .6875rem; stroke: none }
movable-map { display: block }
@media screen { movable-map:defined + .land { visibility: hidden } }
.locator { display: block; width: 15rem; max-width: 100%; margin: .4rem 0 }
.locator .map { min-width: 0 }
.ways { display: flex; flex-wrap: wrap; gap: .4rem; margin: .6rem 0; padding: 0; list-style: none }
.ways a, .ways b { display: inline-block; padding: .2rem .7rem; min-height: 1.75rem; border: 1px solid var(--line); border-radius: .4rem; text-decoration: none }
.ways a:hover { border-color: var(--link) }
.ways b { background: var(--raised); font-weight: 500 }
.asked { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem .9rem; margin: .8rem 0 }
.asked label { display: block; font-size: .875rem; color: var(--soft) }
.asked input { width: 7rem }
.asked select { max-width: 16rem }
.timeline th[scope="row"], .bars th[scope="row"] { width: 42%; font-weight: 400 }
.timeline td, .bars td { padding-bottom: .25rem }
.timeline th, .bars th, .places th { overflow-wrap: anywhere }
.places td { min-width: 10rem }
.timeline .group { color: var(--soft); padding-top: 1.2rem; font-weight: 600 }
.span, .axis, .bar { display: block; width: 100%; height: 1.5rem; overflow: visible }
.axis { margin-top: .2rem }
.axis text { fill: var(--soft); font-size: .75rem }
#times line, .bar line { stroke: var(--line) }
.span .known { fill: var(--link) }
.span .blurred { fill: var(--link); fill-opacity: .35 }
.span .open { stroke: var(--link); stroke-width: 2px; stroke-dasharray: 2 4 }
#on, #back { fill: none; stroke: var(--link); stroke-width: 2px }
.bar rect { fill: var(--link) }
.lines { display: block; width: 100%; height: 20rem; margin: .8rem 0; overflow: visible }
.series line { stroke: var(--link); stroke-width: 2px }
.series circle { fill: var(--link) }
.s1 line, .s4 line { stroke: var(--accent) }
.s1 circle, .s4 circle { fill: var(--accent) }
.s2 line, .s5 line { stroke: var(--text) }
.s2 circle, .s5 circle { fill: var(--text) }
.s3 line, .s4 line, .s5 line { stroke-dasharray: 5 4 }
.network { display: block; width: 100%; min-width: 56rem; background: var(--raised); border: 1px solid var(--line); border-radius: .4rem }
.network line { stroke: var(--field); stroke-width: 1.2px }
.network marker path { fill: var(--field) }
.network text { text-anchor: middle; paint-order: stroke; stroke: var(--raised); stroke-width: 4px; stroke-linejoin: round }
.network a text { fill: var(--link) }
.network .centre text { font-weight: 600 }
.network .property { fill: var(--accent); font-size: .75rem; font-style: italic }
.network .dot { fill: var(--link) }
.network .centre .dot { fill: var(--accent) }
@media (max-width: 40rem) { .odd { display: none } }
@media print { .ways, .asked { display: none } .map, .network { min-width: 0 } }
`
