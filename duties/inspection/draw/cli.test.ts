import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { DrawFile } from './draw.ts'

/** `shian draw` as a person or a script calls it, without a server or a database. */
const CLI = join(import.meta.dirname, '..', '..', '..', 'bin', 'shian.js')
const folder = mkdtempSync(join(tmpdir(), 'shian-draw-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Outcome = { readonly status: number; readonly out: string; readonly said: string }
const draw = (...words: string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [CLI, 'draw', ...words], { env: { PATH: process.env['PATH'] ?? '', HOME: folder } }, (error, out, said) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, said })
    })
  })
const put = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const POOL = put('pool.csv', `id,name,weight\n${Array.from({ length: 40 }, (_, at) => `P${at},单位${at},${at % 3 === 0 ? 3 : 1}`).join('\n')}\n`)
const INSPECTORS = put('inspectors.csv', '\uFEFF编号,姓名,回避\nI1,甲,P1；P2\nI2,乙,\nI3,丙,P3;P4;P5;P6;P7\nI4,丁,P8;P9;P10;P11\n')
const OUT = join(folder, 'draw.json')
const make = (...more: string[]) => draw('make', '--pool', POOL, '--inspectors', INSPECTORS, '--count', '12', '--seed', '07-31', '--out', OUT, ...more)

describe('draw make', () => {
  test('writes pool, inspectors, seed, the method in words and the draws; verify agrees and ends with 0', async () => {
    expect((await make()).status).toBe(0)
    const file = JSON.parse(readFileSync(OUT, 'utf8')) as DrawFile
    expect(file.pool).toHaveLength(40)
    expect(file.inspectors[0]).toEqual({ id: 'I1', name: '甲', recuse: ['P1', 'P2'] })
    expect([file.seed, file.draws.length, file.draws.every(({ inspectors }) => inspectors.length === 2)]).toEqual(['07-31', 12, true])
    expect(file.algorithm.zh.length).toBeGreaterThan(100)
    expect((await draw('verify', OUT)).status).toBe(0)
  })

  test('a name swapped in the file ends verify with 1 and says where', async () => {
    await make()
    const file = JSON.parse(readFileSync(OUT, 'utf8')) as DrawFile
    const other = file.inspectors.find(({ id }) => !file.draws[3]!.inspectors.includes(id))!.id
    const changed = put('changed.json', JSON.stringify({ ...file, draws: file.draws.with(3, { ...file.draws[3]!, inspectors: [file.draws[3]!.inspectors[0]!, other] }) }))
    const { status, out } = await draw('verify', changed)
    expect(status).toBe(1)
    expect(out).toContain('Draw 4 parts')
  })

  test('every fault of both lists is told at once, in both languages', async () => {
    const pool = put('bad-pool.csv', 'id,name,weight\nP1,甲店,0\nP1,乙店,1\n,丙店,1\n')
    const inspectors = put('bad-inspectors.csv', 'id,name,recuse\nI1,甲,P9\n')
    const { status, said } = await draw('make', '--pool', pool, '--inspectors', inspectors, '--count', '9', '--seed', ' ', '--out', OUT)
    expect(status).not.toBe(0)
    for (const words of ['权重', '重复', '没有编号', '不在名录中', '大于名录', '种子不能为空', '不足 2 人']) expect(said).toContain(words)
    for (const words of ['weight', 'stands there twice', 'has no id', 'not in the pool', 'larger than the pool', 'The seed is empty', 'fewer than 2']) expect(said).toContain(words)
  })

  test('objects for which recusals leave fewer than two inspectors are named', async () => {
    const inspectors = put('few.csv', 'id,name,recuse\nI1,甲,P1\nI2,乙,\n')
    const { status, said } = await draw('make', '--pool', POOL, '--inspectors', inspectors, '--count', '2', '--seed', 's', '--out', OUT)
    expect(status).not.toBe(0)
    expect(said).toContain('单位1')
  })
})

test.each([
  ['its words', (file: DrawFile) => ({ ...file, algorithm: { zh: '另一种', en: 'another' } })],
  ['a weight to nothing', (file: DrawFile) => ({ ...file, pool: file.pool.with(0, { ...file.pool[0]!, weight: 0 }) })],
  ['weights that lie too far apart', (file: DrawFile) => ({ ...file, pool: file.pool.map((one, at) => ({ ...one, weight: at % 2 ? 1_000_000 : 0.000001 })) })],
])('verify of a file that changed %s ends with 1 at once', async (name, change) => {
  await make()
  const file = JSON.parse(readFileSync(OUT, 'utf8')) as DrawFile
  expect((await draw('verify', put(`${name}.json`, JSON.stringify(change(file))))).status).toBe(1)
})

test('verify of a pool from before its draw says that there is no list yet, and whether its commitment is its own', async () => {
  await make()
  const { seed: _, draws: __, redrawn: ___, ...frozen } = JSON.parse(readFileSync(OUT, 'utf8')) as DrawFile
  const before = await draw('verify', put('frozen.json', JSON.stringify(frozen)))
  expect([before.status, before.said]).toEqual([2, expect.stringContaining('there is no list yet')])
  expect((await draw('verify', put('frozen-other.json', JSON.stringify({ ...frozen, count: 11 })))).said).toContain('is not what its commitment says')
})

test.each([['no JSON', 'x'], ['another JSON', '{"a":1}'], ['a draw without a seed', '{"format":"shian-double-draw/1"}']])('verify of %s ends with 2', async (name, text) => {
  expect((await draw('verify', put(`${name}.json`, text))).status).toBe(2)
})
