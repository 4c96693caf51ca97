/** How lists, their counts and their pages look. */
export const browseStyle = `.counts .number { text-align: end; width: 6rem; padding-inline-end: 0 }
.counts a { display: inline-block; min-width: 1.5rem; min-height: 1.5rem }
.counts [aria-current] { font-weight: 600; color: inherit }
.pager { margin: 1.4rem 0 }
.members { padding-inline-start: 1.1rem }
.members.columns { column-gap: 2.5rem }
.members li { padding: .15rem 0 }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0 3rem }
.sides { padding-inline-start: 1.1rem; margin: .3rem 0 }
.sides ul { padding-inline-start: 1.1rem; font-size: .925rem; color: var(--soft) }
.sides q { color: var(--text) }
.sides > li { margin: .4rem 0 }
.kinds summary { cursor: pointer }
.kinds h2 { display: inline-block }
.why { display: inline-block; min-width: 1.5rem; min-height: 1.5rem; text-align: center }
.languages details summary { display: inline-block; min-height: 1.5rem; cursor: pointer; color: var(--soft) }
svg.classes { display: block; width: 100%; min-width: 38rem; max-width: 58rem; height: auto; font: 13px system-ui, sans-serif }
.classes text { fill: var(--text); text-anchor: middle; paint-order: stroke; stroke: var(--back); stroke-width: 4px; stroke-linejoin: round }
.classes .count { stroke: none; font-size: 12px }
.classes .by { fill: var(--soft); font-size: 11px }
.classes circle { fill: var(--raised); stroke: var(--link); stroke-width: 1.5px }
.classes a:hover circle, .classes a:focus-visible circle { fill: var(--mark) }
.classes a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.classes a text:not(.count) { fill: var(--link) }
.classes .none circle { stroke: var(--field); stroke-dasharray: 4 3 }
.classes path { fill: none; stroke: var(--field); opacity: .65 }
.classes .head { fill: var(--field); stroke: none; opacity: 1 }
.words summary { cursor: pointer; min-height: 1.5rem }
.words .inline li { padding: .1rem 0 }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1.2rem 0 }
.figures div { display: flex; flex-direction: column-reverse }
.figures dt { color: var(--soft); font-size: .875rem }
.figures dd { margin: 0; font-size: 1.5rem; line-height: 1.25; font-variant-numeric: tabular-nums }
.into { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .6rem; margin: 1.4rem 0; padding: 0; list-style: none }
.into li { padding: .5rem .9rem .6rem; border: 1px solid var(--line); border-radius: .4rem; color: var(--soft); font-size: .925rem }
.into a { display: block; min-height: 1.5rem; font-size: 1rem; font-weight: 600 }
`
