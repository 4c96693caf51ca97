/** The sign of the site: the shell of a sea turtle with its hooked beak, to be seen at 16 pixels too. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<path d="M4 12C1 15 1 22 3 26c3-2 5-6 5-9zM28 21c2 2 3 5 2 8-3 0-6-2-7-5z" fill="#3f7f66"/>
<path d="M20 8c1-5 6-7 9-5 2 2 2 4 2 7l-3-1c0 2-2 4-5 4z" fill="#3f7f66"/>
<circle cx="26" cy="5.5" r="1" fill="#fff"/>
<ellipse cx="14" cy="18" rx="11" ry="10" fill="#8a4b08"/>
<path d="M14 12l5 3v6l-5 3-5-3v-6zM14 12V8M19 15l4-2M19 21l4 2M14 24v4M9 21l-4 2M9 15l-4-2" fill="none" stroke="#f3d9a4" stroke-width="1.5"/>
</svg>
`
