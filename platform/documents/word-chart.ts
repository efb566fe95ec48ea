import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { strToU8, unzipSync, zipSync, strFromU8 } from 'fflate'
import { CHART_COLOURS, describeChart, placeOf, ticksOf, TONES, type Chart, type ChartSeries } from './chart.ts'
import { MANY_ROWS, sceneOf } from './chart-scene.ts'
import { LAYOUT } from './official.ts'
import { writeWorkbook, type Column } from './spreadsheet/index.ts'

const escaped = (words: string): string => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const hex = (colour: string): string => colour.slice(1).toUpperCase()
const NS =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const fill = (colour: string): string => `<a:solidFill><a:srgbClr val="${hex(colour)}"/></a:solidFill>`
const stroke = (colour: string, points: number): string => `<a:ln w="${Math.round(points * 12_700)}">${fill(colour)}</a:ln>`
const words = (points: number, colour = '#1a2230'): string =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${points * 100}" b="0">${fill(colour)}<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`

const letter = (at: number): string => String.fromCharCode(65 + at)

/** What Word shows is kept beside the address in the sheet, so that no sheet is needed to draw it. */
const strings = (address: string, values: readonly string[]): string =>
  `<c:strRef><c:f>${address}</c:f><c:strCache><c:ptCount val="${values.length}"/>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${escaped(value)}</c:v></c:pt>`).join('')}</c:strCache></c:strRef>`
const numbers = (address: string, values: readonly (number | null)[]): string =>
  `<c:numRef><c:f>${address}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${values.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`)).join('')}</c:numCache></c:numRef>`

/** The number as it is printed, where that is a number; a stack has no piece for none. */
const shown = (chart: Chart, { values, printed }: ChartSeries): (number | null)[] =>
  values.map((value, at) => {
    if (value === null || (chart.form === 'stacks' && value === 0)) return null
    const written = Number(printed[at])
    return printed[at] !== '' && Number.isFinite(written) ? written : value
  })

/** Of a single series what is missing stands beside its label, since nothing stands where its bar would be. */
const labelsOf = ({ labels, series }: Chart): string[] =>
  labels.map((label, at) => (series.length === 1 && series[0]!.values[at] === null ? `${label}（${series[0]!.printed[at] ?? ''}）` : label))

const MARKS = ['circle', 'square', 'triangle', 'diamond'] as const

function look(chart: Chart, at: number): string {
  const { tone } = chart.series[at]!
  if (tone) {
    const { fill: ground, stroke: edge, hatch } = TONES[tone]
    const inside = hatch
      ? `<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="${hex(hatch)}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>`
      : fill(ground)
    return `<c:spPr>${inside}${stroke(edge, 0.7)}</c:spPr>`
  }
  const colour = CHART_COLOURS[at % CHART_COLOURS.length]!
  if (chart.form !== 'lines') return `<c:spPr>${fill(colour)}</c:spPr>`
  const mark = `<c:marker><c:symbol val="${MARKS[at % MARKS.length]!}"/><c:size val="7"/><c:spPr>${fill(colour)}${stroke('#ffffff', 0.5)}</c:spPr></c:marker>`
  return `<c:spPr>${stroke(colour, 1.8)}</c:spPr>${mark}`
}

/** Points of the words beside the rows and on them. */
const sizeOf = ({ labels }: Chart): number => (labels.length > MANY_ROWS ? 7.5 : 9)

const WHERE = { above: 't', below: 'b', beside: 'r' } as const

function labelled(chart: Chart, at: number): string {
  const { tone, values } = chart.series[at]!
  const place = chart.form === 'bars' ? 'outEnd' : 'ctr'
  const ground = tone === 'bad' ? `<c:spPr>${fill('#ffffff')}</c:spPr>` : '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
  const ink = tone === 'good' ? '#ffffff' : '#1a2230'
  const label = (where: string): string =>
    `<c:numFmt formatCode="General" sourceLinked="0"/>${ground}${words(sizeOf(chart), ink)}<c:dLblPos val="${where}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`
  const single =
    chart.form !== 'lines'
      ? []
      : values.map((value, point) =>
          value === null ? '' : `<c:dLbl><c:idx val="${point}"/>${label(WHERE[placeOf(chart, at, point)])}</c:dLbl>`,
        )
  return `<c:dLbls>${single.join('')}${label(chart.form === 'lines' ? 't' : place)}</c:dLbls>`
}

function serie(chart: Chart, at: number): string {
  const one = chart.series[at]!
  const last = chart.labels.length + 1
  const column = letter(at + 1)
  return `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx>${strings(`Sheet1!$${column}$1`, [one.name])}</c:tx>${look(chart, at)}${
    chart.form === 'lines' ? '' : '<c:invertIfNegative val="0"/>'
  }${labelled(chart, at)}<c:cat>${strings(`Sheet1!$A$2:$A$${last}`, labelsOf(chart))}</c:cat><c:val>${numbers(`Sheet1!$${column}$2:$${column}$${last}`, shown(chart, one))}</c:val>${
    chart.form === 'lines' ? '<c:smooth val="0"/>' : ''
  }</c:ser>`
}

function axes(chart: Chart): string {
  const flat = chart.form !== 'lines'
  const known = chart.series.flatMap(({ values }) => values.filter((value) => value !== null))
  const ticks = flat ? [] : ticksOf(known, false)
  const range = flat ? '<c:min val="0"/>' : `<c:max val="${ticks.at(-1)}"/><c:min val="${ticks[0]}"/>`
  const line = `<c:spPr>${stroke('#a7b0ba', 0.7)}</c:spPr>`
  const grid = flat ? '' : `<c:majorGridlines><c:spPr>${stroke('#dfe4e8', 0.7)}</c:spPr></c:majorGridlines>`
  const category = `<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="${flat ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${flat ? 'l' : 'b'}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${line}${words(sizeOf(chart))}<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>`
  const value = `<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>${range}</c:scaling><c:delete val="${flat ? 1 : 0}"/><c:axPos val="${flat ? 't' : 'l'}"/>${grid}<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${words(9, '#5b6673')}<c:crossAx val="1001"/><c:crosses val="${flat ? 'autoZero' : 'min'}"/><c:crossBetween val="between"/>${flat ? '' : `<c:majorUnit val="${Number((ticks[1]! - ticks[0]!).toPrecision(12))}"/>`}</c:valAx>`
  return category + value
}

/** The chart part of a Word file. */
export function chartXml(chart: Chart): string {
  const series = chart.series.map((_, at) => serie(chart, at)).join('')
  const plot =
    chart.form === 'lines'
      ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/><c:axId val="1001"/><c:axId val="1002"/></c:lineChart>`
      : `<c:barChart><c:barDir val="bar"/><c:grouping val="${chart.form === 'stacks' ? 'stacked' : 'clustered'}"/><c:varyColors val="0"/>${series}<c:gapWidth val="${chart.labels.length > MANY_ROWS ? 20 : 50}"/>${chart.form === 'stacks' ? '<c:overlap val="100"/>' : ''}<c:axId val="1001"/><c:axId val="1002"/></c:barChart>`
  const legend = chart.series.length < 2 ? '' : `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${words(9)}</c:legend>`
  return `${HEAD}<c:chartSpace ${NS} xmlns:r="${RELATIONS}"><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>${plot}${axes(chart)}</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`
}

/** The numbers as a sheet, which Word opens when somebody edits the chart. */
async function sheetOf(chart: Chart): Promise<Uint8Array<ArrayBuffer>> {
  const columns: Column[] = [{ header: ' ', kind: 'text' }, ...chart.series.map(({ name }): Column => ({ header: name, kind: 'any' }))]
  const values = chart.series.map((one) => shown(chart, one))
  const stream = new PassThrough()
  const bytes = buffer(stream)
  const rows = labelsOf(chart).map((label, at) => [label, ...values.map((of) => of[at] ?? null)])
  await writeWorkbook(stream, { sheets: [{ name: 'Sheet1', columns, rows }] })
  return new Uint8Array(await bytes)
}

/** Stands in the text where a chart comes; no paper has this sign. */
export const placeOfChart = (at: number): string => `\uE000${at}\uE001`
const PLACE = /<w:t(?: [^>]*)?>\uE000(\d+)\uE001<\/w:t>/g

const across = ((LAYOUT.page.width - LAYOUT.margin.left - LAYOUT.margin.right) / 25.4) * 72

function drawing(chart: Chart, at: number): string {
  const { height } = sceneOf(chart, across, true)
  const extent = `cx="${Math.round(across * 12_700)}" cy="${Math.round((height + 8) * 12_700)}"`
  return `<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr id="${9000 + at}" name="chart${at + 1}" title="${escaped(chart.title)}" descr="${escaped(describeChart(chart))}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${RELATIONS}" r:id="rIdChart${at + 1}"/></a:graphicData></a:graphic></wp:inline></w:drawing>`
}

/** Puts native charts where their places stand in a Word file. @param charts in the order of their numbers */
export async function withCharts(file: Uint8Array, charts: readonly Chart[]): Promise<Buffer> {
  const parts = unzipSync(file)
  const change = (name: string, by: (xml: string) => string): void => {
    parts[name] = strToU8(by(strFromU8(parts[name]!)))
  }
  const all = charts.map((_, at) => at + 1)
  const types = all.map(
    (n) =>
      `<Override PartName="/word/charts/chart${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`,
  )
  const sheet = '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
  const links = all.map((n) => `<Relationship Id="rIdChart${n}" Type="${RELATIONS}/chart" Target="charts/chart${n}.xml"/>`)
  change('word/document.xml', (xml) => xml.replaceAll(PLACE, (_, at: string) => drawing(charts[Number(at)]!, Number(at))))
  change('[Content_Types].xml', (xml) => xml.replace(/(<Types[^>]*>)/, `$1${sheet}`).replace('</Types>', `${types.join('')}</Types>`))
  change('word/_rels/document.xml.rels', (xml) => xml.replace('</Relationships>', `${links.join('')}</Relationships>`))
  for (const [at, chart] of charts.entries()) {
    parts[`word/charts/chart${at + 1}.xml`] = strToU8(chartXml(chart))
    parts[`word/charts/_rels/chart${at + 1}.xml.rels`] = strToU8(
      `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/package" Target="../embeddings/chart${at + 1}.xlsx"/></Relationships>`,
    )
    parts[`word/embeddings/chart${at + 1}.xlsx`] = await sheetOf(chart)
  }
  return Buffer.from(zipSync(parts, { level: 6 }))
}
