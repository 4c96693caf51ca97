/** The stylesheet of the report of disagreements, but for the rules of its filters. */
export const reportStyle = `:root { color-scheme: light dark; --text: #1c1e21; --soft: #565c63; --line: #d9dce0; --back: #fff; --raised: #f6f7f9; --link: #0b57a4; --open: #9a4a00; --open-back: #fdf1e3; --good: #1f6b3a; --good-back: #e8f4ec; --bad: #a12a2a; --bad-back: #fbeaea }
@media (prefers-color-scheme: dark) { :root { --text: #e6e7e9; --soft: #a7adb5; --line: #3a3f45; --back: #16181b; --raised: #1f2226; --link: #8ab8f0; --open: #f0b36b; --open-back: #3a2a16; --good: #84d3a0; --good-back: #1b3324; --bad: #f0a0a0; --bad-back: #3c2020 } }
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0 auto; max-width: 70rem; padding: 0 1.25rem 3rem; color: var(--text); background: var(--back); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
a { color: var(--link); text-underline-offset: .15em }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 2rem 0 .5rem }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .25rem }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 0 }
h4 { font-size: .8rem; font-weight: 600; letter-spacing: .02em; margin: 1rem 0 .3rem; color: var(--soft) }
p { margin: .4rem 0 }
ul, ol { margin: 0; padding: 0; list-style: none }
small, .soft { color: var(--soft); font-size: .875rem; font-weight: 400 }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
table { border-collapse: collapse; margin: 1.25rem 0; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem }
th, td { padding: .3rem 1.5rem .3rem 0; border-top: 1px solid var(--line); text-align: right; font-weight: 400 }
th:first-child { text-align: left }
thead th { color: var(--soft); font-size: .875rem; border-top: 0 }
tfoot :is(th, td) { font-weight: 600 }
td:last-child, th:last-child { padding-right: 0 }
.contents { margin: 1rem 0 }
summary { cursor: pointer }
.contents li li { padding-left: 1.25rem }
.contents > ol > li { margin-top: .6rem }
fieldset { border: 0; margin: .75rem 0; padding: 0; display: flex }
legend { float: left; padding: .25rem .6rem .25rem 0; font-weight: 600; min-width: 4rem }
fieldset div { display: flex; flex-wrap: wrap; gap: .4rem }
label { display: inline-flex; gap: .4rem; align-items: center; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: 1rem; cursor: pointer }
label:has(:checked) { border-color: var(--link); background: var(--raised) }
label:has(:focus-visible) { outline: 2px solid var(--link); outline-offset: 2px }
input { margin: 0; accent-color: var(--link) }
input:focus-visible { outline: 0 }
@supports not selector(:has(*)) { .filters { display: none } }
.none { display: none; margin: 2rem 0 }
article { margin: 1rem 0; padding: 1rem 1.25rem 1.1rem; border: 1px solid var(--line); border-left: .3rem solid var(--line); border-radius: .5rem }
article.is-open { border-left-color: var(--open) }
article:target { box-shadow: 0 0 0 2px var(--link) }
article header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; justify-content: space-between }
.badge { flex: none; display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .8rem; font-weight: 600; color: var(--soft); background: var(--raised); white-space: nowrap }
.is-open > header .badge { color: var(--open); background: var(--open-back) }
.is-settled > header .badge, .preferred > .value .badge { color: var(--good); background: var(--good-back) }
.deprecated > .value .badge { color: var(--bad); background: var(--bad-back) }
.normal > .value .badge { background: var(--line); color: var(--text) }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: .75rem; margin: .9rem 0 }
.sides > li { padding: .7rem .9rem; background: var(--raised); border-radius: .4rem }
.value { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: baseline; margin: 0 }
.deprecated strong { text-decoration: line-through; text-decoration-color: var(--bad) }
.reason { font-size: .925rem }
.witnesses > li { margin-top: .6rem; font-size: .925rem }
.witnesses p { margin: 0 }
cite { font-style: normal }
blockquote { margin: .25rem 0; padding-left: .75rem; border-left: 2px solid var(--line); font-family: ui-serif, Georgia, serif }
.decision { margin-top: 1rem; padding-left: .9rem; border-left: 2px solid var(--good) }
.is-open .decision { border-left-color: var(--open) }
.decision p, .decision h4 { margin: 0 }
article footer { margin-top: .8rem; font-size: .8rem }
.iri { font-size: .8rem }
.iri a, article footer a { color: var(--soft) }
@media (max-width: 34rem) { body { padding: 0 .8rem 2rem } article { padding: .8rem .8rem .9rem } fieldset { display: block } legend { float: none; padding-bottom: .4rem } h1 { font-size: 1.5rem; margin-top: 1.25rem } th, td { padding-right: .8rem } }
@media print { :root { color-scheme: light; --text: #000; --soft: #444; --back: #fff; --raised: #fff; --line: #999; --link: #000; --open: #000; --good: #000; --bad: #000; --open-back: #fff; --good-back: #fff; --bad-back: #fff } html { font-size: 10pt } body { max-width: none; padding: 0 } .badge { background: none !important } .filters, .contents { display: none } article { break-inside: avoid } .sides > li, .badge { border: 1px solid var(--line) } h2, h3 { break-after: avoid } }
`

/** Rules by which chosen radio buttons hide what they leave out, for so many kinds. */
export function filterStyle(kinds: readonly { readonly open: number; readonly settled: number }[]): string {
  const rules = [
    // Of one kind there is no sum to tell.
    'body:not(:has(#only-all:checked)) tfoot { display: none }',
    'body:has(#state-open:checked) :is(.is-settled, .no-open), body:has(#state-settled:checked) :is(.is-open, .no-settled) { display: none }'
  ]
  for (const [i, { open, settled }] of kinds.entries()) {
    rules.push(`body:has(#only-${i}:checked) .kind:not(.k${i}) { display: none }`)
    for (const [state, count] of Object.entries({ open, settled }))
      if (count === 0)
        rules.push(
          `body:has(#only-${i}:checked):has(#state-${state}:checked) { nav { display: none } .none { display: block } }`
        )
  }
  return `${rules.join('\n')}\n`
}
