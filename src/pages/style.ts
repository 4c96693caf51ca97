import { queryStyle } from './query-style.ts'
import { browseStyle } from './style-browse.ts'
import { viewStyle } from './views/style.ts'

const colours = `:root { color-scheme: light dark; --text: #1c1e21; --soft: #565c63; --line: #d9dce0; --back: #fff; --raised: #f5f6f8; --link: #0b57a4; --accent: #8a4b08; --mark: #fff3d6; --field: #7b828a }
@media (prefers-color-scheme: dark) { :root { --text: #e6e7e9; --soft: #a9afb6; --line: #3a3f45; --back: #16181b; --raised: #1f2226; --link: #8ab8f0; --accent: #e0a866; --mark: #3a3016; --field: #868d95 } }
`

const text = `* { box-sizing: border-box }
html { scroll-padding-top: 1rem; text-size-adjust: 100%; -webkit-text-size-adjust: 100% }
body { margin: 0; color: var(--text); background: var(--back); font: 1rem/1.55 system-ui, sans-serif }
a { color: var(--link); text-underline-offset: .15em }
a:not(:hover) { text-decoration-thickness: from-font }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .75rem 0; overflow-wrap: anywhere; text-wrap: balance }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; color: var(--soft) }
p { margin: .6rem 0; overflow-wrap: anywhere }
q, blockquote, h1, .value { unicode-bidi: isolate }
.lead { font-size: 1.1rem }
.aliases { color: var(--soft) }
.abstract { white-space: pre-line; max-width: 46rem }
.more summary { color: var(--link); cursor: pointer; min-height: 1.5rem }
small { color: var(--soft); font-size: .875rem }
pre, code, textarea { font: .9rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
code { overflow-wrap: anywhere }
th code { overflow-wrap: break-word }
.run { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem }
.run select { min-width: 0; max-width: 14rem }
pre, textarea { width: 100%; padding: .8rem 1rem; overflow-x: auto; color: inherit; background: var(--raised); border: 1px solid var(--field); border-radius: .4rem }
pre { border-color: var(--line) }
textarea { display: block; margin-top: .3rem; resize: vertical }
button, select, input { font: inherit; padding: .35rem .7rem; min-height: 2.25rem; max-width: 100%; color: inherit; background: var(--raised); border: 1px solid var(--field); border-radius: .4rem }
input { background: var(--back) }
button { cursor: pointer; padding: .35rem .9rem }
button:hover { border-color: var(--link) }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
main { overflow-wrap: anywhere }
main:focus-visible { outline: 0 }
:target { background: var(--mark) }
main:target, :is(h1, h2, h3):target { background: none }
`

const frame = `header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.5rem; padding-top: .8rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line) }
.site { flex: 1 1 16rem; margin: 0; font-weight: 600; line-height: 1.35 }
.site a { display: inline-block; padding: .1rem 0; color: inherit; text-decoration: none }
.site a:hover { text-decoration: underline }
header nav { flex: 1 0 100% }
header nav a { padding: .15rem 0; min-height: 1.5rem }
.search { display: flex; gap: .4rem; flex: 0 1 21rem; align-items: center }
.search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.search input { flex: 1 1 8rem; min-width: 0 }
main .search { max-width: 30rem; margin: 1rem 0 }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--soft); font-size: .875rem; border-top: 1px solid var(--line) }
.skip { position: absolute; inset-inline-start: 1rem; top: -10rem; padding: .5rem 1rem; background: var(--back); border: 2px solid var(--link); z-index: 1 }
.skip:focus { top: .5rem }
.crumbs ol, .inline, .languages ul { display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin: 0; padding: 0; list-style: none }
.crumbs { margin-top: .9rem; font-size: .875rem; color: var(--soft) }
.crumbs ol { gap: .1rem .4rem }
.crumbs li { max-width: 100%; overflow-wrap: anywhere }
.crumbs li + li::before { content: "›"; margin-inline-end: .4rem }
.crumbs a, .languages a, .inline a { display: inline-block; min-height: 1.5rem }
.languages { font-size: .925rem; margin: .4rem 0 }
.columns { columns: 16rem; padding-inline-start: 1.1rem }
.columns li { padding: .1rem 0 }
.results, .passages, .disputes { padding-inline-start: 1.3rem }
.results > li, .passages > li, .disputes > li { margin: 1rem 0; padding-inline-start: .2rem }
.results p, .disputes p { margin: .15rem 0 }
.types { color: var(--soft); font-size: .875rem }
.about { display: flow-root }
.picture { float: right; width: 20rem; max-width: 100%; margin: .3rem 0 1rem 1.5rem }
.picture img { display: block; width: 100%; height: auto; aspect-ratio: 4 / 3; object-fit: contain; background: var(--raised); border-radius: .4rem; font-size: .8rem; color: var(--soft) }
.picture figcaption { font-size: .8125rem; color: var(--soft); padding-top: .3rem }
blockquote { margin: 0; padding-inline-start: .9rem; border-inline-start: 3px solid var(--line); max-width: 46rem }
blockquote p { margin: .2rem 0 }
.passages ul { margin: .3rem 0 0; padding-inline-start: 1.1rem; font-size: .925rem }
.place { color: var(--soft); margin: 0 }
.reading .piece { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 17rem); gap: 0 2rem; align-items: start }
.reading h3, .reading h4, .reading h5, .reading h6 { font-size: 1.05rem; color: inherit; margin: 1.2rem 0 .3rem }
.reading ul, .reading dl { margin: .6rem 0 }
.reading dl > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0 1rem; padding: .15rem 0 }
.reading dt { color: var(--soft) }
.reading dd { grid-column: 2; margin: 0 }
.reading .caption { color: var(--soft); font-size: .925rem }
mark { color: inherit; background: var(--mark); border-radius: .15rem }
mark :target, mark:target { outline: 2px solid var(--accent); outline-offset: 1px }
sup { font-size: .72rem; line-height: 1; white-space: nowrap }
sup a { padding: .3rem .15rem }
.told { font-size: .875rem; color: var(--soft); margin: .6rem 0 }
.told summary { cursor: pointer; min-height: 1.5rem; width: max-content; max-width: 100% }
.told ol { margin: .2rem 0; padding-inline-start: 1.6rem }
.told li { padding: .1rem 0 }
.query { font-size: .925rem }
`

const tables = `table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere }
tr td:last-child { padding-inline-end: 0 }
thead th { color: var(--soft); font-weight: 500; font-size: .875rem; border-top: 0 }
tbody th { font-weight: 500; width: 14rem; overflow-wrap: break-word }
td ul { margin: 0; padding: 0; list-style: none }
td p { margin: .2rem 0 }
.scroll { overflow-x: auto }
.wide th, .wide td { min-width: 6.5rem }
.facts thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.fact { position: relative; min-height: 1.6rem }
.fact > div { padding-inline-end: 6.5rem }
.qualifiers { padding-inline-start: 1rem; color: var(--soft); font-size: .925rem }
.qualifiers a { color: inherit }
.sources { font-size: .875rem; color: var(--soft) }
.sources summary { position: absolute; top: 0; inset-inline-end: 0; padding: .1rem .3rem; cursor: pointer; border-radius: .3rem; white-space: nowrap; min-height: 1.5rem }
.sources summary:hover { background: var(--raised); color: var(--text) }
.sources ul { margin: .4rem 0 .3rem; padding: .5rem .8rem; background: var(--raised); border-radius: .4rem }
.sources li + li { margin-top: .4rem }
.sources q { color: var(--text) }
.deprecated .value { text-decoration: line-through; text-decoration-color: var(--soft) }
.rank b, .dispute { color: var(--accent) }
.rank b { font-weight: 500 }
.dispute, .state { font-size: .8125rem; white-space: nowrap }
.dispute { display: inline-block; min-height: 1.5rem; min-width: 1.5rem }
`

const narrow = `@media (max-width: 40rem) {
h1 { font-size: 1.6rem }
tbody th { width: auto }
.picture { float: none; width: 100%; margin: .8rem 0 }
.facts, .facts tbody, .facts tr, .facts th, .facts td { display: block; width: auto }
.facts th { padding-bottom: 0 }
.facts td { border-top: 0; padding-inline-start: .8rem; padding-bottom: .3rem }
.facts tbody { padding-bottom: .3rem }
.search { flex: 1 1 100% }
.reading .piece { display: block }
.reading dl > div { grid-template-columns: 7rem minmax(0, 1fr) }
.told { margin-top: 0 }
}
`

const printed = `@media print {
:root { --text: #000; --soft: #333; --line: #bbb; --back: #fff; --raised: #fff; --link: #000; --accent: #000; --mark: #fff }
header nav, .search, .skip, .crumbs, .languages, .query, .pager, form { display: none }
main, header, footer { max-width: none; padding-inline: 0 }
details::details-content { content-visibility: visible; block-size: auto }
summary { list-style: none }
.more summary { display: none }
tr, figure, blockquote { break-inside: avoid }
h2, h3 { break-after: avoid }
}
`

/** The stylesheet of every page. */
export const style = colours + text + frame + tables + browseStyle + viewStyle + queryStyle + narrow + printed
