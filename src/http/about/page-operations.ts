import { type OperationParameter, type OperationRow, sent } from './operation.ts'

/** What the pages share with other operations: an example, and parameters. */
interface Shared {
  /** The name of an entity's documents. */
  readonly entity: string
  readonly name: OperationParameter
  readonly lang: OperationParameter
  readonly page: OperationParameter
}

/** The ways into the dataset for people: lists, disagreements, and what is drawn. */
export function pageOperations({ entity, name, lang, page }: Shared): OperationRow[] {
  const ofDisagreements = {
    kind: { says: 'The name of a kind, such as ClosedListContradiction' },
    state: { says: 'Whether they are decided', values: ['open', 'settled'] },
    page
  }
  return [
    {
      path: 'browse',
      id: 'browse',
      summary: 'The ways into the dataset, for people: classes and properties',
      parameters: { lang },
      answers: sent('The page', ['text/html']),
      faults: [400, 406]
    },
    {
      path: 'classes',
      id: 'classes',
      summary: 'The things of a class, for people; without one, the classes',
      parameters: { class: { says: 'The IRI of a class' }, page, lang },
      answers: sent('The page', ['text/html']),
      faults: [400, 404, 406]
    },
    {
      path: 'properties',
      id: 'properties',
      summary: 'What has a property, with its values, for people; without one, the properties',
      parameters: { property: { says: 'The IRI of a property, or of its predicate' }, page, lang },
      answers: sent('The page', ['text/html']),
      faults: [400, 404, 406]
    },
    {
      path: 'disagreements',
      id: 'disagreements',
      summary: 'Where sources disagree, who says which, and what was decided; a page at a time',
      parameters: { ...ofDisagreements, lang },
      answers: sent('A page of them, with their counts; of a table more rows', [
        'application/json',
        'text/html',
        'text/csv'
      ]),
      faults: [400, 404, 406]
    },
    {
      path: 'disagreements.csv',
      id: 'disagreementTable',
      summary: 'Where sources disagree, as a table; Link leads to the next page',
      parameters: ofDisagreements,
      answers: sent('The table', ['text/csv']),
      faults: [400, 404, 406]
    },
    {
      path: 'map',
      id: 'map',
      summary: 'Everything that has coordinates, on a map and as a list',
      parameters: {
        bbox: { says: 'The part of the earth: west,south,east,north in degrees', example: '-10,35,60,70' },
        page: { ...page, says: 'Which page of the list, from 1' },
        lang
      },
      answers: sent('The page', ['text/html']),
      faults: [400, 404, 406]
    },
    {
      path: 'timeline',
      id: 'timeline',
      summary: 'What is dated, of everything or of one thing, as bars and in words',
      parameters: {
        about: { says: 'What it is about: the id or the IRI of an entity', example: entity },
        property: { says: 'The property that is dated: a P-id, a key or an IRI' },
        from: { says: 'From when: a year, -44 for 44 BC, a month or a day', example: '1900' },
        to: { says: 'Until when', example: '2100-12-31' },
        page,
        lang
      },
      answers: sent('The page', ['text/html']),
      faults: [400, 404, 406]
    },
    {
      routes: ['neighbours/*'],
      path: 'neighbours/{name}',
      id: 'neighbours',
      summary: 'What an entity is related to, as a drawing and as a list',
      parameters: { name, lang },
      answers: { ...sent('The page', ['text/html']), 301: { says: 'The one spelling of this address' } },
      faults: [400, 404, 406]
    }
  ]
}
