import { duty, type Duty } from '../duty.ts'
import type { Registry } from '../register/labels.ts'
import { serveToday } from '../today/routes.ts'
import { checkIndicators } from './check.ts'
import type { Indicator } from './declare.ts'
import { serveIndicators } from './routes.ts'
import { snapshotJob } from './snapshot.ts'

/** The figures of all duties: their routes, the first page made of them, and the nightly snapshot. @throws TypeError for a wrong declaration */
export function indicatorDuty(registers: Registry, indicators: readonly Indicator[]): Duty {
  checkIndicators(registers, indicators)
  return duty({
    name: 'indicator',
    title: { zh: '指标', en: 'Indicators' },
    registers: [],
    rights: {},
    routes: (routes) => {
      serveIndicators(routes, registers, indicators)
      serveToday(routes, registers, indicators)
    },
    jobs: [snapshotJob(registers, indicators)],
  })
}
