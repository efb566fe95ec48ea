import { verifyCity, type CityVerdict } from '../../platform/audit/verify-city.ts'
import { cityOf, withInstallation, type Place } from '../kit.ts'
import { say, tell } from '../tell.ts'

const faultsOf = ({ findings, found, file }: CityVerdict): string[] => [
  ...findings.map(({ fault, number, id }) => `${fault}  ${number ?? '–'}  ${id ?? ''}`),
  ...(found > findings.length ? [`… ${found - findings.length}`] : []),
  ...file.map((fault) => `检查点文件 checkpoint file: ${JSON.stringify(fault)}`),
]

/** Verifies the audit trail of a city. Ends the program with 1 where something was changed, removed or reordered. */
export async function verifyAuditTrail(options: Place & { readonly json?: boolean }): Promise<void> {
  const verdict = await withInstallation(options, async (installation) => {
    const { code } = await cityOf(installation, options)
    return verifyCity(installation.database, code, { dir: installation.dir })
  })
  const { head, ...rest } = verdict
  tell(options.json, { ...rest, head: { number: head.number, link: Buffer.from(head.link).toString('hex') } }, () => {
    say(`已封存 sealed: ${verdict.sealed}，待封存 not sealed yet: ${verdict.unsealed}`)
    say(verdict.sound ? '日志完整。 The trail is sound.' : `日志被改动：${verdict.found + verdict.file.length} 处。 The trail was tampered with:`)
    for (const fault of faultsOf(verdict)) say(`  ${fault}`)
  })
  if (!verdict.sound) process.exitCode = 1
}
