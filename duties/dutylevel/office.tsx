import { lazy } from 'react'
import type { OfficeFace } from '../../web/kit/face.ts'

const Ledger = lazy(async () => ({ default: (await import('./office/ledger.tsx')).LedgerPage }))
const Late = lazy(async () => ({ default: (await import('./office/late.tsx')).LatePage }))
const Mine = lazy(async () => ({ default: (await import('./office/mine.tsx')).MinePage }))
const MineUnit = lazy(async () => ({ default: (await import('./office/mine.tsx')).VisitPage }))
const Cadres = lazy(async () => ({ default: (await import('./office/pages.tsx')).CadrePages }))
const Bindings = lazy(async () => ({ default: (await import('./office/pages.tsx')).BindingPages }))
const Visits = lazy(async () => ({ default: (await import('./office/pages.tsx')).VisitPages }))
const Problems = lazy(async () => ({ default: (await import('./office/pages.tsx')).ProblemPages }))
const Lines = lazy(async () => ({ default: (await import('./office/pages.tsx')).LinePages }))
const Rules = lazy(async () => ({ default: (await import('./office/pages.tsx')).RulePages }))
const Binding = lazy(async () => ({ default: (await import('./office/matters.tsx')).BindingRoute }))
const Visit = lazy(async () => ({ default: (await import('./office/matters.tsx')).VisitRoute }))
const Problem = lazy(async () => ({ default: (await import('./office/matters.tsx')).ProblemRoute }))
const Handover = lazy(async () => ({ default: (await import('./office/handover.tsx')).CadreHandover }))
const PersonHandover = lazy(async () => ({ default: (await import('./office/handover.tsx')).PersonHandoverPage }))
const PersonPanel = lazy(async () => ({ default: (await import('./office/handover.tsx')).PersonPanel }))

/** 包保 at the desk and on a cadre's phone: the ledger of four levels, one's own units, problems handed over. */
const face: OfficeFace = {
  duty: 'dutylevel',
  menu: [
    { group: 'supervision', path: '/my-duty', label: { zh: '我的包保', en: 'Bound to me' }, right: 'duty.cover' },
    { group: 'supervision', path: '/duty-ledger', label: { zh: '包保台账', en: 'Duty ledger' }, right: 'duty.read' },
    { group: 'supervision', path: '/duty-problems', label: { zh: '包保移交问题', en: 'Problems handed over' }, right: ['duty.read', 'duty.receive'] },
  ],
  routes: [
    { path: '/my-duty', page: Mine },
    { path: '/my-duty/:binding', page: MineUnit },
    { path: '/duty-ledger', page: Ledger },
    { path: '/duty-late', page: Late },
    { path: '/cadres/:id/handover', page: Handover },
    { path: '/duty-people/:id/handover', page: PersonHandover },
    { path: '/cadres/*?', page: Cadres },
    { path: '/duty-bindings/*?', page: Bindings },
    { path: '/duty-visits/*?', page: Visits },
    { path: '/duty-problems/*?', page: Problems },
    { path: '/duty-lines/*?', page: Lines },
    { path: '/duty-rules/*?', page: Rules },
    { path: '/matters/duty-binding/:id', page: Binding },
    { path: '/matters/duty-visit/:id', page: Visit },
    { path: '/matters/duty-problem/:id', page: Problem },
  ],
  dossier: [{ register: 'person', label: { zh: '交接', en: 'Handover' }, right: 'people.read', panel: PersonPanel }],
  opens: {
    cadre: (id) => `/cadres/${id}`,
    duty_binding: (id) => `/matters/duty-binding/${id}`,
    duty_visit: (id) => `/matters/duty-visit/${id}`,
    duty_problem: (id) => `/matters/duty-problem/${id}`,
    duty_line: (id) => `/duty-lines/${id}`,
    duty_rule: (id) => `/duty-rules/${id}`,
  },
}

export default face
