import type { FieldProblem } from '../../../platform/core/problem.ts'
import type { DrawRules, FormKind, SheetContent } from './contract.ts'

type Known = { readonly items: ReadonlySet<string>; readonly kinds: ReadonlySet<string> }

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

const twice = <T>(all: readonly T[]): ReadonlySet<number> => new Set(all.flatMap((one, at) => (all.indexOf(one) < at ? [at] : [])))

function sheetFaults({ kinds, lines }: SheetContent, known: Known): FieldProblem[] {
  const codes = twice(lines.map(({ code }) => code))
  return [
    ...(kinds.length === 0 ? [fault('content.kinds', '请选择适用的业态。', 'Choose the kinds of business it is for.')] : []),
    ...kinds.flatMap((kind, at) =>
      known.kinds.has(kind) ? [] : [fault(`content.kinds.${at}`, `没有业态“${kind}”。`, `There is no kind of business “${kind}”.`)],
    ),
    ...(lines.length === 0 ? [fault('content.lines', '检查表没有检查项。', 'The sheet has no line.')] : []),
    ...lines.flatMap(({ code, item, score }, at) => [
      ...(codes.has(at) ? [fault(`content.lines.${at}.code`, `编号“${code}”重复。`, `The code “${code}” stands twice.`)] : []),
      ...(known.items.has(item)
        ? []
        : [fault(`content.lines.${at}.item`, `评价细则没有指标“${item}”。`, `The scheme has no item “${item}”.`)]),
      ...(score > 0 ? [] : [fault(`content.lines.${at}.score`, '分值须大于 0。', 'A line has more than 0 points.')]),
    ]),
  ]
}

function quotaFaults({ open, covert }: DrawRules, known: Known): FieldProblem[] {
  const parts = [
    ['open', open],
    ['covert', covert],
  ] as const
  return [
    ...(Object.keys(open.quotas).length === 0
      ? [fault('content.open.quotas', '明查没有配额。', 'There is no quota for open visits.')]
      : []),
    ...(open.areas.district + open.areas.county === 0
      ? [fault('content.open.areas', '明查至少抽一个区域。', 'At least one area is drawn for open visits.')]
      : []),
    ...parts.flatMap(([part, { quotas }]) =>
      Object.keys(quotas).flatMap((kind) =>
        known.kinds.has(kind)
          ? []
          : [fault(`content.${part}.quotas.${kind}`, `没有业态“${kind}”。`, `There is no kind of business “${kind}”.`)],
      ),
    ),
  ]
}

/** What is wrong with a check sheet or with quotas, all at once. Pure. */
export const formFaults = (kind: FormKind, content: SheetContent | DrawRules, known: Known): readonly FieldProblem[] =>
  kind === 'sheet'
    ? 'lines' in content
      ? sheetFaults(content, known)
      : [fault('content', '内容不是检查表。', 'This is no check sheet.')]
    : 'open' in content
      ? quotaFaults(content, known)
      : [fault('content', '内容不是配额。', 'These are no quotas.')]
