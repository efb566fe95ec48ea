import { departmentFunction, type UnitKind } from '../platform/identity/functions.ts'
import { englishName } from '../platform/regions/english.ts'
import type { County } from './geography.ts'

/** One unit of the demo city, before it has an id. `name` is as officials print it. */
export type UnitPlan = {
  readonly region: string
  readonly name: string
  readonly name_en: string
  readonly function: string
  readonly kind: UnitKind
  /** Region and function of the unit above it, if it has one. */
  readonly above: readonly [region: string, code: string] | null
}

/** What a city of this size has; the printed name is the function's full one unless told. */
const CITY: readonly (readonly [code: string, name?: string])[] = [
  ['fso', '食品安全委员会办公室'], ['government_office'], ['market'], ['agriculture'], ['health'], ['education'], ['police'], ['commerce'],
    ['development'],
  ['industry'], ['natural_resources', '规划和自然资源局'], ['environment'], ['approval'], ['urban_management'], ['tourism'], ['justice'],
    ['transport'],
  ['science'], ['finance'], ['civil'], ['human_resources'], ['housing'], ['emergency'], ['grain'], ['forestry'], ['water'],
    ['private_economy', '小企业发展促进局'],
  ['statistics'], ['sports'], ['big_data', '大数据局'], ['medical_insurance'], ['audit'],
  ['party_office'], ['publicity'], ['cyberspace'], ['political_legal'], ['organisation'], ['court', '中级人民法院'], ['procuratorate'],
    ['congress'], ['consultative'],
  ['science_association'], ['trade_union'], ['youth_league'], ['women', '妇女联合会'], ['media'], ['inspection_centre'], ['disease_control'],
  ['market_enforcement', '市场监管综合行政执法队'], ['supply_cooperative', '供销合作社联合社'], ['customs'], ['tax'], ['post'], ['financial_supervision'],
]

/** What each county has. Health is joined with sports, education with science, as small governments do. */
const COUNTY: readonly (readonly [code: string, name?: string])[] = [
  ['fso', '食品安全委员会办公室'], ['government_office'], ['market'], ['agriculture'], ['health', '卫生健康和体育局'], ['education', '教育科技局'], ['police'],
  ['commerce'], ['development', '发展和改革局'], ['industry'], ['natural_resources'], ['environment', '生态环境分局'], ['approval'],
    ['urban_management'],
  ['tourism'], ['justice'], ['transport'], ['finance'], ['civil'], ['human_resources'], ['housing'], ['emergency'], ['grain', '粮食和物资储备局'],
  ['private_economy', '民营经济发展局'], ['publicity'], ['cyberspace'], ['political_legal'], ['court'], ['procuratorate'], ['congress'],
    ['consultative'],
  ['science_association'], ['youth_league'], ['women'], ['media'], ['inspection_centre'], ['disease_control'], ['hospital', '示例医院'],
    ['supply_cooperative'], ['tax'],
]

/** 中共…委: Party organs carry 市委, 区委 or 县委 after the place. */
function printedName(place: string, code: string, kind: UnitKind, name: string): string {
  if (kind === 'party' && name.startsWith('委')) return `${place}${name}`
  if (code === 'police' && place.endsWith('区')) return `${place}公安分局`
  return `${place}${name}`
}

function plan(region: string, place: string, list: typeof CITY, above: (code: string) => UnitPlan['above']): UnitPlan[] {
  return list.map(([code, printed]) => {
    const { kind, names, title } = departmentFunction(code)
    return {
      region, function: code, kind, above: above(code),
      name: printedName(place, code, kind, printed ?? names[0]!), name_en: `${title.en} of ${englishName(place)}`,
    }
  })
}

function governmentOf(township: string): string {
  if (township.endsWith('街道')) return `${township}办事处`
  if (/[镇乡]$/.test(township)) return `${township}人民政府`
  return township.endsWith('中心') ? township : `${township}管理委员会`
}

/** The township's government (街道办事处 in a subdistrict) and its market supervision station. */
function townshipUnits(county: County): UnitPlan[] {
  return county.townships.flatMap(({ code, name, label }): UnitPlan[] => {
    const government = governmentOf(name)
    const place = englishName(name)
    return [
      {
        region: code, function: 'township_government', kind: 'township', above: [county.code, 'county_government'],
        name: name.startsWith(county.name) ? government : county.name + government,
          name_en: `Government of ${place}, ${englishName(county.name)}`,
      },
      {
        region: code, function: 'market_station', kind: 'station', above: [county.code, 'market'],
        name: `${county.name}市场监督管理局${label.replace(/(街道|镇|乡)$/, '')}市场监督管理所`, name_en: `Market Supervision Station of ${place}`,
      },
    ]
  })
}

/** All units of the city, those above before those below. A matter for a department goes down along these lines. */
export function unitPlans(city: { readonly code: string; readonly name: string }, counties: readonly County[]): UnitPlan[] {
  const top: UnitPlan = {
    region: city.code, name: `${city.name}人民政府`, name_en: `People’s Government of ${englishName(city.name)}`,
    function: 'city_government', kind: 'county_government', above: null,
  }
  return [
    top,
    ...plan(city.code, city.name, CITY, () => [city.code, 'city_government']),
    ...counties.flatMap((county) => [
      {
        region: county.code, name: `${county.name}人民政府`, name_en: `People’s Government of ${englishName(county.name)}`,
        function: 'county_government', kind: 'county_government', above: [city.code, 'city_government'],
      } satisfies UnitPlan,
      ...plan(county.code, county.name, COUNTY, (code) =>
        (CITY.some(([at]) => at === code) ? [city.code, code] : [county.code, 'county_government'])),
      ...townshipUnits(county),
    ]),
  ]
}
