import type { FieldFace } from '../../web/kit/field/field-face.ts'
import { DonePage } from './field/done.tsx'
import { RecordPage } from './field/record.tsx'
import { TodayPage } from './field/today.tsx'
import { UnitPage } from './field/unit.tsx'
import { VisitPage } from './field/visit.tsx'
import { draftContent, DUTY, isVisit, type Work } from './field/work.ts'

/** 包保 on the phone of a cadre or assistant: the units bound to him, visits, problems handed over, records for shopkeepers. */
const face: FieldFace = {
  duty: DUTY,
  title: { zh: '包保', en: 'Bound duty' },
  bundle: '/duty/bundle',
  home: TodayPage,
  routes: [
    { path: '/duty/:binding', page: UnitPage },
    { path: '/duty/:binding/visit', page: VisitPage },
    { path: '/duty/:binding/record/:kind', page: RecordPage },
    { path: '/duty-done/:id', page: DonePage },
  ],
  draft: (name, value) => {
    if (!isVisit(name)) return null
    const work = value as Work // written by these pages
    return Object.keys(work.answers).length === 0 ? null : { path: `/duty/bindings/${work.binding}/draft`, content: draftContent(work) }
  },
}
export default face
