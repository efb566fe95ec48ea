/**
 * A chart of an official paper, apart from how it is drawn: the same data become a native chart in Word, lines in a PDF and a picture on
 * the page. A value that is not known is null and stays a gap; it is never drawn as 0.
 */
export type ChartForm =
  /** One point a label, joined by lines: years. */
  | 'lines'
  /** One bar a label: counties. */
  | 'bars'
  /** One bar a label, cut into the series: how many of each kind. */
  | 'stacks'

/** What a series of a stack says, for its colour and hatching; never told by colour alone. */
export type Tone = 'good' | 'bad' | 'unknown' | 'none'

export type ChartSeries = {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** The values as they are written, without their unit; what stands where there is none. */
  readonly printed: readonly string[]
  readonly tone?: Tone
}

export type Chart = {
  readonly form: ChartForm
  /** 图题, without its number. */
  readonly title: string
  readonly unit: string
  readonly labels: readonly string[]
  readonly series: readonly ChartSeries[]
  /** Printed below: 口径, source, gaps. */
  readonly notes: readonly string[]
}

/** Colours in their order, each of another lightness; marks and hatching tell the same. */
export const CHART_COLOURS = ['#0b6e62', '#b08600', '#44607f', '#8a4b6b', '#93b35f'] as const
export const TONES: Readonly<Record<Tone, { readonly fill: string; readonly stroke: string; readonly hatch: string | null }>> = {
  good: { fill: '#0b6e62', stroke: '#0b6e62', hatch: null },
  bad: { fill: '#f1b5ae', stroke: '#b42318', hatch: '#b42318' },
  unknown: { fill: '#ffffff', stroke: '#7b8794', hatch: null },
  none: { fill: '#d5dbe1', stroke: '#a7b0ba', hatch: null },
}

export const colourOf = (chart: Chart, at: number): string => {
  const { tone } = chart.series[at]!
  return tone ? TONES[tone].fill : CHART_COLOURS[at % CHART_COLOURS.length]!
}

/** Whether anything is known at all: a chart of nothing is not drawn. */
export const hasValues = ({ series }: Chart): boolean => series.some(({ values }) => values.some((value) => value !== null))

/** 图题 with the unit of the numbers. */
export const captionOf = ({ title, unit }: Chart): string => (unit === '' ? title : `${title}（${unit}）`)

/** Where the number of a point stands so that it does not lie on another series': the greatest above, the least below, others beside. */
export function placeOf({ series }: Chart, at: number, label: number): 'above' | 'below' | 'beside' {
  const value = series[at]!.values[label]!
  const others = series.flatMap(({ values }, other) => (other === at || values[label] == null ? [] : [{ other, value: values[label] }]))
  const over = others.filter((one) => one.value > value || (one.value === value && one.other < at)).length
  return over === 0 ? 'above' : over === others.length ? 'below' : 'beside'
}

/** All that the chart shows, in words: for those who cannot see it, and for search. */
export function describeChart(chart: Chart): string {
  const { labels, series } = chart
  const told = series.map(({ name, printed }) => {
    const values = labels.map((label, at) => `${label}${printed[at] ?? ''}`).join('，')
    return series.length === 1 ? values : `${name}：${values}`
  })
  return `${captionOf(chart)}。${told.join('；')}。`
}

/** Steps of 1, 2 or 5 that hold values from 0 (or near the least, where all are close together) to the greatest, some four of them. */
export function ticksOf(values: readonly number[], from0: boolean): readonly number[] {
  const most = Math.max(...values)
  const least = Math.min(...values)
  // Rates of 97 to 99 would all look alike from 0 on.
  const bottom = from0 || least < most * 0.8 ? Math.min(0, least) : least - (most - least || most * 0.02)
  const span = most - bottom || Math.abs(most) || 1
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough)!
  const first = Math.floor(bottom / step + 1e-9)
  const last = Math.ceil(most / step - 1e-9)
  return Array.from({ length: Math.max(2, last - first + 1) }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}
