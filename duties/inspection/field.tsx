import type { FieldFace } from '../../web/kit/field/field-face.ts'
import { FillPage } from './field/fill.tsx'
import { FoundPage } from './field/found.tsx'
import { ResultPage } from './field/result.tsx'
import { SignPage } from './field/sign.tsx'
import { labelOf, TaskPage } from './field/task.tsx'
import { TodayPage } from './field/today.tsx'
import { draftContent, DUTY, type Work } from './field/work.ts'
import { results } from './registers.ts'

/** 监督检查 on the phone: where to go, what to look at, what was found. */
const face: FieldFace = {
  duty: DUTY,
  title: { zh: '检查', en: 'Inspection' },
  bundle: '/field/bundle',
  home: TodayPage,
  routes: [
    { path: '/inspection/:id', page: TaskPage },
    { path: '/inspection/:id/fill', page: FillPage },
    { path: '/inspection/:id/sign', page: SignPage },
    { path: '/result/:id', page: ResultPage },
    { path: '/found', page: FoundPage },
  ],
  draft: (_, value) => {
    const work = value as Work // written by these pages
    // Of a place that was just found the server knows nothing yet.
    return work.found || work.filling.findings.length === 0 ? null : { path: `/inspections/${work.id}/draft`, content: draftContent(work) }
  },
  says: ({ result, failed }) => {
    if (typeof result !== 'string') return null
    const { zh, en } = labelOf(results, result)
    return { zh: `${zh}，不符合 ${Number(failed)} 项`, en: `${en}, ${Number(failed)} failed` }
  },
}
export default face
