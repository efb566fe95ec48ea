import { lazy } from 'react'
import type { OfficeFace } from '../../web/kit/face.ts'

const Campaigns = lazy(async () => ({ default: (await import('./office/campaigns.tsx')).CampaignPages }))
const DailyLimits = lazy(async () => ({ default: (await import('./office/campaigns.tsx')).DailyLimitPages }))
const Periods = lazy(async () => ({ default: (await import('./office/periods.tsx')).PeriodPages }))
const PeriodRules = lazy(async () => ({ default: (await import('./office/periods.tsx')).PeriodRulePages }))
const Visit = lazy(async () => ({ default: (await import('./office/visit.tsx')).VisitRoute }))
const Events = lazy(async () => ({ default: (await import('./office/events.tsx')).EventPages }))
const Interviews = lazy(async () => ({ default: (await import('./office/interviews.tsx')).InterviewPages }))
const Interview = lazy(async () => ({ default: (await import('./office/interviews.tsx')).InterviewRoute }))

const OwnInterviews = lazy(async () => ({ default: (await import('./office/interviews.tsx')).OwnInterviews }))

const right = 'campaign.read'

/** 专项整治、重要时段、重大活动保障、约谈 at the desk. */
const face: OfficeFace = {
  duty: 'campaign',
  menu: [
    { group: 'supervision', path: '/campaigns', label: { zh: '专项整治', en: 'Campaigns' }, right },
    { group: 'supervision', path: '/special-periods', label: { zh: '重要时段', en: 'Special periods' }, right },
    { group: 'supervision', path: '/major-events', label: { zh: '重大活动保障', en: 'Major events' }, right },
    { group: 'supervision', path: '/interviews', label: { zh: '责任约谈', en: 'Interviews' }, right },
  ],
  routes: [
    { path: '/campaigns/*?', page: Campaigns },
    { path: '/daily-limits/*?', page: DailyLimits },
    { path: '/special-periods/*?', page: Periods },
    { path: '/period-rules/*?', page: PeriodRules },
    { path: '/period-visits/:id', page: Visit },
    { path: '/major-events/*?', page: Events },
    { path: '/interviews/*?', page: Interviews },
    { path: '/matters/interview/:id', page: Interview },
  ],
  // Whoever keeps the records of a business.
  today: [{ right: 'selfcheck.record', card: OwnInterviews }],
  opens: {
    campaign: (id) => `/campaigns/${id}`,
    daily_limit: (id) => `/daily-limits/${id}`,
    period_rule: (id) => `/period-rules/${id}`,
    special_period: (id) => `/special-periods/${id}`,
    period_visit: (id) => `/period-visits/${id}`,
    major_event: (id) => `/major-events/${id}`,
    interview: (id) => `/matters/interview/${id}`,
  },
}

export default face
