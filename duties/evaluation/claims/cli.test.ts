import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { verdicts, type ClaimReport } from './contract.ts'

/** `shian claims` as a person or a script calls it, without a server or a database. */
const CLI = join(import.meta.dirname, '..', '..', '..', 'bin', 'shian.js')
const FIXTURES = join(import.meta.dirname, 'files', 'fixtures')
const folder = mkdtempSync(join(tmpdir(), 'shian-claims-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Outcome = { readonly status: number; readonly out: string; readonly said: string }

const claims = (words: readonly string[], env: Record<string, string> = {}): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [CLI, 'claims', ...words],
      { env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...env }, maxBuffer: 2 ** 26 },
      (error, out, said) => {
        if (error && typeof error.code !== 'number') reject(error)
        else resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, said })
      },
    )
  })

const paper = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const WRONG = paper('wrong.txt', '澄阳市工作总结\n2022年9月\n全市共有食品生产企业456家。投入经费1200万元（0.15亿元）。\n')
const RIGHT = paper('right.txt', '澄阳市工作总结\n2022年9月\n全市共有食品生产企业456家。投入经费1200万元（0.12亿元）。\n')

describe('the exit status', () => {
  test('is 1 with a contradiction, and the report tells sentence and calculation', async () => {
    const { status, out, said } = await claims([WRONG])
    expect([status, said]).toEqual([1, ''])
    expect(out).toMatch(/^1 份材料，\d+ 项数据：矛盾 1，/)
    expect(out).toContain('1. 矛盾 · 单位换算 · ')
    expect(out).toContain('投入经费1200万元（0.15亿元）')
    expect(out).toMatch(/计算：.*0\.15亿元/)
  })

  test('is 0 without one', async () => {
    expect(await claims([RIGHT])).toMatchObject({ status: 0, said: '' })
  })

  test.each([
    ['is not there', 'missing.txt'],
    ['is not what its name says', paper('x.pdf', '全市共有食品生产企业456家，不是一份文档。')],
    ['is empty', paper('empty.txt', '')],
    ['is in English', paper('en.txt', 'The city has 456 food producers.')],
    ['has a password', join(FIXTURES, 'lo-locked.pdf')],
  ])('is 2 where a file %s, with a sentence in each language', async (_, file) => {
    const { status, out, said } = await claims([file])
    expect([status, out]).toEqual([2, ''])
    const [zh = '', en = ''] = said.split('\n')
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/[a-z]{3}.*[.\w]$/)
    expect(said).not.toMatch(/^\s+at |node:internal|\.ts:\d+|Error:/m)
  })

  test('is 2 where one of several cannot be read, and each of them is named', async () => {
    const { status, said } = await claims([WRONG, join(folder, 'empty.txt'), join(folder, 'en.txt')])
    expect(status).toBe(2)
    for (const line of said.trim().split('\n')) expect(line).toMatch(/empty\.txt.*en\.txt/)
    expect(said).not.toContain('wrong.txt')
  })
})

describe('--json', () => {
  test('is the report and nothing else, offsets are those of the text, whatever the form of the paper', async () => {
    const { status, out } = await claims([WRONG, join(FIXTURES, 'lo-report.docx'), join(FIXTURES, 'lo-report.pdf'), '--json'])
    expect(status).toBe(1)
    const report = JSON.parse(out) as ClaimReport
    expect(Object.keys(report)).toEqual(['documents', 'claims', 'findings'])
    expect(report.documents.map((one) => Object.keys(one).toSorted())).toEqual(
      report.documents.map(() => ['city', 'claims', 'date', 'file', 'population', 'text']),
    )
    expect(report.documents.map(({ file }) => file)).toEqual([WRONG, join(FIXTURES, 'lo-report.docx'), join(FIXTURES, 'lo-report.pdf')])
    for (const { document, start, end, text } of report.claims) expect(report.documents[document]!.text.slice(start, end)).toBe(text)
    for (const { document, start, end, claims: own, verdict } of report.findings) {
      expect(report.documents[document]!.text.slice(start, end)).not.toBe('')
      expect(own.every((at) => at in report.claims)).toBe(true)
      expect(verdicts).toContain(verdict)
    }
    expect(report.documents.map(({ claims: n }, at) => n === report.claims.filter(({ document }) => document === at).length)).toEqual([
      true,
      true,
      true,
    ])
  })
})

test.each([
  [{ LANG: 'en_GB.UTF-8' }, /papers?, \d+ figures: Contradiction 1/],
  [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, /份材料/],
  [{ LANG: 'C.UTF-8' }, /份材料/],
])('the report is in the language of the terminal: %o', async (env, words) => {
  expect((await claims([WRONG], env)).out).toMatch(words)
})
