/** A program of its own for the tests: `node jobs.fixture.ts DIR KEYS URL CITY KIND` claims a job, says so, and hangs until it is killed. */
import { openInstallation } from '../installation.ts'
import { startRunner } from './runner.ts'

const [, , dir = '', keysFrom = '', databaseUrl = '', city = '', kind = ''] = process.argv
const { database, files } = await openInstallation({ dir, keysFrom, databaseUrl, migrations: [] })
startRunner({
  database, files, cities: [city],
  kinds: [{ kind, title: { zh: '挂起', en: 'Hangs' }, run: ({ job }) => new Promise(() => process.stdout.write(`running ${job.id}\n`)) }],
})
