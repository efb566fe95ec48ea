import { colourOf, placeOf, ticksOf, TONES, type Chart } from './chart.ts'
import { widthOf } from './official.ts'

/** What a chart is made of on paper and on the page; lengths in points from the upper left. */
export type Shape =
  | { readonly kind: 'line'; readonly points: readonly Point[]; readonly stroke: string; readonly width: number; readonly dash?: boolean }
  | { readonly kind: 'area'; readonly points: readonly Point[]; readonly fill: string; readonly stroke?: string }
  | {
      readonly kind: 'text'
      readonly at: Point
      readonly text: string
      readonly size: number
      readonly anchor: 'start' | 'middle' | 'end'
      readonly fill: string
    }
type Point = readonly [x: number, y: number]

export type Scene = { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] }

const INK = '#1a2230'
const QUIET = '#5b6673'
const RULE = '#dfe4e8'
const SIZE = 10
const SMALL = 9
/** What stands where nothing is known. */
export const UNKNOWN = '暂无数据'

const text = (at: Point, words: string, more: Partial<Extract<Shape, { kind: 'text' }>> = {}): Shape => ({
  kind: 'text',
  at,
  text: words,
  size: SIZE,
  anchor: 'start',
  fill: INK,
  ...more,
})
const box = ([x, y]: Point, width: number, height: number, fill: string, stroke?: string): Shape => ({
  kind: 'area',
  points: [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ],
  fill,
  ...(stroke ? { stroke } : {}),
})
const rule = (from: Point, to: Point, stroke = RULE, dash = false): Shape => ({
  kind: 'line',
  points: [from, to],
  stroke,
  width: 0.7,
  dash,
})

/** Strokes from lower left to upper right inside a box. */
function hatched([x, y]: Point, width: number, height: number, stroke: string): Shape[] {
  const out: Shape[] = []
  for (let start = x - height + 2; start < x + width; start += 4) {
    const left = Math.max(start, x)
    const right = Math.min(start + height, x + width)
    if (right - left > 0.5)
      out.push({
        kind: 'line',
        points: [
          [left, y + height - (left - start)],
          [right, y + height - (right - start)],
        ],
        stroke,
        width: 0.8,
      })
  }
  return out
}

/** A mark of the `at`th series: circle, square, triangle, diamond in turn. */
function mark([x, y]: Point, at: number, fill: string): Shape {
  const r = 3.6
  const around = (corners: number, turn: number, radius: number): Point[] =>
    Array.from({ length: corners }, (_, corner) => {
      const angle = turn + (corner / corners) * 2 * Math.PI
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
    })
  const forms = [around(16, 0, r), around(4, Math.PI / 4, r * 1.25), around(3, -Math.PI / 2, r * 1.4), around(4, 0, r * 1.35)]
  return { kind: 'area', points: forms[at % forms.length]!, fill, stroke: '#ffffff' }
}

function legend(chart: Chart, width: number): { readonly shapes: Shape[]; readonly height: number } {
  if (chart.series.length < 2) return { shapes: [], height: 0 }
  const shapes: Shape[] = []
  let [x, y] = [0, 5]
  chart.series.forEach(({ name, tone }, at) => {
    const wide = 18 + widthOf(name) * SIZE + 14
    if (x > 0 && x + wide > width) [x, y] = [0, y + 16]
    if (tone) {
      const { fill, stroke, hatch } = TONES[tone]
      shapes.push(box([x, y], 12, 9, fill, stroke), ...(hatch ? hatched([x, y], 12, 9, hatch) : []))
    } else {
      const colour = colourOf(chart, at)
      shapes.push({ ...rule([x, y + 4.5], [x + 13, y + 4.5], colour), width: 1.6 } as Shape, mark([x + 6.5, y + 4.5], at, colour))
    }
    shapes.push(text([x + 18, y + 8.5], name))
    x += wide
  })
  return { shapes, height: y + 20 }
}

function lines(chart: Chart, width: number): Scene {
  const top = legend(chart, width)
  const known = chart.series.flatMap(({ values }) => values.filter((value) => value !== null))
  const ticks = ticksOf(known, false)
  const wide = Math.max(...ticks.map((tick) => widthOf(String(tick)))) * SMALL + 8
  const [left, right, upper] = [wide, width - 8, top.height + 14]
  const lower = upper + 126
  const [least, most] = [ticks[0]!, ticks.at(-1)!]
  const yOf = (value: number): number => lower - ((value - least) / (most - least)) * (lower - upper)
  const gap = (right - left) / chart.labels.length
  const xOf = (at: number): number => left + gap * (at + 0.5)
  const shapes: Shape[] = [...top.shapes]
  for (const tick of ticks)
    shapes.push(
      rule([left, yOf(tick)], [right, yOf(tick)]),
      text([left - 5, yOf(tick) + 3.2], String(tick), { size: SMALL, anchor: 'end', fill: QUIET }),
    )
  chart.labels.forEach((label, at) => shapes.push(text([xOf(at), lower + 15], label, { anchor: 'middle' })))
  const taken: Point[] = []
  chart.series.forEach((series, at) => shapes.push(...run(chart, at, { xOf, yOf, lower, taken })))
  return { width, height: lower + 22, shapes }
}

type Plane = {
  readonly xOf: (at: number) => number
  readonly yOf: (value: number) => number
  readonly lower: number
  readonly taken: Point[]
}

/** One series: lines between neighbours that are both known, a mark and its number for each, and words where there is none. */
function run(chart: Chart, at: number, { xOf, yOf, lower, taken }: Plane): Shape[] {
  const { values, printed } = chart.series[at]!
  const colour = colourOf(chart, at)
  const shapes: Shape[] = []
  values.forEach((value, place) => {
    const next = values[place + 1]
    if (value === null || next === null || next === undefined) return
    shapes.push({
      kind: 'line',
      points: [
        [xOf(place), yOf(value)],
        [xOf(place + 1), yOf(next)],
      ],
      stroke: colour,
      width: 1.6,
    })
  })
  values.forEach((value, place) => {
    const x = xOf(place)
    if (value === null) {
      // Several gaps of one label stand above one another.
      const before = taken.filter(([other, y]) => other === x && y > lower - 60 && y <= lower).length
      const missing = printed[place] ?? UNKNOWN
      const words = chart.series.length === 1 ? missing : `${chart.series[at]!.name}：${missing}`
      taken.push([x, lower - 6 - before * 12])
      shapes.push(text([x, lower - 6 - before * 12], words, { size: SMALL, anchor: 'middle', fill: QUIET }))
      return
    }
    const y = yOf(value)
    const stands = placeOf(chart, at, place)
    const label: Point = stands === 'above' ? [x, y - 7] : stands === 'below' ? [x, y + 15] : [x + 8, y + 3]
    shapes.push(
      mark([x, y], at, colour),
      text(label, printed[place] ?? String(value), { size: SMALL, anchor: stands === 'beside' ? 'start' : 'middle' }),
    )
  })
  return shapes
}

type Rows = { readonly row: number; readonly bar: number; readonly stack: number; readonly line: number; readonly size: number; readonly small: number }
const WIDE: Rows = { row: 18, bar: 10, stack: 13, line: 12.5, size: SIZE, small: SMALL }
const CLOSE: Rows = { row: 14, bar: 8, stack: 11, line: 10.5, size: SIZE, small: SMALL }
const TIGHT: Rows = { row: 9.6, bar: 6.4, stack: 8.4, line: 7.6, size: 8, small: 7.5 }

/** Rows of labels from which they stand tight on paper: what is higher than half a page leaves half of the page before it white. */
export const MANY_ROWS = 18

/** The height of a row, and of what stands in it: many rows stand closer, so that the chart leaves room on its page. */
const rowsOf = ({ labels }: Chart, paper: boolean): Rows => (labels.length <= 12 ? WIDE : labels.length > MANY_ROWS && paper ? TIGHT : CLOSE)

function bars(chart: Chart, width: number, paper: boolean): Scene {
  const { row, bar, line, size, small } = rowsOf(chart, paper)
  const { values, printed } = chart.series[0]!
  const known = values.filter((value) => value !== null)
  const most = Math.max(...ticksOf(known, true))
  const left = Math.max(...chart.labels.map(widthOf)) * size + 8
  const room = Math.max(...printed.map(widthOf)) * small + 8
  const right = width - room
  const top = 4
  const shapes: Shape[] = [rule([left, top], [left, top + row * chart.labels.length], '#a7b0ba')]
  chart.labels.forEach((label, at) => {
    const y = top + row * at
    const value = values[at] ?? null
    shapes.push(text([left - 6, y + line], label, { size, anchor: 'end' }))
    if (value === null) {
      shapes.push(text([left + 5, y + line], printed[at] ?? UNKNOWN, { size: small, fill: QUIET }))
      return
    }
    const long = Math.max(0.8, ((right - left) * Math.max(0, value)) / (most || 1))
    shapes.push(
      box([left, y + (row - bar) / 2], long, bar, colourOf(chart, 0)),
      text([left + long + 4, y + line], printed[at] ?? String(value), { size: small }),
    )
  })
  return { width, height: top + row * chart.labels.length + 6, shapes }
}

function stacks(chart: Chart, width: number, paper: boolean): Scene {
  const { row, stack, line, size, small } = rowsOf(chart, paper)
  const top = legend(chart, width)
  const sums = chart.labels.map((_, at) => chart.series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0))
  const most = Math.max(1, ...sums)
  const left = Math.max(...chart.labels.map(widthOf)) * size + 8
  const unit = (width - left - 8) / most
  const shapes: Shape[] = [...top.shapes, rule([left, top.height], [left, top.height + row * chart.labels.length], '#a7b0ba')]
  chart.labels.forEach((label, at) => {
    const y = top.height + row * at
    let x = left
    shapes.push(text([left - 6, y + line], label, { size, anchor: 'end' }))
    for (const { values, printed, tone = 'good' } of chart.series) {
      const value = values[at] ?? 0
      if (value === 0) continue
      const corner: Point = [x, y + (row - stack) / 2]
      const { fill, stroke, hatch } = TONES[tone]
      shapes.push(box(corner, value * unit, stack, fill, stroke), ...(hatch ? hatched(corner, value * unit, stack, hatch) : []))
      const number = printed[at] ?? String(value)
      const middle = x + (value * unit) / 2
      // Over the strokes a number needs a ground of its own.
      if (hatch) shapes.push(box([middle - 6, y + (row - stack) / 2 + 0.5], 12, stack - 1, '#ffffff'))
      shapes.push(text([middle, y + line], number, { size: small, anchor: 'middle', fill: tone === 'good' ? '#ffffff' : INK }))
      x += value * unit
    }
  })
  return { width, height: top.height + row * chart.labels.length + 6, shapes }
}

const DRAWN = { lines, bars, stacks } as const

/** The chart as shapes, so wide; how high it is follows from what it shows. Pure, the same every time. @param paper where many rows stand tight */
export const sceneOf = (chart: Chart, width: number, paper = false): Scene => DRAWN[chart.form](chart, width, paper)

const escaped = (words: string): string => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const rounded = (points: readonly Point[]): string => points.map(([x, y]) => `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`).join(' ')

function svgShape(shape: Shape, font: string): string {
  switch (shape.kind) {
    case 'line':
      return `<polyline points="${rounded(shape.points)}" fill="none" stroke="${shape.stroke}" stroke-width="${shape.width}"${shape.dash ? ' stroke-dasharray="3 3"' : ''}/>`
    case 'area':
      return `<polygon points="${rounded(shape.points)}" fill="${shape.fill}"${shape.stroke ? ` stroke="${shape.stroke}" stroke-width="0.7"` : ''}/>`
    case 'text':
      return `<text x="${shape.at[0].toFixed(2)}" y="${shape.at[1].toFixed(2)}" font-size="${shape.size}" text-anchor="${shape.anchor}" fill="${shape.fill}" font-family="${font}">${escaped(shape.text)}</text>`
  }
}

/** The same as SVG, for whatever draws it. */
export const svgOf = ({ width, height, shapes }: Scene, font: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${shapes.map((shape) => svgShape(shape, font)).join('')}</svg>`
