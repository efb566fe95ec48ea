import { lazy } from 'react'
import type { OfficeFace } from '../../web/kit/face.ts'

const Inspections = lazy(async () => ({ default: (await import('./office/pages.tsx')).InspectionPages }))
const Orders = lazy(async () => ({ default: (await import('./office/pages.tsx')).OrderPages }))
const Board = lazy(async () => ({ default: (await import('./office/board.tsx')).BoardPage }))
const Pictures = lazy(async () => ({ default: (await import('./office/pictures.tsx')).PicturesPage }))
const Targets = lazy(async () => ({ default: (await import('./office/pages.tsx')).TargetPages }))
const Sheets = lazy(async () => ({ default: (await import('./office/sheets.tsx')).SheetPages }))
const draws = () => import('./office/draw-pages.tsx')
const Draws = lazy(async () => ({ default: (await draws()).DrawPages }))
const DrawRules = lazy(async () => ({ default: (await draws()).DrawRulePages }))
const Credits = lazy(async () => ({ default: (await draws()).CreditPages }))
const Recusals = lazy(async () => ({ default: (await draws()).RecusalPages }))
const Draw = lazy(async () => ({ default: (await import('./office/draw.tsx')).DrawRoute }))
const DrawShown = lazy(async () => ({ default: (await import('./office/draw-shown.tsx')).DrawShown }))
const Ranking = lazy(async () => ({ default: (await import('./office/rank.tsx')).RankPage }))
const RankModel = lazy(async () => ({ default: (await import('./office/rank-model.tsx')).RankModelPage }))
const Inspection = lazy(async () => ({ default: (await import('./office/inspection.tsx')).InspectionRoute }))

const Order = lazy(async () => ({ default: (await import('./office/order.tsx')).OrderRoute }))

/** 监督检查 at the desk: who goes where, what was found, what was ordered, by which sheets. */
const face: OfficeFace = {
  duty: 'inspection',
  menu: [
    { group: 'supervision', path: '/inspections', label: { zh: '监督检查', en: 'Inspections' }, right: 'inspection.read' },
    { group: 'supervision', path: '/rectifications', label: { zh: '责令整改', en: 'Orders to correct' }, right: ['inspection.read', 'rectification.correct'] },
    { group: 'supervision', path: '/draws', label: { zh: '双随机抽查', en: 'Random draws' }, right: 'inspection.read' },
    { group: 'supervision', path: '/ranking', label: { zh: '先查哪家', en: 'Visit first' }, right: 'inspection.read' },
    { group: 'supervision', path: '/rectification-board', label: { zh: '整改看板', en: 'Rectification board' }, right: 'inspection.read' },
    { group: 'supervision', path: '/inspection-targets', label: { zh: '重点检查对象', en: 'Checked first' }, right: 'inspection.read' },
    { group: 'supervision', path: '/check-sheets', label: { zh: '检查要点表', en: 'Check sheets' }, right: 'inspection.read' },
  ],
  routes: [
    { path: '/inspections/*?', page: Inspections },
    { path: '/rectifications/*?', page: Orders },
    { path: '/rectification-board', page: Board },
    { path: '/inspection-pictures', page: Pictures },
    { path: '/inspection-targets/*?', page: Targets },
    { path: '/check-sheets/*?', page: Sheets },
    { path: '/ranking', page: Ranking },
    { path: '/ranking/model/:id?', page: RankModel },
    { path: '/draws/*?', page: Draws },
    { path: '/draws-shown/:id', page: DrawShown },
    { path: '/draw-rules/*?', page: DrawRules },
    { path: '/credit-classes/*?', page: Credits },
    { path: '/recusals/*?', page: Recusals },
    { path: '/matters/draw/:id', page: Draw },
    { path: '/matters/inspection/:id', page: Inspection },
    { path: '/matters/rectification/:id', page: Order },
  ],
  opens: {
    inspection: (id) => `/matters/inspection/${id}`,
    rectification: (id) => `/matters/rectification/${id}`,
    draw: (id) => `/draws/${id}`,
    rank_run: (id) => `/ranking/model/${id}`,
    draw_rule: (id) => `/draw-rules/${id}`,
    credit_class: (id) => `/credit-classes/${id}`,
    recusal: (id) => `/recusals/${id}`,
    check_sheet: (id) => `/check-sheets/${id}`,
  },
}

export default face
