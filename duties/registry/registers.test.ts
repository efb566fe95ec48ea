import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { departmentFunctions } from '../../platform/identity/functions.ts'
import { columnsOf } from '../../platform/register/columns.ts'
import type { Field } from '../../platform/register/fields.ts'
import { normalise } from '../../platform/register/search.ts'
import { businessFields, businessForm } from './business-form.ts'
import { registryIndicators } from './indicators.ts'
import { registryRegisters } from './registers.ts'
import { findType, premisesTypeChoices } from './types.ts'

const fieldsOf = (fields: object): [string, Field][] => Object.entries(fields)
const schema = new URL('./schema/', import.meta.url)
const sql = (await Promise.all((await readdir(schema)).map((file) => readFile(new URL(file, schema), 'utf8')))).join('\n')
/** Registers of facts; a dated rule is the city’s own and names its source in a field. */
const facts = registryRegisters.filter(({ fields }) => !('valid_from' in fields))
const table = (name: string): string => new RegExp(`create table ${name} \\(\\n(.*?)\\n\\);`, 's').exec(sql)?.[1] ?? ''

describe('the registers of the registry', () => {
  it.each(facts.map((register) =>
    [register.name, register] as const))('%s: each field names the one department that is its source', (_, register) => {
    const functions = new Set(departmentFunctions.map(({ code }) => code))
    const unsourced = fieldsOf(register.fields).filter(([name, field]) => name !== 'merged_into' && !functions.has(field.source ?? ''))
    expect(unsourced.map(([name]) => name)).toEqual([])
  })

  it.each(registryRegisters.map((register) => [register.name, register] as const))('%s: every word stands in both languages',
    (_, register) => {
    const words = [register.title, register.about!, ...fieldsOf(register.fields).flatMap(([, field]) =>
      [field.label, ...(field.help ? [field.help] : []),
      ...(field.kind === 'choice' ? field.options.flatMap((option) => [option.label, ...(option.note ? [option.note] : [])]) : [])])]
    // 包保 has no English name in the field and is kept, with its letters explained.
    expect(words.filter(({ zh, en }) => zh === '' || /[\u4e00-\u9fff]/.test(en.replaceAll('包保', '')))).toEqual([])
  })

  it.each(registryRegisters.map((register) => [register.name, register] as const))('%s: every column a row shows is in the migration',
    (_, register) => {
    const standard = new Set(['id', 'region', 'version', 'created_at', 'updated_at', 'closed_at', 'closed_reason'])
    const missing = columnsOf(register as never).filter((name) => !standard.has(name)
      && !new RegExp(`^  ${name} `, 'm').test(table(register.name)))
    expect(missing).toEqual([])
  })
})

describe('the sheet of businesses', () => {
  it('no heading names two fields', () => {
    const seen = new Map<string, string>()
    const twice: string[] = []
    for (const [field, { label }] of fieldsOf(businessFields)) for (const heading of [label.zh, label.en,
      ...(businessForm.headings[field as keyof typeof businessFields] ?? [])]) {
      const before = seen.get(normalise(heading))
      if (before !== undefined && before !== field) twice.push(`${heading}: ${before}, ${field}`)
      seen.set(normalise(heading), field)
    }
    expect(twice).toEqual([])
  })

  it('each field has Chinese and English headings', () => {
    const poor = Object.keys(businessFields).filter((name) => {
      const headings = businessForm.headings[name as keyof typeof businessFields] ?? []
      return !headings.some((heading) => /[\u4e00-\u9fff]/.test(heading)) || !headings.some((heading) => /^[\x20-\x7e]+$/.test(heading))
    })
    expect(poor).toEqual([])
  })

  it.each(['单位名称', '企业名称', '经营者名称', '市场主体名称', '商户名称', '被抽样单位名称', '受检单位', '统一社会信用代码', '信用代码', '注册号', '法定代表人（负责人）', '法人', '经营场所', '生产地址',
    '住所',
    '许可证编号', '许可证号', '证号', '有效期至', '到期日期', '主体业态', '类别', '县区', '乡镇', '所属街道', '村（社区）', '联系电话', '手机', '发证日期', '食品安全总监', '食品安全员', '经度', '纬度',
      '包保级别'])('knows the heading %s', (heading) => {
    expect(Object.values(businessForm.headings).flat().map((known) => normalise(known!))).toContain(normalise(heading))
  })

  it('every other spelling leads to a choice that exists', () => {
    const wrong: string[] = []
    for (const [name, spellings] of Object.entries(businessForm.aliases)) {
      const field = fieldsOf(businessFields).find(([one]) => one === name)![1]
      const codes = field.kind === 'choice' ? field.options.map(({ code }) => code) : []
      for (const [spelling, code] of Object.entries(spellings)) if (code !== null
        && !codes.includes(code)) wrong.push(`${name}: ${spelling} → ${code}`)
    }
    expect(wrong).toEqual([])
  })

  it('no spelling of a type is the name of another', () => {
    const wrong = Object.entries(businessForm.aliases.type ?? {}).filter(([spelling, code]) =>
      premisesTypeChoices.some((type) => type.label.zh === spelling && type.code !== code))
    expect(wrong).toEqual([])
    expect(findType('CATE')?.label.zh).toBe('餐饮服务单位')
  })
})

describe('the indicators of the registry', () => {
  it('have each name once and count fields that exist', () => {
    const names = registryIndicators.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const wrong = registryIndicators.flatMap(({ name, value }) => {
      const sets = value.kind === 'share' ? [value.part, value.whole] : value.kind === 'count' ? [value.rows] : []
      return sets.flatMap((set) => {
        const register = registryRegisters.find((one) => one.name === set.register)
        return [...set.conditions, ...set.except.flat()].filter(([field]) => !register || !(field in register.fields)).map(([field]) =>
          `${name}: ${field}`)
      })
    })
    expect(wrong).toEqual([])
  })

  it('count what issue and law ask for', () => {
    expect(registryIndicators.map(({ name }) => name)).toEqual(expect.arrayContaining(['registry.premises', 'registry.licensed-share',
      'registry.expiring-90', 'registry.director-appointed', 'registry.unlicensed-open', 'registry.ledger-bound', 'registry.ledger-bound.a',
      'registry.premises.cant']))
  })
})
