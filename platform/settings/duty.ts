import { duty } from '../duty.ts'
import { regionParameters, reportedFigures, settings, unitGroups } from './registers.ts'

export const settingsDuty = duty({
  name: 'settings',
  title: { zh: '设置', en: 'Settings' },
  registers: [settings, regionParameters, unitGroups, reportedFigures],
  rights: {
    'settings.write': { zh: '修改本市设置', en: 'Change the city’s settings' },
    'figures.write': { zh: '填报数据和基数', en: 'Enter figures and base figures' },
    'indicators.read': { zh: '查看指标', en: 'See indicators' },
  },
})
