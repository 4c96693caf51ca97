/** How what scripts add looks: suggestions below the search box, and the editor with what stands around it. */
export const queryStyle = `.search { position: relative }
.suggestions { position: absolute; z-index: 2; top: 100%; inset-inline: 0; margin: .2rem 0 0; padding: .25rem; list-style: none; background: var(--back); border: 1px solid var(--field); border-radius: .4rem; max-height: 26rem; overflow-y: auto }
.suggestions li { padding: .35rem .6rem; border-radius: .3rem; cursor: pointer; overflow-wrap: anywhere }
.suggestions li[aria-selected="true"] { background: var(--mark); outline: 2px solid var(--link); outline-offset: -2px }
.suggestions small { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.scripted { display: none }
@media (scripting: enabled) { .scripted { display: revert } }
.hint { margin: .3rem 0; color: var(--soft); font-size: .8125rem }
.editor { display: block; position: relative; margin-top: .3rem }
textarea[hidden] { display: none }
.fault { border-inline-start: 3px solid var(--accent); padding-inline-start: .8rem; white-space: pre-wrap }
#examples summary { cursor: pointer; min-height: 1.5rem; padding: .1rem 0 }
#examples li { padding: .1rem 0 }
.downloads { display: flex; flex-wrap: wrap; gap: .1rem .9rem; font-size: .925rem }
.downloads a { display: inline-block; min-height: 1.5rem; min-width: 1.5rem }
#answer[aria-busy="true"] { opacity: .5 }
`
