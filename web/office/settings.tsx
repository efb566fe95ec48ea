import { RegisterTabs } from './register-tabs.tsx'

/** What the law and the city set: time limits, the calendar, settings, groups of units, dated figures. */
export const Settings = () => (
  <RegisterTabs base="/settings" names={['time_limit', 'calendar_day', 'setting', 'unit_group', 'region_parameter', 'reported_figure']} />
)
