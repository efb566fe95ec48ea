import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

/** The command line as a person or a script calls it, without a server or a database. */
const CLI = join(import.meta.dirname, '..', 'bin', 'shian.js')
const FIXTURES = join(import.meta.dirname, '..', 'duties', 'workplan', 'fixtures', 'dev')
const folder = mkdtempSync(join(tmpdir(), 'shian-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Outcome = { readonly status: number; readonly out: string; readonly said: string }

const shian = (...words: string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, SHIAN_DATA: join(folder, 'data') }
    execFile(process.execPath, [CLI, ...words], { env, maxBuffer: 2 ** 26 }, (error, out, said) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, said })
    })
  })

/** A sentence in each language, the second line English, and nothing of the program's inside. */
function expectSentences({ out, said }: Outcome): void {
  expect(out).toBe('')
  const [zh = '', en = ''] = said.split('\n')
  expect(zh).toMatch(/\p{Script=Han}/u)
  expect(en).toMatch(/^[A-Z].*[.)]$|^[A-Z].*: \w+$/)
  expect(said).not.toMatch(/^\s+at |node:internal|\.ts:\d+|Error:/m)
}

const keysOf = (value: unknown): string[] => Object.keys(value as object).toSorted()

describe('help', () => {
  /** The commands that a page of help names, `help` itself aside. */
  const named = (page: string): string[] =>
    [...(page.split(/^命令 Commands:$/m)[1] ?? '').matchAll(/^ {2}([a-z][\w-]*)/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help')

  test('every command tells what it does and how it is used, in both languages, and ends with 0', async () => {
    const pages: string[] = []
    const walk = async (words: readonly string[]): Promise<void> => {
      const page = await shian(...words, '--help')
      expect(page, words.join(' ')).toMatchObject({ status: 0, said: '' })
      const [usage = '', , about = ''] = page.out.split('\n')
      expect(usage).toContain(['用法 Usage: shian', ...words].join(' '))
      expect(about, words.join(' ')).toMatch(/\p{Script=Han}.* [A-Za-z]/u)
      pages.push(words.join(' '))
      await Promise.all(named(page.out).map((name) => walk([...words, name])))
    }
    await walk([])
    expect(pages).toEqual(
      expect.arrayContaining([
        '',
        'serve',
        'demo',
        'plan read',
        'import businesses',
        'import fields',
        'export',
        'user add',
        'user list',
        'audit verify',
        'jobs retry',
        'backup',
        'restore',
      ]),
    )
  }, 30_000)
})

describe('a wrong call ends with 2 and a sentence in each language:', () => {
  test.each([
    ['an unknown command', ['nonsense'], '没有“nonsense”这个命令。'],
    ['an unknown command below another', ['plan', 'write'], '没有“write”这个命令。'],
    ['an unknown option', ['serve', '--nope'], '没有“--nope”这个选项。'],
    ['an argument left out', ['plan', 'read'], '缺少参数 <file>。'],
    ['too many arguments', ['plan', 'read', 'a', 'b'], '参数太多。'],
    ['an option without its value', ['serve', '--port'], '选项“--port <port>”后面缺少值。'],
    ['a value out of range', ['serve', '--port', '70000'], '选项“--port <port>”的值“70000”不对：0–65535'],
    [
      'a value that is none of the choices',
      ['export', 'person', '--format', 'doc'],
      '选项“--format <format>”的值“doc”不对：可选 xlsx, csv。',
    ],
    ['an option that must be given', ['user', 'add', 'zhang', '--role', 'clerk'], '必须给出选项“--name <name>”。'],
  ] as const)('%s', async (_, words, zh) => {
    const outcome = await shian(...words)
    expect(outcome.status).toBe(2)
    expectSentences(outcome)
    expect(outcome.said.split('\n')[0]).toBe(zh)
  })

  test('a group of commands without one shows its help', async () => {
    const outcome = await shian('import')
    expect(outcome).toMatchObject({ status: 2, out: '' })
    expect(outcome.said).toContain('businesses')
  })
})

describe('a file that cannot be read or written ends with 2 and says why, with or without --json:', () => {
  const broken = join(folder, 'broken.docx')
  const old = join(folder, 'old.xls')
  writeFileSync(broken, Buffer.from('PK\u0003\u0004 this is no archive'))
  writeFileSync(old, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array.from({ length: 600 }, () => 0)]))
  test.each([
    ['a notice that is not there', ['plan', 'read', join(folder, 'none.docx')]],
    ['a folder', ['plan', 'read', folder]],
    ['a damaged notice', ['plan', 'read', broken]],
    ['a sheet that is not there', ['import', 'businesses', join(folder, 'none.xlsx'), '--dry-run']],
    ['a file to be written into a folder that is not there', ['export', 'person', '--out', join(folder, 'none', 'people.xlsx')]],
    ['a sheet of an old format', ['import', 'businesses', old, '--dry-run']],
  ] as const)('%s', async (_, words) => {
    for (const more of [[], ['--json']]) {
      const outcome = await shian(...words, ...more)
      expect(outcome.status, outcome.said).toBe(2)
      expectSentences(outcome)
    }
  })
})

describe('--json', () => {
  const parsed = async (...words: string[]): Promise<unknown> => {
    const { status, out, said } = await shian(...words, '--json')
    expect({ status, said }).toEqual({ status: 0, said: '' })
    return JSON.parse(out)
  }

  test('plan read: the notice and its tasks, with exactly the keys that scripts rely on', async () => {
    const plan = (await parsed('plan', 'read', join(FIXTURES, '01-bracketed-ocr.txt'))) as { tasks: Record<string, unknown>[] } & Record<
      string,
      unknown
    >
    expect(keysOf(plan)).toEqual(['copied_to', 'date', 'issuer', 'number', 'recipients', 'tasks', 'title'])
    expect(plan.tasks.length).toBeGreaterThan(3)
    for (const task of plan.tasks) {
      expect(keysOf(task)).toEqual([
        'assisting',
        'deadlines',
        'heading',
        'joint',
        'lead',
        'mode',
        'number',
        'section',
        'superior',
        'targets',
        'text',
        'unclear',
      ])
      expect(['single', 'lead_divided', 'lead_assist', 'joint', 'unmarked', 'assists_superior']).toContain(task['mode'])
      for (const target of task['targets'] as object[]) expect(keysOf(target)).toEqual(['text', 'unit', 'value'])
      for (const deadline of task['deadlines'] as object[]) expect(keysOf(deadline)).toEqual(['copy', 'date', 'repeats', 'text', 'to'])
    }
    const expected = JSON.parse(readFileSync(join(FIXTURES, '01-bracketed-ocr.expected.json'), 'utf8')) as { tasks: { number: string }[] }
    expect(plan.tasks.map((task) => task['number'])).toEqual(expected.tasks.map(({ number }) => number))
  })

  test('plan read: a paper without tasks is answered with what to do', async () => {
    const paper = join(folder, 'letter.txt')
    writeFileSync(paper, '某市食安办关于召开会议的通知\n\n各成员单位：\n\n定于5月6日召开会议。\n')
    const { status, out, said } = await shian('plan', 'read', paper, '--json')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ tasks: [] })
    expect(said).toMatch(/没有从文件中识别出任务.*No tasks were found/s)
  })

  test('import businesses --dry-run: columns, counts and rejected rows by their number in the sheet, and nothing else', async () => {
    const sheet = join(folder, 'sheet.csv')
    writeFileSync(sheet, '食品经营者名单,,\n企业名称,许可证编号,业态\n甲店,JY1,小餐饮\n,,\n乙店,JY14070200012345,没有这种\n合计,2,\n')
    const found = (await parsed('import', 'businesses', sheet, '--dry-run')) as {
      columns: unknown
      counts: unknown
      rejected: { row: number; reasons: string[] }[]
    }
    expect(keysOf(found)).toEqual(['columns', 'counts', 'rejected'])
    expect(found.columns).toEqual({ 企业名称: 'enterprise_name', 许可证编号: 'licence_number', 业态: 'type' })
    expect(found.counts).toEqual({ read: 2, valid: 0, rejected: 2 })
    expect(found.rejected.map(({ row }) => row)).toEqual([3, 5])
    for (const one of found.rejected) {
      expect(keysOf(one)).toEqual(['reasons', 'row'])
      expect(one.reasons.length).toBeGreaterThan(0)
    }
  })

  test('import fields: the names that a dry run’s columns use, each with its label in both languages', async () => {
    const fields = (await parsed('import', 'fields')) as { name: string; zh: string; en: string }[]
    for (const field of fields) expect(keysOf(field)).toEqual(['en', 'name', 'zh'])
    expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['enterprise_name', 'licence_number', 'type']))
  })

  test('openapi prints a document that parses', async () => {
    const { status, out } = await shian('openapi')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ openapi: '3.1.0' })
  })
})
