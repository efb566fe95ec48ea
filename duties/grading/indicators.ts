import { count, indicator, rows, share, type Indicator } from '../../platform/indicator/declare.ts'

const percent = { zh: '%', en: '%' }
const households = { zh: '户', en: 'premises' }

const graded = rows('premises_grade', [['trading', '=', true]])
const standing = graded.and(['grade', 'not-null'], ['regrade_by', 'after', 'as-of'])
const catering = rows('catering_grade', [['trading', '=', true]])
const annual = catering.and(['annual', 'not-null'])
const planned = rows('plan_line', [['starts_on', 'on-or-before', 'as-of'], ['ends_on', 'on-or-after', 'as-of'], ['due', '>', 0]])

export const gradingIndicators: readonly Indicator[] = [
  indicator('grading.graded-share', {
    title: { zh: '食品生产经营风险分级率', en: 'Businesses graded by risk' }, unit: percent, better: 'more', value: share(standing, graded),
    note: { zh: '应评定风险等级的在营场所中，已评定且未超过再评期限（一年一评）的。', en: 'Of premises that trade and are to be graded, those with a grade whose year is not over.' },
  }),
  ...(['A', 'B', 'C', 'D'] as const).map((grade) => indicator(`grading.grade-${grade.toLowerCase()}`, {
    title: { zh: `风险等级 ${grade} 级`, en: `Risk grade ${grade}` }, unit: households, better: grade === 'A' ? 'more' : 'less', value: count(graded.and(['grade', '=', grade])),
  })),
  indicator('grading.full-check-overdue', {
    title: { zh: '全项检查逾期', en: 'Full checks overdue' }, unit: households, better: 'less', value: count(graded.and(['full_due_on', 'before', 'as-of'])),
    note: { zh: '两年内没有一次覆盖全部检查要点的检查（总局令49号第二十二条）。', en: 'No check of all items within two years (SAMR order 49, art. 22).' },
  }),
  indicator('grading.audit-overdue', { title: { zh: '体系检查逾期', en: 'System audits overdue' }, unit: households, better: 'less', value: count(graded.and(['audit_due_on', 'before', 'as-of'])) }),
  indicator('grading.plan-done', {
    title: { zh: '年度监督检查计划完成率', en: 'Yearly plan done' }, unit: percent, better: 'more', value: share(planned.and(['behind', '=', false]), planned),
    note: { zh: '公布的年度计划中到期应查的场所里，检查次数不落后于计划的。', en: 'Of places that the published plan has due by now, those visited as often as planned.' },
  }),
  indicator('catering.graded-share', {
    title: { zh: '餐饮量化分级覆盖率', en: 'Catering graded' }, unit: percent, better: 'more', value: share(annual, catering),
    note: { zh: '在营餐饮单位（不含小摊点）中，有年度量化等级的。', en: 'Of catering that trades, vendors left out, those with an annual grade.' },
  }),
  indicator('catering.a-share', { title: { zh: '餐饮量化A级占比', en: 'Grade A among catering' }, unit: percent, better: 'more', value: share(catering.and(['annual', '=', 'A']), annual) }),
]
