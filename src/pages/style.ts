/** The stylesheet of every page. */
export const style = `:root { color-scheme: light dark; --text: #1c1e21; --soft: #5b6168; --line: #d9dce0; --back: #fff; --raised: #f5f6f8; --link: #0b57a4; --accent: #8a4b08 }
@media (prefers-color-scheme: dark) { :root { --text: #e6e7e9; --soft: #a2a8b0; --line: #3a3f45; --back: #16181b; --raised: #1f2226; --link: #8ab8f0; --accent: #e0a866 } }
* { box-sizing: border-box }
body { margin: 0; color: var(--text); background: var(--back); font: 1rem/1.55 system-ui, sans-serif }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 1rem; padding-bottom: .6rem; border-bottom: 1px solid var(--line) }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem }
nav a:first-child { font-weight: 600; margin-right: auto; color: inherit }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--soft); font-size: .875rem; border-top: 1px solid var(--line) }
a { color: var(--link); text-underline-offset: .15em }
a:not(:hover) { text-decoration-thickness: from-font }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1.5rem 0 .75rem; overflow-wrap: anywhere }
h2 { font-size: 1.2rem; margin: 2rem 0 .6rem }
.lead { font-size: 1.1rem }
.abstract { white-space: pre-line; max-width: 46rem }
small, .sources { color: var(--soft); font-size: .875rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere }
thead th { color: var(--soft); font-weight: 500; font-size: .875rem; border-top: 0 }
tbody th { font-weight: 500; width: 14rem; overflow-wrap: break-word }
td ul { margin: 0; padding: 0; list-style: none }
.qualifiers { padding-left: 1rem; color: var(--soft); font-size: .925rem }
.deprecated td:first-of-type { text-decoration: line-through; text-decoration-color: var(--soft) }
.rank { color: var(--accent) }
.columns { columns: 16rem; padding-left: 1.1rem }
pre, code, textarea { font: .9rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
pre, textarea { width: 100%; padding: .8rem 1rem; overflow-x: auto; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: .4rem }
textarea { display: block; margin-top: .3rem; resize: vertical }
button, select { font: inherit; padding: .35rem .9rem; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: .4rem }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
@media (max-width: 40rem) { tbody th { width: auto } .facts, .facts tbody, .facts tr, .facts th, .facts td { display: block } .facts thead { display: none } .facts td { border-top: 0; padding-left: 1rem } }
`
