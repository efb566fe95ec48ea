import { lazy } from 'react'
import type { MenuEntry, OfficeFace } from '../../web/kit/face.ts'

const Grades = lazy(async () => ({ default: (await import('./office/pages.tsx')).GradePages }))
const Catering = lazy(async () => ({ default: (await import('./office/pages.tsx')).CateringPages }))
const Changes = lazy(async () => ({ default: (await import('./office/pages.tsx')).ChangePages }))
const Ring = lazy(async () => ({ default: (await import('./office/pages.tsx')).RingPages }))
const Rules = lazy(async () => ({ default: (await import('./office/rules.tsx')).RulePages }))
const Revise = lazy(async () => ({ default: (await import('./office/rules.tsx')).ReviseRules }))
const Simulator = lazy(async () => ({ default: (await import('./office/simulator.tsx')).Simulator }))
const Plans = lazy(async () => ({ default: (await import('./office/plans.tsx')).PlanPages }))
const Build = lazy(async () => ({ default: (await import('./office/build.tsx')).BuildPlan }))
const Lines = lazy(async () => ({ default: (await import('./office/lines.tsx')).LinePages }))
const Coverage = lazy(async () => ({ default: (await import('./office/coverage.tsx')).CoveragePage }))
const Workload = lazy(async () => ({ default: (await import('./office/workload.tsx')).WorkloadPage }))
const Explained = lazy(async () => ({ default: (await import('./office/explained.tsx')).ExplainedPanel }))

const entry = (path: string, zh: string, en: string, more: Partial<MenuEntry> = {}): MenuEntry => ({ group: 'supervision', path, label: { zh, en }, right: 'grading.read', ...more })

/** 风险分级与年度计划 at the desk: grades and why, rules and what others would do, the plan, how far inspections reach. */
const face: OfficeFace = {
  duty: 'grading',
  menu: [
    entry('/risk-grades', '风险等级', 'Risk grades'),
    entry('/catering-grades', '餐饮量化等级', 'Catering grades'),
    entry('/grade-changes', '等级调整', 'Changes of grades'),
    entry('/yearly-plans', '年度检查计划', 'Yearly plans'),
    entry('/coverage', '检查覆盖', 'Coverage'),
  ],
  routes: [
    { path: '/risk-grades/*?', page: Grades },
    { path: '/catering-grades/*?', page: Catering },
    { path: '/grade-changes/*?', page: Changes },
    { path: '/school-ring/*?', page: Ring },
    { path: '/grade-rules/revise/:kind', page: Revise },
    { path: '/grade-rules/*?', page: Rules },
    { path: '/grade-simulator', page: Simulator },
    { path: '/yearly-plans/build', page: Build },
    { path: '/yearly-plans/*?', page: Plans },
    { path: '/plan-lines/*?', page: Lines },
    { path: '/coverage', page: Coverage },
    { path: '/workload', page: Workload },
  ],
  opens: {
    premises_grade: (id) => `/risk-grades/${id}`,
    catering_grade: (id) => `/catering-grades/${id}`,
    grade_change: (id) => `/matters/grade-change/${id}`,
    school_ring: (id) => `/school-ring/${id}`,
    grade_rules: (id) => `/grade-rules/${id}`,
    inspection_plan: (id) => `/yearly-plans/${id}`,
    plan_line: (id) => `/plan-lines/${id}`,
  },
  dossier: [{ register: 'premises', label: { zh: '等级', en: 'Grades' }, own: true, panel: Explained }],
}

export default face
