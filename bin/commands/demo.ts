import { demoState, removeDemo } from '../../demo/state.ts'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem, problems } from '../../platform/core/problem.ts'
import { citiesOf } from '../../platform/city.ts'
import { makeDemo, printDemoAccounts } from '../demo-city.ts'
import { open, type Place } from '../kit.ts'
import { say } from '../tell.ts'

problems({
  'demo.exists': [409, '这里已有演示城市。要重新生成（现有演示数据会被删除），请加 --replace。', 'The demo city is here already. To make it anew (its data will be removed), add --replace.'],
  'demo.real-city': [409, '这里有正式城市，不能再放演示城市；请用 --data 另选目录。', 'There is a real city here, so no demo is put beside it. Choose another directory with --data.'],
})

export type DemoOptions = Place & { readonly seed?: string; readonly date?: DateOnly; readonly scale?: number; readonly replace?: boolean }

/** Makes the demo city, or with `--replace` makes it anew. */
export async function demo(options: DemoOptions): Promise<void> {
  const installation = await open(options, { log: say })
  try {
    if ((await citiesOf(installation)).some((city) => !city.demo)) throw new Problem('demo.real-city')
    if (await demoState(installation) === 'complete') {
      if (!options.replace) throw new Problem('demo.exists')
      await removeDemo(installation)
    }
    const { seed, date, scale } = options
    await makeDemo(installation, { ...(seed !== undefined && { seed }), ...(date !== undefined && { referenceDate: date }), ...(scale !== undefined && { scale }) })
    printDemoAccounts()
  } finally {
    await installation.stop()
  }
}
