import type { Bilingual } from '../../platform/core/bilingual.ts'
import { inForce, type Dated } from '../../platform/core/dated.ts'
import { date, type DateOnly } from '../../platform/core/dates.ts'
import { lineage } from './types.ts'
import { holds, type Business, type Where } from './where.ts'

/** Who must appoint a food safety director (食品安全总监): the first line that holds. */
export type DirectorLine = { readonly where: Where; readonly title: Bilingual }
export type DirectorTable = Dated & { readonly lines: readonly DirectorLine[] }

const line = (where: Where, zh: string, en: string): DirectorLine => ({ where, title: { zh, en } })
/** What the law's words 大中型 and 连锁总部 mean here. */
const BIG = ['large', 'medium', 'chain-head']
const LAW = '《企业落实食品安全主体责任监督管理规定》（市场监管总局令第60号，2025年起第97号）'

const lines: readonly DirectorLine[] = [
  line({ types: ['INFA', 'HEAL'] }, '特殊食品生产企业', 'special-food producer'),
  line({ types: ['PRODUCTION'], foods: ['infant_formula', 'fsmp', 'health_food'] }, '特殊食品生产企业', 'special-food producer'),
  line({ types: ['PROD', 'ADDI'], scales: BIG }, '大中型食品生产企业', 'large or middle-sized producer'),
  line({ types: ['DIST'], scales: BIG }, '大中型食品销售企业、连锁销售企业总部', 'large or middle-sized seller, head of a chain'),
  line({ types: ['CATE', 'CENT'], scales: BIG }, '大中型餐饮服务企业、连锁餐饮企业总部', 'large or middle-sized caterer, head of a chain'),
  line({ types: ['CANT_KINDERGARTEN', 'CARE_NURSERY'], dinersFrom: 300 }, '用餐人数 300 人以上的托幼机构食堂', 'kindergarten or nursery from 300 diners'),
  line({ types: ['CANT_SCHOOL', 'CANT_UNIVERSITY'], dinersFrom: 500 }, '用餐人数 500 人以上的学校食堂', 'school canteen from 500 diners'),
  line({ types: ['CANT', 'CENT'], dinersFrom: 1000 }, '用餐或供餐人数 1000 人以上的单位', 'canteen or meal supplier from 1,000 diners'),
]

/**
 * Who must appoint a director, as a new city starts with it; the city's own lines are rows of `director_rule`. The thresholds are recalled (high); the text of the rule in force since
 * 2025-04-15 was not at hand, so that version carries the older thresholds until it is read. Nothing was asked before the first.
 */
export const directorTables: readonly DirectorTable[] = [
  { version: '-', valid_from: date('1900-01-01'), valid_to: date('2022-11-01'), source: '第60号令施行前', confidence: 'recalled_high', lines: [] },
  { version: '60', valid_from: date('2022-11-01'), valid_to: date('2025-04-15'), source: LAW, confidence: 'recalled_high', lines },
  { version: '97', valid_from: date('2025-04-15'), valid_to: null, source: `${LAW}；第97号令条文待核`, confidence: 'recalled_medium', lines },
]

/** The line by which premises must appoint a director on a day, or null: others need a food safety officer (食品安全员) only. */
export const directorLine = (business: Business, day: DateOnly, tables: readonly DirectorTable[] = directorTables): DirectorLine | null =>
  inForce(tables, day, 'director').lines.find(({ where }) => holds(where, business)) ?? null

/** Whether premises must appoint a director on a day. @param tables the city's lines; those shipped unless given */
export const mustAppointDirector = ({ type, scale, diners }: { readonly type: string; readonly scale: string | null; readonly diners: number | null }, day: DateOnly, tables?: readonly DirectorTable[]): boolean =>
  directorLine({ types: lineage(type), scale, diners }, day, tables) !== null
