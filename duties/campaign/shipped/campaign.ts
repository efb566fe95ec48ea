import type { FigureKind, Unit } from '../rules/campaign.ts'

const figure = (code: string, unit: Unit, zh: string, en: string, additive = true): FigureKind => ({ code, unit, title: { zh, en }, additive })

/** What campaigns report each day, with the units the papers print. @source daily figures named in the published papers */
export const shippedFigures: readonly FigureKind[] = [
  figure('officers', '人次', '出动执法人员', 'Officers sent out'),
  figure('vehicles', '辆次', '出动执法车辆', 'Vehicles sent out'),
  figure('checked', '户次', '检查经营主体', 'Premises checked, visit by visit'),
  figure('checked_premises', '户', '检查经营主体（不重复）', 'Premises checked, each once', false),
  figure('problem_firms', '家', '发现问题单位', 'Firms with problems', false),
  figure('orders', '份', '下达责令整改通知书', 'Orders to correct'),
  figure('documents', '份', '制作执法文书', 'Documents made out'),
  figure('cases', '起', '立案查处', 'Cases opened'),
  figure('penalties', '元', '罚没款', 'Fines and confiscations'),
  figure('destroyed', 'kg', '销毁', 'Destroyed'),
  figure('removed', 'kg', '下架', 'Taken off the shelves'),
  figure('seized', 'kg', '查扣', 'Seized'),
]
