import { hasValues, type Chart, type ChartSeries } from '../../../platform/documents/chart.ts'
import type { Drawn, DrawnIndicator, Generated, Given, Node } from './contract.ts'
import { printFigure } from './print-figure.ts'

type ChartNode = Extract<Node, { kind: 'chart' }>
type OfIndicators = Exclude<ChartNode, { of: 'sections' }>

const GAPS = { 'no-data': '暂无数据', contradictory: '待核', 'not-applicable': '不适用' } as const

const printed = ({ state, value }: Drawn, unit: string): string => {
  if (value === null) return GAPS[state === 'value' ? 'no-data' : state]
  const whole = printFigure(value, unit)
  return unit === '' ? whole : whole.slice(0, -unit.length)
}

const serie = (name: string, points: readonly Drawn[], unit: string): ChartSeries => ({
  name,
  values: points.map(({ value }) => value),
  printed: points.map((point) => printed(point, unit)),
})

/** At most this many sources are named below a picture. */
const MOST_SOURCES = 4

/** What stands below a picture: what each number counts, where it is from, and which are missing, with who owes them. */
function notesOf(
  of: 'years' | 'counties',
  all: readonly DrawnIndicator[],
  labels: readonly string[],
  points: readonly (readonly Drawn[])[],
): string[] {
  const sources = [...new Set(all.flatMap((one) => one.sources[of]))]
  const basis = all.map(({ title, basis }) => `${all.length === 1 ? '' : `${title}：`}${basis.replace(/。$/, '')}`).join('；')
  const missing = all.flatMap(({ title, owner }, at) => {
    const by = Map.groupBy(
      labels.flatMap((label, place) => {
        const { state, value } = points[at]![place]!
        return value === null && state !== 'not-applicable' ? [{ label, state }] : []
      }),
      ({ state }) => state,
    )
    return [...by].map(
      ([state, own]) =>
        `${all.length === 1 ? '' : title}${own.map(({ label }) => label).join('、')}${state === 'contradictory' ? '各单位填报不一致' : '暂无数据'}（${owner}）`,
    )
  })
  const more = sources.length > MOST_SOURCES ? `等${sources.length}个来源` : ''
  return [
    `口径：${basis}。`,
    ...(sources.length === 0 ? [] : [`来源：${sources.slice(0, MOST_SOURCES).join('；')}${more}。`]),
    ...(missing.length === 0 ? [] : [`数据缺口：${missing.join('；')}。`]),
  ]
}

const asBlock = (slot: string, chart: Chart): Generated => ({ slot, kind: 'chart', level: null, pieces: [], table: null, chart })

/** Where nothing is known at all there is no picture, but the gap is told. */
const asGap = (slot: string, { title, notes }: Chart): Generated => ({
  slot,
  kind: 'paragraph',
  level: null,
  pieces: [`【待补：图“${title}”所需数据】${notes.at(-1) ?? ''}`],
  table: null,
  chart: null,
})

const blockOf = (slot: string, chart: Chart): Generated => (hasValues(chart) ? asBlock(slot, chart) : asGap(slot, chart))

/** Indicators of one unit, which one axis can hold, in the order in which they are named. */
const byUnit = (node: OfIndicators, { drawn }: Given): DrawnIndicator[][] => [
  ...Map.groupBy(
    node.indicators.flatMap((name) => drawn.get(name) ?? []),
    ({ unit }) => unit,
  ).values(),
]

const joinedTitle = (all: readonly DrawnIndicator[]): string => all.map(({ title }) => title).join('、')
const nth = (slot: string, at: number): string => (at === 0 ? slot : `${slot}.${at + 1}`)

function years(node: OfIndicators, given: Given): Generated[] {
  const groups = byUnit(node, given)
  return groups.map((all, at) => {
    const labels = all[0]!.years.map(({ label }) => label)
    const title = node.title !== null && groups.length === 1 ? node.title : `近三年${joinedTitle(all)}`
    return blockOf(nth(node.slot, at), {
      form: 'lines',
      title,
      unit: all[0]!.unit,
      labels,
      series: all.map((one) => serie(one.title, one.years, one.unit)),
      notes: notesOf(
        'years',
        all,
        labels,
        all.map((one) => one.years),
      ),
    })
  })
}

/** One picture an indicator: bars of two would hide which is which. */
function counties(node: OfIndicators, given: Given): Generated[] {
  if (given.counties.length === 0) return []
  const all = node.indicators.flatMap((name) => given.drawn.get(name) ?? [])
  return all.map((one, at) => {
    const points = given.counties.map(({ code }): Drawn => one.counties.get(code) ?? { state: 'no-data', value: null })
    const labels = given.counties.map(({ name }) => name)
    return blockOf(nth(node.slot, at), {
      form: 'bars',
      title: node.title !== null && all.length === 1 ? node.title : `各县（市、区）${one.title}`,
      unit: one.unit,
      labels,
      series: [serie(one.title, points, one.unit)],
      notes: notesOf('counties', [one], labels, [points]),
    })
  })
}

const STATES = [
  { key: 'met', name: '达到要求', tone: 'good' },
  { key: 'short', name: '未达到要求', tone: 'bad' },
  { key: 'unknown', name: '暂无数据', tone: 'unknown' },
  { key: 'waived', name: '合理缺项', tone: 'none' },
] as const

function sections({ slot, title }: ChartNode, { sections: all }: Given): Generated[] {
  if (all.length === 0) return []
  return [
    asBlock(slot, {
      form: 'stacks',
      title: title ?? '各小节指标达标情况',
      unit: '项',
      labels: all.map((one) => one.title),
      series: STATES.map(({ key, name, tone }) => ({
        name,
        tone,
        values: all.map((one) => one[key]),
        printed: all.map((one) => String(one[key])),
      })),
      notes: ['口径：评价细则各小节的指标，按截至日的数据与门槛比较，分为达到要求、未达到要求、暂无数据和合理缺项。', '来源：系统核算。'],
    }),
  ]
}

/** The pictures that a line of a template asks for. Pure. */
export function charts(node: ChartNode, given: Given): Generated[] {
  if (node.of === 'sections') return sections(node, given)
  return node.of === 'years' ? years(node, given) : counties(node, given)
}
