import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { Problem } from '../platform/core/problem.ts'
import { exitOf, helpTitle, usageWords } from './usage.ts'

/** The command line. Each command's module is loaded when it is called, so that help comes at once. */
const program = new Command('shian')
  .description('食安城 ShiAn：全市食品安全工作一个平台 One platform on which a city keeps its food safe and proves it')
  .helpOption('-h, --help', '显示用法 Show how')
  .helpCommand('help [command]', '显示命令的用法 Show how a command is used')
  .configureHelp({ styleTitle: helpTitle })
  .showHelpAfterError('（用 --help 查看用法） (--help shows how)')
  .configureOutput({
    outputError: (said, write) => {
      const { zh, en } = usageWords(said)
      write(`${zh}\n${en}\n`)
    },
  })
  .exitOverride()

const whole = (least: number, most: number) => (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(`${least}–${most}`)
  return value
}

const share = (text: string): number => {
  const value = Number(text)
  if (!(value > 0 && value <= 30)) throw new InvalidArgumentError('0–30')
  return value
}

const day = (text: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('YYYY-MM-DD')
  return text
}

/** A command over an installation: where its data lie, and which city is meant. */
const placed = (command: Command): Command => command
  .addOption(new Option('--data <dir>', '数据目录 data directory').default('./data').env('SHIAN_DATA'))
  .option('--city <code>', '城市区划代码（只有一个城市时可省略） division code of the city (may be left out where there is one)')

const json = (command: Command): Command => command.option('--json', '输出 JSON for scripts')

placed(program.command('serve').description('启动服务 Start the platform'))
  .addOption(new Option('--port <port>', '端口 port').default(8080).env('PORT').argParser(whole(0, 65_535)))
  .option('--host <address>', '监听地址 address to listen at', '127.0.0.1')
  .option('--empty', '首次启动时不生成演示城市，建立三员账号 on the first start make a city without demo data, with its three administrators')
  .option('--no-jobs', '不运行后台任务（由其他进程运行） leave jobs to other processes')
  .option('--trust-proxy', '前面有反向代理 behind a reverse proxy that sets X-Forwarded-For')
  .addOption(new Option('--demo-scale <share>', '演示城市的规模 size of the demo city').argParser(share).hideHelp())
  .action(async (options) => (await import('./commands/serve.ts')).serve(options))

placed(program.command('demo').description('生成演示城市 Make the demo city'))
  .option('--seed <text>', '随机种子：同一种子、同一日期，数据相同 the same seed and date make the same city')
  .addOption(new Option('--date <date>', '演示的“今天”，默认为当天 the demo\'s today').argParser(day))
  .addOption(new Option('--scale <share>', '规模，1 为全市约 33,000 户 size; 1 is the whole city').argParser(share))
  .option('--replace', '删除现有演示数据后重新生成 remove the present demo data first')
  .action(async (options) => (await import('./commands/demo.ts')).demo(options))

const plan = program.command('plan').description('重点工作安排 Work plans')
json(plan.command('read <file>').description('读取工作安排通知（.docx .txt .md） Read a plan notice'))
  .action(async (file, options) => (await import('./commands/plan.ts')).readPlanFile(file, options))

json(program.command('claims <files...>').description('核验报告中的数据（.docx .pdf .txt .md）；有矛盾时退出码为 1，文件不能读取时为 2 Check every figure of reports; ends with 1 where one contradicts, 2 where a file cannot be read'))
  .action(async (files, options) => (await import('./commands/claims.ts')).checkClaims(files, options))

program.command('rank').description('按发现严重问题的可能性排出检查次序（任何城市的检查记录） Rank visits by the chance of a serious finding, learned from any city\'s history')
  .requiredOption('--history <file>', '检查记录（.csv .xlsx） inspections')
  .requiredOption('--schema <file>', '各列含义（JSON） what the columns mean')
  .requiredOption('--out <file>', '输出 id,score to write')
  .option('--report <file>', '输出模型说明（JSON） what was learned, to write')
  .action(async (options) => (await import('./commands/rank.ts')).rankFile(options))

const draw = program.command('draw').description('双随机抽查 Double random draws')
draw.command('make').description('按名录和种子抽取对象和检查人员，写出可复核的文件 Draw objects and inspectors from two lists and a seed; writes a file that anybody can verify')
  .requiredOption('--pool <file>', '检查对象名录：编号、名称、权重 objects: id, name, weight (.csv .xlsx)')
  .requiredOption('--inspectors <file>', '检查人员名录：编号、姓名、回避（；分隔） inspectors: id, name, recuse (ids parted by ;)')
  .requiredOption('--count <number>', '抽取户数 how many objects')
  .requiredOption('--seed <text>', '种子 the seed')
  .requiredOption('--out <file>', '输出文件（JSON） to write')
  .action(async (options) => (await import('./commands/draw.ts')).makeDrawFile(options))
draw.command('verify <file>').description('复核公布的抽取文件；不一致时退出码为 1，文件不能读取时为 2 Draw again from a published file; ends with 1 where they part, 2 where the file cannot be read')
  .action(async (file) => (await import('./commands/draw.ts')).verifyDrawFile(file))

const imports = program.command('import').description('导入 Import')
json(placed(imports.command('businesses <file>').description('导入企业和场所（.xlsx .csv） Import enterprises and their premises')))
  .option('--dry-run', '只检查，不写入（不需要数据库） only check; needs no database')
  .option('--region <code>', '只接收此区划内的行 take only rows within this division')
  .action(async (file, options) => (await import('./commands/import.ts')).importFile(file, options))
json(imports.command('fields').description('可导入的字段 Fields that a sheet may fill'))
  .action(async (options) => (await import('./commands/import.ts')).listFields(options))

json(placed(program.command('export <register>').description('导出台账 Export a register')))
  .addOption(new Option('--format <format>', '格式 format').choices(['xlsx', 'csv']).default('xlsx'))
  .option('--out <file>', '输出文件 file to write')
  .option('--region <code>', '只导出此区划 only this division')
  .option('--english', '英文表头 English headings')
  .action(async (register, options) => (await import('./commands/export.ts')).exportRegister(register, options))

const user = program.command('user').description('账号 Accounts')
json(placed(user.command('add <login>').description('新增人员和账号 Add a person with an account')))
  .requiredOption('--name <name>', '姓名 name')
  .requiredOption('--role <code>', '角色代码 code of the role')
  .option('--region <code>', '区划 division')
  .addOption(new Option('--scope <scope>', '范围 reach').choices(['subtree', 'region', 'department', 'own']))
  .option('--unit <id>', '机构编号 id of the unit')
  .addOption(new Option('--kind <kind>', '人员类别 kind').choices(['official', 'business', 'laboratory', 'hospital', 'expert']))
  .action(async (login, options) => (await import('./commands/user.ts')).add(login, options))
json(placed(user.command('list').description('列出账号 List accounts')))
  .action(async (options) => (await import('./commands/user.ts')).list(options))
json(placed(user.command('reset <login>').description('重置密码并解锁 Give a new one-time password')))
  .action(async (login, options) => (await import('./commands/user.ts')).reset(login, options))
json(placed(user.command('unlock <login>').description('解锁 Unlock')))
  .action(async (login, options) => (await import('./commands/user.ts')).unlock(login, options))
json(placed(user.command('end-sessions <login>').description('结束所有登录会话 Sign out everywhere')))
  .action(async (login, options) => (await import('./commands/user.ts')).endSessions(login, options))

const audit = program.command('audit').description('操作日志 Audit trail')
json(placed(audit.command('verify').description('验证完整性；发现改动时退出码为 1 Verify; ends with 1 where it was tampered with')))
  .action(async (options) => (await import('./commands/audit.ts')).verifyAuditTrail(options))

const jobs = program.command('jobs').description('后台任务 Background jobs')
json(placed(jobs.command('list').description('列出任务 List jobs')))
  .addOption(new Option('--state <state>', '状态 state').choices(['waiting', 'running', 'done', 'failed', 'cancelled']))
  .addOption(new Option('--limit <count>', '条数 how many').default(50).argParser(whole(1, 200)))
  .action(async (options) => (await import('./commands/jobs.ts')).list(options))
json(placed(jobs.command('retry <id>').description('重试失败的任务 Run a failed job again')))
  .action(async (id, options) => (await import('./commands/jobs.ts')).retry(id, options))

const passphrase = (command: Command): Command =>
  command.option('--passphrase-file <file>', '口令文件；也可用环境变量 SHIAN_PASSPHRASE file with the passphrase; or in SHIAN_PASSPHRASE')
json(passphrase(placed(program.command('backup <file>').description('备份整个城市 Back up a whole city'))))
  .action(async (file, options) => (await import('./commands/backup.ts')).backup(file, options))
json(passphrase(placed(program.command('restore <file>').description('从备份恢复 Restore a city from a backup'))))
  .option('--replace', '覆盖已有的同一城市 in place of the same city that is there')
  .action(async (file, options) => (await import('./commands/backup.ts')).restore(file, options))

program.command('openapi').description('打印接口文档 Print the OpenAPI document')
  .action(async () => void process.stdout.write(await (await import('./openapi.ts')).openApi()))

/** Faults of a file that was named, as against those of the data: scripts tell them apart by the exit code. */
const UNREADABLE = /^(cli\.no-file|cli\.no-write|plan\.too-long|claims\.|draw\.|paper\.|file\.|spreadsheet\.|import\.|backup\.)/

// Whoever reads our output may stop reading (`| head`); there is nobody left to tell then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Told already, by commander itself.
    process.exit(exitOf(error))
  }
  // What a person can do something about is told in a sentence; anything else with where it came from.
  if (error instanceof Problem) {
    console.error(`${error.sentence.zh}\n${error.sentence.en}`)
    for (const { path, sentence } of error.fields) console.error(`  ${path}: ${sentence.zh} ${sentence.en}`)
  } else console.error(error instanceof Error && process.env['SHIAN_DEBUG'] === undefined ? error.message : error)
  process.exitCode = error instanceof Problem && UNREADABLE.test(error.code) ? 2 : 1
}
