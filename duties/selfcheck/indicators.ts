import { count, indicator, rows, share, sum, type Indicator } from '../../platform/indicator/declare.ts'

const percent = { zh: '%', en: '%' }
const records = { zh: '条', en: 'records' }
const duties = { zh: '次', en: 'duties' }
const checks = { zh: '户次', en: 'checks' }

const months = rows('self_check_month', [['month', 'within', 'period']])
const kept = rows('self_check', [['on_day', 'within', 'period']])
const days = rows('canteen_day', [['on_day', 'within', 'period']])
const shared = days.and(['leader_owed', '>', 0])
const checked = rows('school_check', [['on_day', 'within', 'period']])
const faulty = checked.and(['result', '=', 'problems'])

export const selfCheckIndicators: readonly Indicator[] = [
  indicator('self-check.reported', {
    title: { zh: '企业自查报告率', en: 'Firms that report self-checks' }, unit: percent, better: 'more', value: share(months.and(['missed', '=', 0]), months),
    note: { zh: '按户月计：纳入系统自查的场所，当月日管控、周排查、月调度没有漏报的。', en: 'By place and month: of the places whose records are asked for, those with no daily, weekly or monthly record missed.' },
  }),
  indicator('self-check.records', { title: { zh: '自查记录', en: 'Self-check records' }, unit: records, better: 'more', value: count(kept) }),
  indicator('self-check.zero-risk', {
    title: { zh: '零风险记录占比', en: 'Records without a problem' }, unit: percent, better: 'less', value: share(kept.and(['zero_risk', '=', true]), kept),
    note: { zh: '长期接近 100% 的，往往是没有认真查。', en: 'Where it stays near 100 %, nobody may be looking.' },
  }),
  indicator('self-check.missed', { title: { zh: '自查漏报', en: 'Self-checks missed' }, unit: duties, better: 'less', value: sum(months, 'missed') }),
  indicator('canteens.books-kept', {
    title: { zh: '食堂台账记齐率', en: 'Canteen books kept' }, unit: percent, better: 'more', value: share(days.and(['complete', '=', true]), days),
    note: { zh: '按供餐日计：晨检、每餐留样和消毒、应陪餐的陪餐都有记录。', en: 'By day served: morning check, samples and disinfection of each meal and, where owed, a shared meal are on record.' },
  }),
  indicator('canteens.samples-kept', {
    title: { zh: '食堂留样齐全率', en: 'Canteen samples kept' }, unit: percent, better: 'more', value: share(days.and(['samples_complete', '=', true]), days),
    note: { zh: '按供餐日计：每餐都有合格的留样。', en: 'By day served: each meal has samples that meet the limits.' },
  }),
  indicator('canteens.meals-shared', {
    title: { zh: '学校陪餐率', en: 'Schools where staff eat along' }, unit: percent, better: 'more', value: share(shared.and(['leader_complete', '=', true]), shared),
    note: { zh: '按供餐日计：中小学和幼儿园食堂每餐都有负责人陪餐记录的。', en: 'By day served: of school and kindergarten canteens, those with a shared meal on record for each meal.' },
  }),
  ...([['school', '校级自查', 'Schools’ own checks'], ['county', '区级巡查', 'County rounds of schools'], ['city', '市级抽查', 'City spot checks of schools']] as const).map(([level, zh, en]) =>
    indicator(`school-checks.${level}`, { title: { zh: `学校食品安全${zh}`, en }, unit: checks, better: 'more', value: count(checked.and(['level', '=', level])) })),
  indicator('school-checks.corrected', { title: { zh: '学校检查问题整改率', en: 'School problems put right' }, unit: percent, better: 'more', value: share(faulty.and(['corrected_on', 'not-null']), faulty) }),
]
