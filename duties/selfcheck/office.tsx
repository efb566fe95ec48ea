import { lazy } from 'react'
import type { MenuEntry, OfficeFace } from '../../web/kit/face.ts'

const MyRecords = lazy(async () => ({ default: (await import('./office/own.tsx')).MyRecords }))
const OwnBoard = lazy(async () => ({ default: (await import('./office/own.tsx')).OwnBoard }))
const RecordPage = lazy(async () => ({ default: (await import('./office/record.tsx')).RecordPage }))
const BookPage = lazy(async () => ({ default: (await import('./office/book.tsx')).BookPage }))
const OrderPage = lazy(async () => ({ default: (await import('./office/order.tsx')).OrderPage }))
const SchoolCheck = lazy(async () => ({ default: (await import('./office/school-check.tsx')).SchoolCheckPage }))
const CoveragePage = lazy(async () => ({ default: (await import('./office/coverage.tsx')).CoveragePage }))
const SchoolPages = lazy(async () => ({ default: (await import('./office/schools.tsx')).SchoolPages }))
const RecordPages = lazy(async () => ({ default: (await import('./office/lists.tsx')).RecordPages }))
const MonthPages = lazy(async () => ({ default: (await import('./office/lists.tsx')).MonthPages }))
const CalendarPages = lazy(async () => ({ default: (await import('./office/lists.tsx')).CalendarPages }))
const ExceptionPages = lazy(async () => ({ default: (await import('./office/lists.tsx')).ExceptionPages }))
const CanteenPages = lazy(async () => ({ default: (await import('./office/lists.tsx')).CanteenPages }))
const CanteenDayPages = lazy(async () => ({ default: (await import('./office/lists.tsx')).CanteenDayPages }))
const SettingsPages = lazy(async () => ({ default: (await import('./office/lists.tsx')).SettingsPages }))

const READ = 'selfcheck.read'
const RECORD = 'selfcheck.record'
const entry = (path: string, zh: string, en: string, right: MenuEntry['right']): MenuEntry => ({ group: 'supervision', path, label: { zh, en }, ...(right !== undefined && { right }) })

/** 企业自查 at the desk and on a business's phone. */
const face: OfficeFace = {
  duty: 'selfcheck',
  menu: [
    entry('/my-records', '今日自查', 'Today’s records', RECORD),
    entry('/self-check', '企业自查', 'Self-checks', READ),
    entry('/self-checks', '自查记录', 'Self-check records', [READ, RECORD]),
    entry('/canteen-days', '食堂台账', 'Canteen books', [READ, RECORD]),
    entry('/school-checks', '学校三级检查', 'School checks', READ),
    entry('/days-closed', '停业与加开', 'Days closed', RECORD),
  ],
  routes: [
    { path: '/my-records', page: MyRecords },
    { path: '/my-records/order/:id', page: OrderPage },
    { path: '/my-records/school-check', page: SchoolCheck },
    { path: '/my-records/daily', page: RecordPage },
    { path: '/my-records/weekly', page: RecordPage },
    { path: '/my-records/monthly', page: RecordPage },
    { path: '/my-records/:kind', page: BookPage },
    { path: '/self-check', page: CoveragePage },
    { path: '/self-checks/*?', page: RecordPages },
    { path: '/self-check-months/*?', page: MonthPages },
    { path: '/self-check-forms/*?', page: SettingsPages },
    { path: '/self-check-rules/*?', page: SettingsPages },
    { path: '/canteen-limits/*?', page: SettingsPages },
    { path: '/operating-calendars/*?', page: CalendarPages },
    { path: '/days-closed/*?', page: ExceptionPages },
    { path: '/canteen-book/*?', page: CanteenPages },
    { path: '/canteen-days/*?', page: CanteenDayPages },
    { path: '/school-checks/*?', page: SchoolPages },
  ],
  opens: {
    self_check: (id) => `/self-checks/${id}`,
    self_check_month: (id) => `/self-check-months/${id}`,
    self_check_form: (id) => `/self-check-forms/${id}`,
    self_check_rule: (id) => `/self-check-rules/${id}`,
    operating_calendar: (id) => `/operating-calendars/${id}`,
    operating_exception: (id) => `/days-closed/${id}`,
    canteen_day: (id) => `/canteen-days/${id}`,
    canteen_limit: (id) => `/canteen-limits/${id}`,
    morning_check: (id) => `/canteen-book/morning/${id}`,
    goods_in: (id) => `/canteen-book/goods/${id}`,
    tableware_disinfection: (id) => `/canteen-book/disinfection/${id}`,
    food_sample: (id) => `/canteen-book/samples/${id}`,
    leader_meal: (id) => `/canteen-book/meals/${id}`,
    school_check: (id) => `/school-checks/records/${id}`,
  },
  today: [{ right: RECORD, card: OwnBoard }],
}

export default face
