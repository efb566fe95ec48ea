import { useEffect, useRef } from 'react'
import type { EChartsCoreOption, ECharts } from 'echarts/core'
import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { useLanguage, useText } from './language.tsx'
import { Loading } from './Page.tsx'
import type { RegionItem } from './types.ts'
import { useNarrow } from './use-narrow.ts'

const FONT = '"Noto Sans SC", system-ui, sans-serif'
/** Colours in their order; never the only sign of anything. */
const COLOURS = ['#0b6e62', '#7a5c00', '#44607f', '#8a4b6b', '#5c7a29']

/** A chart, drawn by echarts once its chunk is here. `label` says what it shows to those who cannot see it. */
export function EChart({
  option,
  height = 220,
  label,
  onClick,
}: {
  option: EChartsCoreOption
  height?: number
  label: string
  onClick?: (name: string) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const latest = useRef({ option, onClick })
  latest.current = { option, onClick }
  const draw = () =>
    chart.current?.setOption({ animation: false, color: COLOURS, textStyle: { fontFamily: FONT }, ...latest.current.option }, true)
  useEffect(() => {
    let gone = false
    const element = box.current!
    const watch = new ResizeObserver(() => chart.current?.resize())
    void import('./echart-draw.ts').then(({ init }) => {
      if (gone) return
      chart.current = init(element)
      chart.current.on('click', ({ name }: { name?: string }) => {
        if (name) latest.current.onClick?.(name)
      })
      draw()
      watch.observe(element)
    })
    return () => {
      gone = true
      watch.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [])
  useEffect(draw, [option])
  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />
}

type GeoJson = {
  readonly type: 'FeatureCollection'
  readonly features: readonly { readonly properties: Readonly<Record<string, unknown>> }[]
}

/**
 * A city's counties, or the one county `part`, registered with echarts under names of the page's language.
 * The answer is the name of the map; it is absent while the shapes are on their way.
 */
export function useRegionShapes(code: string, part?: string) {
  const language = useLanguage()
  return useQuery({
    queryKey: ['map', code, part, language],
    staleTime: Infinity,
    queryFn: async () => {
      const [shapes, { items }] = await Promise.all([
        api.get<GeoJson>(`/regions/map/${code}`),
        api.get<{ items: readonly RegionItem[] }>('/regions', { parent: code }),
      ])
      const { registerMap } = await import('./echart-draw.ts')
      const names = new Map(items.map((item) => [item.code, item.name[language]]))
      const features = shapes.features
        .filter(({ properties }) => part === undefined || String(properties['adcode']) === part)
        .map((shape) => ({
          ...shape,
          properties: { ...shape.properties, name: names.get(String(shape.properties['adcode'])) ?? shape.properties['name'] },
        }))
      const map = [code, part, language].join(' ')
      registerMap(map, { type: 'FeatureCollection', features } as unknown as Parameters<typeof registerMap>[1]) // echarts types GeoJSON narrower than the standard
      return map
    },
  })
}

export type MapValue = { readonly code: string; readonly name: string; readonly value: number | null }

/** On a phone the words that all counties share would lie over one another. */
const KIND = / (?:County|District|City)$/

/** The parts of a region, shaded by a value; a press names the part. Points (longitude, latitude) may lie on it. */
export function RegionMap({
  code,
  part,
  values = [],
  limit,
  points = [],
  height = 360,
  label,
  onChoose,
}: {
  code: string
  /** One county of it, drawn alone. */
  part?: string
  values?: readonly MapValue[]
  /** What lies above it is too much: shaded red and marked by a sign. */
  limit?: number
  /** `size`: of its sign in pixels; `late`: shown red; `code`: what a press names. */
  points?: readonly { name: string; at: readonly [number, number]; size?: number; late?: boolean; code?: string }[]
  height?: number
  label: string
  onChoose?: (code: string) => void
}) {
  const say = useText()
  const narrow = useNarrow()
  const shapes = useRegionShapes(code, part)
  if (!shapes.data)
    return shapes.error ? (
      <p className="quiet card-body">{say({ zh: '没有这个区域的地图。', en: 'There is no map of this region.' })}</p>
    ) : (
      <Loading />
    )
  const most = Math.max(1, limit ?? 0, ...values.map(({ value }) => value ?? 0))
  const over = new Set(values.flatMap(({ name, value }) => (limit !== undefined && value !== null && value > limit ? [name] : [])))
  const named = new Map([...values, ...points].flatMap(({ name, code: of }) => (of === undefined ? [] : [[name, of] as const])))
  // Points that may be pressed tell their names; others would only crowd.
  const told = points.some((one) => one.code !== undefined)
  const option: EChartsCoreOption = {
    tooltip: { trigger: 'item' },
    ...(values.length > 0 ? { visualMap: { show: false, min: 0, max: most, ...(limit === undefined ? {} : { range: [0, limit] }), inRange: { color: ['#eef4f2', '#8fc4b9'] }, outOfRange: { color: '#f0b8b0' } } } : {}),
    geo: {
      map: shapes.data,
      roam: false,
      itemStyle: { areaColor: '#eef4f2', borderColor: '#9fb3bd' },
      label: {
        show: !told,
        fontSize: 11,
        color: '#1a2230',
        formatter: ({ name }: { name: string }) => `${over.has(name) ? '▲ ' : ''}${narrow ? name.replace(KIND, '') : name}`,
      },
      ...(told ? { silent: true } : {}),
      emphasis: { itemStyle: { areaColor: '#d7eae5' } },
    },
    series: [
      ...(values.length > 0
        ? [{ type: 'map', geoIndex: 0, data: values.map(({ name, value }) => ({ name, value: value ?? Number.NaN })) }]
        : []),
      ...(points.length > 0
        ? [{
            type: 'scatter', coordinateSystem: 'geo', labelLayout: { hideOverlap: true }, tooltip: { formatter: '{b}' },
            label: { show: told, formatter: '{b}', position: 'right', fontSize: 11, color: '#1a2230' },
            data: points.map(({ name, at, size = 9, late = false }) => ({ name, value: at, symbolSize: size, ...(late ? { itemStyle: { color: '#b42318' } } : {}) })),
          }]
        : []),
    ],
  }
  return (
    <EChart
      option={option}
      height={height}
      label={label}
      onClick={(name) => {
        const chosen = named.get(name)
        if (chosen) onChoose?.(chosen)
      }}
    />
  )
}
