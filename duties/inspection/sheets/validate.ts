import type { FieldProblem } from '../../../platform/core/problem.ts'
import { sheetKinds, type Sheet, type SheetItem } from './sheet.ts'

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const blank = (text: string): boolean => text.trim() === ''

/** Texts that must not be empty, with the word for each. */
const words = (path: string, texts: readonly (readonly [name: string, text: string, zh: string, en: string])[], whose: string): FieldProblem[] =>
  texts.filter(([, text]) => blank(text)).map(([name, , zh, en]) => fault(`${path}${name}`, `${whose}缺少${zh}。`, `${whose === '' ? '' : `${whose.replace(/：$/, '')}: `}${en} is missing.`))

function measureFaults({ code, measure }: SheetItem, path: string): FieldProblem[] {
  if (!measure) return []
  const { unit, min, max } = measure
  const odd = [min, max].some((limit) => limit !== undefined && !Number.isFinite(limit))
  return [
    ...(blank(unit) ? [fault(`${path}.measure.unit`, `${code}：限值缺少单位。`, `${code}: the limit has no unit.`)] : []),
    ...(min === undefined && max === undefined ? [fault(`${path}.measure`, `${code}：限值既无下限也无上限。`, `${code}: the measure has neither a lower nor an upper limit.`)] : []),
    ...(odd ? [fault(`${path}.measure`, `${code}：限值不是有效的数。`, `${code}: a limit is not a number.`)] : []),
    ...(min !== undefined && max !== undefined && min > max ? [fault(`${path}.measure`, `${code}：下限 ${min} 大于上限 ${max}。`, `${code}: the lower limit ${min} is above the upper limit ${max}.`)] : []),
  ]
}

function itemFaults(item: SheetItem, at: number, facts: ReadonlySet<string>): FieldProblem[] {
  const path = `items.${at}`
  const { code, section, text, method, basis, when = [], points, photo } = item
  const name = blank(code) ? String(at + 1) : code
  return [
    ...words(`${path}.`, [
      ['code', code, '编号', 'the number'], ['section.zh', section.zh, '检查项目', 'the section'], ['section.en', section.en, '英文检查项目', 'the English section'],
      ['text.zh', text.zh, '检查内容', 'the text'], ['text.en', text.en, '英文检查内容', 'the English text'], ['method.zh', method.zh, '检查方式', 'the method'],
      ['method.en', method.en, '英文检查方式', 'the English method'], ['basis', basis, '依据', 'the basis'],
    ], `${name}：`),
    ...when.filter((fact) => !facts.has(fact)).map((fact) => fault(`${path}.when`, `${name}：表头没有“${fact}”这一情况。`, `${name}: the sheet asks for no fact “${fact}”.`)),
    ...(new Set(when).size < when.length ? [fault(`${path}.when`, `${name}：同一条件写了两次。`, `${name}: a condition stands there twice.`)] : []),
    ...measureFaults(item, path),
    ...(Number.isFinite(points) && points >= 0 ? [] : [fault(`${path}.points`, `${name}：分值应为不小于 0 的数。`, `${name}: points must be a number not below 0.`)]),
    ...(photo === undefined || photo === 'failed' || photo === 'always' ? [] : [fault(`${path}.photo`, `${name}：拍照要求只能是“不合格时”或“必拍”。`, `${name}: a photo is required “on failure” or “always”.`)]),
  ]
}

/** Each text that stands twice, with the places after its first. */
const again = (texts: readonly string[]): number[] => texts.flatMap((text, at) => (!blank(text) && texts.indexOf(text) < at ? [at] : []))

/**
 * Everything wrong with a sheet, all of it at once and in both languages; empty where the sheet may be used.
 * Paths are dotted: `items.3.measure`.
 */
export function faultsOfSheet(sheet: Sheet): readonly FieldProblem[] {
  const { kind, version, title, source, confidence, facts, items } = sheet
  const codes = new Set(facts.map(({ code }) => code))
  const asked = new Set(items.flatMap(({ when }) => when ?? []))
  return [
    ...(sheetKinds.includes(kind) ? [] : [fault('kind', `没有“${String(kind)}”这种检查表。`, `There is no kind of sheet “${String(kind)}”.`)]),
    ...(confidence === 'text' || confidence === 'reconstructed' ? [] : [fault('confidence', '可信程度只能是“原文”或“整理”。', 'Confidence is “text” or “reconstructed”.')]),
    ...words('', [['version', version, '版本号', 'The version'], ['title.zh', title.zh, '名称', 'The title'], ['title.en', title.en, '英文名称', 'The English title'], ['source', source, '来源', 'The source']], ''),
    ...facts.flatMap(({ code, text }, at) => words(`facts.${at}.`, [['code', code, '代码', 'the code'], ['text.zh', text.zh, '问题', 'the question'], ['text.en', text.en, '英文问题', 'the English question']], `${code}：`)),
    ...again(facts.map(({ code }) => code)).map((at) => fault(`facts.${at}.code`, `情况“${facts[at]!.code}”重复。`, `The fact “${facts[at]!.code}” is there twice.`)),
    ...facts.flatMap(({ code }, at) => (asked.has(code) ? [] : [fault(`facts.${at}`, `情况“${code}”没有项目用到。`, `No item depends on the fact “${code}”.`)])),
    ...(items.length === 0 ? [fault('items', '检查表没有项目。', 'The sheet has no items.')]
      : items.some(({ key }) => key) ? [] : [fault('items', '检查表没有重点项。', 'The sheet has no key item.')]),
    ...again(items.map(({ code }) => code)).map((at) => fault(`items.${at}.code`, `编号 ${items[at]!.code} 重复。`, `The number ${items[at]!.code} is there twice.`)),
    ...items.flatMap((item, at) => itemFaults(item, at, codes)),
  ]
}
