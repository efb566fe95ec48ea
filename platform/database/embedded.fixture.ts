/** A program of its own for the tests: `node embedded.fixture.ts DIR` starts the server, tells its URL and waits to be killed. */
import { startEmbedded } from './embedded.ts'

const [, , dir = '', last] = process.argv
process.on('SIGINT', () => process.stdout.write('interrupted\n'))
const cluster = await startEmbedded({ dir, log: (line) => process.stderr.write(`${line}\n`) })
process.stdout.write(`${cluster.url}\n`)
if (last === 'stop') await cluster.stop()
else setInterval(() => {}, 60_000)
