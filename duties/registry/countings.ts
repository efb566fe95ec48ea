import type { Bilingual } from '../../platform/core/bilingual.ts'
import { typesUnder, type PremisesTypeCode } from './types.ts'

/**
 * How published documents count premises (口径). The same word covers other places in another document, so a figure is
 * comparable only under its own counting. Data: a city adds its own.
 */
export type Counting = {
  readonly code: string
  /** The document that counts so. */
  readonly title: Bilingual
  readonly groups: readonly CountingGroup[]
}
export type CountingGroup = {
  readonly code: string
  readonly title: Bilingual
  /** Types counted together, each with all below it, less `except` with all below. */
  readonly types: readonly PremisesTypeCode[]
  readonly except?: readonly PremisesTypeCode[]
}

const group = (code: string, zh: string, en: string, types: readonly PremisesTypeCode[],
  except?: readonly PremisesTypeCode[]): CountingGroup =>
  ({ code, title: { zh, en }, types, except })

/** Catering without canteens, where a document counts them apart. */
const CATERING_ALONE = ['CANT', 'VEND', 'CARE'] as const

export const countings = [
  { code: 'jinzhong-2022', title: { zh: '晋中市 2022 年自评：小作坊、保健食品在生产企业之外，食堂在餐饮之内',
    en: 'Jinzhong 2022: workshops and health food beside producers, canteens inside catering' }, groups: [
    group('producers', '食品生产企业', 'Producers', ['PROD', 'INFA']), group('additives', '食品添加剂生产企业', 'Additive producers', ['ADDI']),
    group('health-food', '保健食品生产企业', 'Health-food producers', ['HEAL']), group('workshops', '食品小作坊', 'Workshops', ['WORK']),
    group('catering', '餐饮服务单位（含食堂）', 'Catering with canteens', ['CATERING'], ['VEND', 'CARE']),
    group('school-canteens', '学校食堂', 'School canteens', ['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CANT_UNIVERSITY']),
    group('pupils-canteens', '中小学及幼儿园食堂', 'Canteens of schools and kindergartens', ['CANT_SCHOOL', 'CANT_KINDERGARTEN']),
    group('wholesale', '批发市场', 'Wholesale markets', ['WHOL_WHOLESALE']), group('grain', '粮食收购企业', 'Grain buyers', ['GRAI']),
      group('washing', '餐饮具消毒单位', 'Tableware disinfection', ['WASH']),
  ] },
  { code: 'yuncheng-2020', title: { zh: '运城市 2020 年报告', en: 'Yuncheng 2020' }, groups: [
    group('producers', '食品生产企业', 'Producers', ['PROD', 'HEAL', 'INFA']), group('sellers', '食品流通企业', 'Distributors', ['DIST']),
      group('catering', '餐饮服务单位', 'Catering', ['CATE', 'CENT']),
    group('infant-formula-sellers', '婴幼儿配方乳粉经营单位', 'Infant formula sellers', ['INFA_SALE']),
    group('three-small', '三小（小作坊、小经营店、小摊点）', 'Three small: workshops, small shops, vendors', ['WORK', 'SHOP', 'VEND']),
  ] },
  { code: 'taiyuan-2021', title: { zh: '太原市 2021 年自评：小作坊、保健食品在生产企业之内，食堂在餐饮之外',
    en: 'Taiyuan 2021: workshops and health food inside producers, canteens outside catering' }, groups: [
    group('producers', '食品生产企业（含小作坊、保健食品）', 'Producers with workshops and health food', ['PROD', 'WORK', 'HEAL', 'INFA']),
      group('workshops', '食品小作坊', 'Workshops', ['WORK']),
    group('operators', '食品经营企业', 'Operators: sale and catering', ['DIST', 'SHOP', 'CATERING'], CATERING_ALONE),
    group('sellers', '食品流通企业（含小经营店）', 'Distributors with small shops', ['DIST', 'SHOP']),
      group('small-shops', '小经营店', 'Small shops', ['SHOP']),
    group('catering', '餐饮服务企业（含小餐饮店，不含食堂）', 'Catering with small catering, without canteens', ['CATERING'], CATERING_ALONE),
      group('small-catering', '小餐饮店', 'Small catering', ['SCAT']),
    group('canteens', '学校食堂', 'School canteens', ['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CANT_UNIVERSITY']),
      group('grain', '粮食企业', 'Grain firms', ['GRAI']),
    group('farms', '种植养殖企业', 'Farms', ['FARM']), group('inputs', '农资经营单位', 'Input sellers', ['INPU']),
      group('slaughter', '定点屠宰企业', 'Slaughterhouses', ['SLAU']),
    group('packaging', '食品相关产品生产企业', 'Food-contact producers', ['PACK']),
  ] },
  { code: 'hohhot-2022', title: { zh: '呼和浩特市 2022 年初评：小作坊在生产企业之外，食堂在餐饮之外',
    en: 'Hohhot 2022: workshops outside producers, canteens outside catering' }, groups: [
    group('producers', '食品生产企业', 'Producers', ['PROD', 'HEAL', 'INFA']), group('workshops', '食品小作坊', 'Workshops', ['WORK']),
      group('sellers', '持证流通企业', 'Licensed distributors', ['DIST']),
    group('markets', '大型食用农产品批发市场', 'Large wholesale markets', ['WHOL_WHOLESALE']),
      group('catering', '餐饮服务单位', 'Catering', ['CATERING'], CATERING_ALONE),
    group('canteens', '中小学幼儿园食堂', 'Canteens of schools and kindergartens', ['CANT_SCHOOL', 'CANT_KINDERGARTEN']),
      group('cold-chain', '冷链经营主体', 'Cold-chain operators', ['COLD']),
  ] },
] as const satisfies readonly Counting[]

/** What 三小 (three small) means where nothing else is said; Yuncheng and others count small shops instead of small catering. */
export const threeSmall: CountingGroup = group('three-small', '三小（小作坊、小餐饮、小摊点）', 'Three small: workshops, small catering, vendors',
  ['WORK', 'SCAT', 'VEND'])

/** 婴幼儿配方乳粉: producers and sellers together, as special supervision lists them. */
export const infantFormula: CountingGroup = group('infant-formula', '婴幼儿配方乳粉生产经营单位', 'Infant formula: producers and sellers',
  ['INFA', 'INFA_SALE'])

/** The types a group counts, each once, in the order of the tree. */
export function typesOf(of: CountingGroup): readonly string[] {
  const left = new Set((of.except ?? []).flatMap((code) => typesUnder(code)))
  return [...new Set(of.types.flatMap((code) => typesUnder(code)))].filter((code) => !left.has(code))
}
