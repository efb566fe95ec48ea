import { lazy } from 'react'
import type { OfficeFace } from '../../web/kit/face.ts'

const Plans = lazy(async () => ({ default: (await import('./office/pages.tsx')).PlanPages }))
const MyTasks = lazy(async () => ({ default: (await import('./office/mine.tsx')).MyTasks }))
const Task = lazy(async () => ({ default: (await import('./office/task.tsx')).TaskRoute }))
const Part = lazy(async () => ({ default: (await import('./office/share.tsx')).PartRoute }))
const Report = lazy(async () => ({ default: (await import('./office/share.tsx')).ReportRoute }))
const LightsCard = lazy(async () => ({ default: (await import('./office/lights-card.tsx')).LightsCard }))

/** 重点工作 at the desk: reading a notice, the wall, tasks, what a unit owes, who has not reported, the yearly assessment. */
const face: OfficeFace = {
  duty: 'workplan',
  menu: [
    {
      group: 'creation',
      path: '/plans',
      label: { zh: '重点工作', en: 'Work plans' },
      right: 'plan.read',
      letter: 'w',
      counter: 'workplan.late',
      counterNote: { zh: '项任务逾期', en: 'tasks late' },
      late: true,
    },
    { group: 'creation', path: '/my-tasks', label: { zh: '本单位任务', en: 'Our tasks' }, right: 'plan.work', letter: 'k' },
  ],
  routes: [
    { path: '/plans/*?', page: Plans },
    { path: '/my-tasks', page: MyTasks },
    { path: '/matters/plan-task/:id', page: Task },
    { path: '/matters/plan-part/:id', page: Part },
    { path: '/matters/plan-report/:id', page: Report },
  ],
  opens: { plan: (id) => `/plans/${id}` },
  today: [{ right: 'plan.read', card: LightsCard }],
}

export default face
