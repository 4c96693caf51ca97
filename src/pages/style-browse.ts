/** How lists, their counts and their pages look. */
export const browseStyle = `.counts .number { text-align: end; width: 6rem; padding-inline-end: 0 }
.counts a { display: inline-block; min-width: 1.5rem; min-height: 1.5rem }
.counts [aria-current] { font-weight: 600; color: inherit }
.pager { margin: 1.4rem 0 }
.members { padding-inline-start: 1.1rem }
.members li { padding: .15rem 0 }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 0 3rem }
.sides { padding-inline-start: 1.1rem; margin: .3rem 0 }
.sides ul { padding-inline-start: 1.1rem; font-size: .925rem; color: var(--soft) }
.sides q { color: var(--text) }
.sides > li { margin: .4rem 0 }
.why { display: inline-block; min-width: 1.5rem; min-height: 1.5rem; text-align: center }
.languages details summary { display: inline-block; min-height: 1.5rem; cursor: pointer; color: var(--soft) }
`
