import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Bilingual } from '../../../../platform/core/bilingual.ts'
import { api } from '../../../../web/kit/api.ts'
import type { BlockKind, Figure, ParagraphAnswer, ReportAnswer } from '../../reports/contract.ts'
import type { TemplateRow } from '../../reports/registers.ts'
import type { ShippedTemplate } from '../../reports/templates/shipped.ts'

export const reportKey = (id: string) => ['reports', id]

export const useReport = (id: string) =>
  useQuery({
    queryKey: reportKey(id),
    queryFn: () => api.get<ReportAnswer>(`/reports/${id}`),
    // While the files are being made, until they are there.
    refetchInterval: ({ state }) => (state.data?.state === 'sealing' ? 1500 : false),
  })

export const templatesKey = ['reports', 'templates']
export const useTemplates = () =>
  useQuery({
    queryKey: templatesKey,
    queryFn: () => api.get<TemplatesAnswer>('/reports/templates'),
    select: ({ items }) => items,
  })

export type ShownIndicators = readonly { readonly name: string; readonly title: Bilingual; readonly unit: Bilingual }[]
type TemplatesAnswer = { readonly items: readonly TemplateRow[]; readonly shipped: readonly ShippedTemplate[]; readonly indicators: ShownIndicators }

/** What ships and no template of the city says. */
export const useShippedTemplates = () =>
  useQuery({
    queryKey: templatesKey,
    queryFn: () => api.get<TemplatesAnswer>('/reports/templates'),
    select: ({ shipped }) => shipped,
  })

/** What templates may name. */
export const useTemplateIndicators = () =>
  useQuery({
    queryKey: templatesKey,
    queryFn: () => api.get<TemplatesAnswer>('/reports/templates'),
    select: ({ indicators }) => indicators,
  })

/** Puts a changed paragraph, or a whole report, in the place of what was shown. */
export function useTake(id: string) {
  const client = useQueryClient()
  return {
    paragraph: (changed: ParagraphAnswer) =>
      client.setQueryData<ReportAnswer>(
        reportKey(id),
        (before) => before && { ...before, paragraphs: before.paragraphs.map((one) => (one.id === changed.id ? changed : one)) },
      ),
    report: (changed: ReportAnswer) => client.setQueryData(reportKey(id), changed),
    again: () => client.invalidateQueries({ queryKey: reportKey(id) }),
  }
}

export type NewBlock = {
  readonly after: string | null
  readonly kind: Exclude<BlockKind, 'table' | 'chart'>
  readonly level: number | null
  readonly text: string
}

/** A figure without a value, with the paragraphs it stands in. */
export type Gap = { readonly figure: Figure; readonly at: readonly string[] }

/** What is missing in a report, by who owes it. */
export function gapsOf({ paragraphs, figures }: Pick<ReportAnswer, 'paragraphs' | 'figures'>): ReadonlyMap<string, readonly Gap[]> {
  const at = new Map<string, string[]>()
  for (const { id, pieces } of paragraphs)
    for (const piece of pieces) if (typeof piece !== 'string') at.set(piece.figure, [...(at.get(piece.figure) ?? []), id])
  const gaps = [...at].flatMap(([key, places]): Gap[] => {
    const figure = figures[key]
    return figure && (figure.state === 'no-data' || figure.state === 'contradictory') ? [{ figure, at: places }] : []
  })
  return Map.groupBy(gaps, ({ figure }) => figure.owner)
}

/** How many figures with a value stand in a report. */
export const figureCount = ({ paragraphs, figures }: Pick<ReportAnswer, 'paragraphs' | 'figures'>): number =>
  new Set(
    paragraphs.flatMap(({ pieces }) =>
      pieces.flatMap((piece) => (typeof piece !== 'string' && figures[piece.figure]?.state === 'value' ? [piece.figure] : [])),
    ),
  ).size

export const states = {
  draft: { tone: 'soon', label: { zh: '编写中', en: 'Draft' } },
  sealing: { tone: 'soon', label: { zh: '正在生成文件', en: 'Being printed' } },
  sent: { tone: 'good', label: { zh: '已报送', en: 'Sent' } },
} as const satisfies Record<ReportAnswer['state'], { tone: string; label: Bilingual }>
