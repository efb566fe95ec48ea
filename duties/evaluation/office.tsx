import { lazy } from 'react'
import type { OfficeFace } from '../../web/kit/face.ts'

const Evaluation = lazy(async () => ({ default: (await import('./office/cockpit/pages.tsx')).EvaluationPages }))
const Claims = lazy(async () => ({ default: (await import('./office/claims/pages.tsx')).ClaimPages }))
const Reports = lazy(async () => ({ default: (await import('./office/report/pages.tsx')).ReportPages }))
const Evidence = lazy(async () => ({ default: (await import('./office/evidence/pages.tsx')).EvidencePages }))
const Surveys = lazy(async () => ({ default: (await import('./office/surveys/pages.tsx')).SurveyPages }))
const Meetings = lazy(async () => ({ default: (await import('./office/meetings/pages.tsx')).MeetingPages }))
const Examinations = lazy(async () => ({ default: (await import('./office/examination/pages.tsx')).ExaminationPages }))

const SigningCard = lazy(async () => ({ default: (await import('./office/cockpit/signing-card.tsx')).SigningCard }))
const StandingCard = lazy(async () => ({ default: (await import('./office/cockpit/standing-card.tsx')).StandingCard }))
const Gap = lazy(async () => ({ default: (await import('./office/cockpit/gap-page.tsx')).GapPage }))

/** 示范城市评价 at the desk. */
const face: OfficeFace = {
  duty: 'evaluation',
  menu: [
    { group: 'creation', path: '/evaluation', label: { zh: '72 项指标', en: '72 items' }, right: 'evaluation.read', letter: 'v' },
    { group: 'creation', path: '/claims', label: { zh: '材料核验', en: 'Claim check' }, right: 'claims.use', letter: 'y' },
    { group: 'creation', path: '/reports', label: { zh: '评价报告', en: 'Reports' }, right: 'evaluation.read', letter: 'b' },
    { group: 'creation', path: '/evidence', label: { zh: '资料审查', en: 'Evidence' }, right: 'evaluation.read' },
    { group: 'creation', path: '/surveys', label: { zh: '满意度调查', en: 'Surveys' }, right: 'evaluation.read' },
    { group: 'creation', path: '/examinations', label: { zh: '初评', en: 'Examinations' }, right: 'evaluation.read' },
    { group: 'creation', path: '/meetings', label: { zh: '会议', en: 'Meetings' }, right: 'evaluation.read' },
  ],
  routes: [
    { path: '/evaluation/*?', page: Evaluation },
    { path: '/matters/evaluation-gap/:id', page: Gap },
    { path: '/claims/*?', page: Claims },
    { path: '/reports/*?', page: Reports },
    { path: '/evidence/*?', page: Evidence },
    { path: '/surveys/*?', page: Surveys },
    { path: '/examinations/*?', page: Examinations },
    { path: '/meetings/*?', page: Meetings },
  ],
  today: [{ right: 'evaluation.read', card: StandingCard, aside: true }, { right: 'evaluation.work', card: SigningCard }],
  opens: { evaluation_paper: (id) => `/evidence/papers/${id}`, survey: (id) => `/surveys/${id}`, meeting: (id) => `/meetings/${id}`, examination: (id) => `/examinations/${id}`, claim_check: (id) => `/claims/${id}`, evaluation_report: (id) => `/reports/${id}` },
}

export default face
