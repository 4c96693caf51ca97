import { describe, expect, test } from 'vitest'
import type { Problem } from '../src/problem.ts'
import { parseSettings } from '../src/vault/vault.ts'

function read(yaml: string) {
  const problems: Problem[] = []
  const settings = parseSettings(yaml, problem => problems.push(problem))
  return { settings, problems }
}

describe('the model of the settings', () => {
  test('is none unless it is set', () => {
    expect(read('title: x\n').settings).not.toHaveProperty('model')
    expect(read('title: x\nmodel:\n').settings).not.toHaveProperty('model')
  })

  test.each([
    ['https://models.example/v1', 'https://models.example/v1/chat/completions'],
    ['https://models.example/v1/', 'https://models.example/v1/chat/completions'],
    ['https://models.example/v1/chat/completions', 'https://models.example/v1/chat/completions'],
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/chat/completions']
  ])('may give its base or its endpoint: %s', (url, endpoint) => {
    expect(read(`model: {url: "${url}", name: small, key: MODEL_KEY}\n`)).toMatchObject({
      settings: { model: { url: endpoint, name: 'small', key: 'MODEL_KEY' } },
      problems: []
    })
  })

  test('needs no key', () => {
    expect(read('model:\n  url: http://models.example/v1\n  name: small\n').settings?.model).toEqual({
      url: 'http://models.example/v1/chat/completions',
      name: 'small'
    })
  })

  test.each([
    ['model:\n  name: small\n', 2, 'model has no url', 'https://example.org/v1'],
    ['model:\n  url: https://models.example\n', 2, 'model has no name', 'the name by which'],
    ['model:\n  url: models.example\n  name: a\n', 2, 'is not an absolute http', 'https://example.org/v1'],
    ['model:\n  name: a\n  url: ftp://models.example\n', 3, 'is not an absolute http', 'https'],
    ['model:\n  url: https://me:pw@models.example\n  name: a\n', 2, 'holds a password', 'under key'],
    ['model:\n  url: https://models.example?key=pw\n  name: a\n', 2, 'holds a password', 'under key'],
    ['model:\n  url: http://models.example\n  name: a\n  key: KEY\n', 2, 'unencrypted', 'https'],
    [
      'model:\n  url: https://m.example\n  name: a\n  key: sk-canary-1\n',
      4,
      'not the name of',
      'never the key'
    ],
    ['model: https://models.example\n', 1, 'model is not a list of key: value lines', 'url, name, key'],
    ['model:\n  url: https://m.example\n  name: [a, b]\n', 3, 'name is not a single value', 'on one line']
  ])('is told what is wrong with it: %j', (yaml, line, message, remedy) => {
    const { settings, problems } = read(yaml)
    expect(settings).toBeUndefined()
    expect(problems[0]).toMatchObject({
      severity: 'error',
      line,
      message: expect.stringContaining(message),
      remedy: expect.stringContaining(remedy)
    })
  })

  test('repeats no key that was written where its name belongs, nor a password', () => {
    for (const yaml of [
      'model:\n  url: https://m.example\n  name: a\n  key: sk-canary-1\n',
      'model:\n  url: https://me:canary@m.example\n  name: a\n'
    ])
      expect(JSON.stringify(read(yaml).problems)).not.toContain('canary')
  })

  test('warns of a setting that there is none', () => {
    const { settings, problems } = read('model:\n  url: https://m.example\n  name: a\n  secret: x\n')
    expect(settings?.model?.name).toBe('a')
    expect(problems).toMatchObject([{ severity: 'warning', line: 4 }])
  })
})
