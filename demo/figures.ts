import { addDays, date, type DateOnly } from '../platform/core/dates.ts'
import { byCounty, COUNTIES, DEMO_CITY } from './geography.ts'
import { randomOf } from './random.ts'
import { atWork, standard, type FigureRow, type ParameterRow, type UnitRow } from './rows.ts'

/** Resident population (常住人口) of the city in 2017, people: the only figure of it that its published report gives. */
const POPULATION = 3_365_600
const COUNTED_ON = date('2017-12-31')

/** Population of the city, from its report, and of the counties, split by the demo's own weights so that they add up to it. */
export function parameters(today: DateOnly, newId: () => string): ParameterRow[] {
  const at = atWork(addDays(today, -700), randomOf('parameters'))
  const row = (region: string, value: number, source: string): ParameterRow =>
    ({ ...standard(newId(), region, at), parameter: 'population', value, unit: '人', starts_on: COUNTED_ON, source })
  const shares = byCounty(POPULATION)
  return [
    row(DEMO_CITY, POPULATION, '市创建国家食品安全示范城市自评报告（2022年11月）：2017年常住人口336.56万人'),
    ...COUNTIES.map((county, at) => row(county, shares[at]!, '演示数据：按演示权重从全市数分摊，并非公布数字')),
  ]
}

/**
 * Figures that departments report, of one half-year. Two of them are told by two departments that do not agree:
 * canteens on the kitchen platform (704 of 716, or 687), and batches sampled for 1,000 residents (1.5, or 1.36).
 */
const REPORTED: readonly (readonly [indicator: string, reporter: string, value: number, source: string])[] = [
  ['kitchens.connected', 'market', 704, '市市场监督管理局：“互联网+明厨亮灶”平台统计（演示数据，取自公布数字）'],
  ['kitchens.connected', 'education', 687, '市教育局：学校食堂台账（演示数据，虚构）'],
  ['sampling.per-thousand', 'market', 1.5, '市市场监督管理局：抽检月报（演示数据，取自公布数字）'],
  ['sampling.per-thousand', 'agriculture', 1.36, '市农业农村局：监测汇总折算（演示数据，虚构）'],
  ['certificates.management-system', 'market', 20, '市市场监督管理局：体系认证统计（演示数据，取自公布数字）'],
  ['grain.buyers', 'grain', 164, '市粮食和物资储备局：收购备案名录（演示数据，取自公布数字）'],
]

/** The half-year that ended last before a day. */
export function lastHalfYear(today: DateOnly): { starts: DateOnly; ends: DateOnly } {
  const year = Number(today.slice(0, 4))
  return today.slice(5) > '06-30'
    ? { starts: date(`${year}-01-01`), ends: date(`${year}-06-30`) }
    : { starts: date(`${year - 1}-07-01`), ends: date(`${year - 1}-12-31`) }
}

export function figures(units: readonly UnitRow[], today: DateOnly, newId: () => string): FigureRow[] {
  const { starts, ends } = lastHalfYear(today)
  const at = atWork(addDays(ends, 1), randomOf('figures'))
  return REPORTED.map(([indicator, reporter, value, source]) => ({
    ...standard(newId(), DEMO_CITY, at), indicator, starts_on: starts, ends_on: ends, value, source,
    unit_id: units.find((unit) => unit.region === DEMO_CITY && unit.function === reporter)?.id ?? null,
  }))
}
