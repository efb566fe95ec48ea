import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayText } from '../../duties/inspection/rank/days.ts'
import { makeCity } from './city.ts'
import { recipes } from './recipes.ts'

/** Writes a made city as `shian rank` reads it: node bench/rank/csv.ts NUMBER DIRECTORY (history.csv, schema.json, truth.csv). */
const [number = '0', dir = 'data/rank'] = process.argv.slice(2)
const city = makeCity(recipes[Number(number)]!)
const names = Object.keys(city.schema.inputs)
const lines = (['train', 'test'] as const).flatMap((part) => city[part].map((row) =>
  [row.id, dayText(row.day), part, row.outcome ?? '', row.nuisance[0] ?? '', ...names.map((name) => row.inputs[name] ?? '')].join(',')))
mkdirSync(dir, { recursive: true })
writeFileSync(join(dir, 'history.csv'), `${['id', 'date', 'split', 'critical', 'inspector', ...names].join(',')}\n${lines.join('\n')}\n`)
writeFileSync(join(dir, 'schema.json'), JSON.stringify(city.schema, null, 2))
writeFileSync(join(dir, 'truth.csv'), `id,outcome,inspector\n${city.truth.map(({ id, outcome, inspector }) => `${id},${outcome},${inspector}`).join('\n')}\n`)
