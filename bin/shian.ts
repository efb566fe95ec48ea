import { Command, InvalidArgumentError, Option } from 'commander'
import { Problem } from '../platform/core/problem.ts'

/** The command line. Each command's module is loaded when it is called, so that help comes at once. */
const program = new Command('shian')
  .description('食安城 ShiAn：全市食品安全工作一个平台 One platform on which a city keeps its food safe and proves it')
  .showHelpAfterError('（用 --help 查看用法） (--help shows how)')

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

export { day, json, placed, program, share, whole }

try {
  await program.parseAsync()
} catch (error) {
  // What a person can do something about is told in a sentence; anything else with where it came from.
  if (error instanceof Problem) {
    console.error(`${error.sentence.zh}\n${error.sentence.en}`)
    for (const { path, sentence } of error.fields) console.error(`  ${path}: ${sentence.zh} ${sentence.en}`)
  } else console.error(error instanceof Error && process.env['SHIAN_DEBUG'] === undefined ? error.message : error)
  process.exitCode = 1
}
