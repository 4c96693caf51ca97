import { SearchBox } from './search/search-box.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form.search')) new SearchBox(form)
