import { count, indicator, rows, share, sum, type Indicator } from '../../platform/indicator/declare.ts'
import { themes } from './registers.ts'
import { figureCodes, figureOf, type FigureCode } from './rules/daily.ts'
import { units } from './rules/campaign.ts'

const percent = { zh: '%', en: '%' }
const times = { zh: '次', en: 'times' }
const places = { zh: '户', en: 'premises' }

/** A7-4: places asked for at term start; the half-year is that of the last day of the visits. */
const termStart = rows('period_visit', [['period_kind', '=', 'term'], ['asked', '=', true], ['due_on', 'within', 'period']])
const school = termStart.and(['visit_group', '=', 'school'])
const around = termStart.and(['visit_group', '=', 'surroundings'])
const visited = ['visited', '=', true] as const

const held = rows('campaign', [['starts_on', 'within', 'period'], ['state', '!=', 'draft']])
const targets = rows('campaign_target')
const lines = rows('campaign_daily', [['day', 'within', 'period']])

/** Figures that may be added up over days and units; 户 and 家 may not, and are no indicators. */
const added = figureCodes.filter((code) => figureOf(code).additive)
const unitOf = (code: FigureCode) => (figureOf(code).unit === '元' ? { zh: '分', en: 'fen' } : { zh: figureOf(code).unit, en: units[figureOf(code).unit].en })

const ofTheme = (code: 'rural' | 'online' | 'health_food', name: string): Indicator => {
  const { label } = themes.find((one) => one.code === code)!
  return indicator(`campaigns.${name}`, { title: { zh: `${label.zh}专项治理`, en: `Campaigns: ${label.en}` }, unit: times, better: 'more', value: count(held.and(['theme', '=', code])) })
}

export const campaignIndicators: readonly Indicator[] = [
  indicator('inspection.school-covered', {
    title: { zh: '学校食堂开学检查覆盖率', en: 'School canteens inspected at term start' }, unit: percent, better: 'more', value: share(school.and(visited), school),
    note: { zh: '检查期内（开学前 20 天至开学后 20 天，可按学期调整）已检查的学校食堂和供餐单位，占应检查的；停业的不计。', en: 'Of school kitchens asked for at term start (from 20 days before to 20 days into it, unless the term says otherwise), those inspected in time; closed ones are not counted.' },
  }),
  indicator('inspection.school-surroundings', {
    title: { zh: '校园周边检查覆盖率', en: 'Shops near schools inspected' }, unit: percent, better: 'more', value: share(around.and(visited), around),
  }),
  indicator('campaigns.held', { title: { zh: '专项整治', en: 'Campaigns' }, unit: times, better: 'more', value: count(held) }),
  ofTheme('rural', 'rural'), ofTheme('online', 'online'), ofTheme('health_food', 'health-food'),
  indicator('campaigns.targets-visited', { title: { zh: '专项对象检查覆盖率', en: 'Targets of campaigns visited' }, unit: percent, better: 'more', value: share(targets.and(visited), targets) }),
  indicator('campaigns.targets', { title: { zh: '专项对象', en: 'Targets of campaigns' }, unit: places, better: 'more', value: count(targets) }),
  ...added.map((code) => indicator(`campaigns.figure.${code.replaceAll('_', '-')}`, {
    title: { zh: `专项${figureOf(code).title.zh}`, en: `Campaigns: ${figureOf(code).title.en}` }, unit: unitOf(code), better: 'more', value: sum(lines, code),
    note: { zh: '参加单位日报合计；与检查记录不一致的在专项进度中列出。', en: 'The sum of daily lines; where they part from inspections the board says so.' },
  })),
  indicator('interviews.held', { title: { zh: '责任约谈', en: 'Interviews held' }, unit: times, better: 'more', value: count(rows('interview', [['held_on', 'within', 'period'], ['state', 'in', ['held', 'closed']]])) }),
  indicator('interviews.promises-kept', {
    title: { zh: '约谈承诺履行率', en: 'Promises kept' }, unit: percent, better: 'more',
    value: share(rows('undertaking', [['due_on', 'within', 'period'], ['state', '=', 'kept']]), rows('undertaking', [['due_on', 'within', 'period']])),
  }),
]
