/** Tells how far something has come: a bar that moves on a terminal, a line every tenth elsewhere. */
export function progressBar(title: string): (done: number, total: number) => void {
  let told = -1
  return (done, total) => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    const step = Math.floor(share * (process.stderr.isTTY ? 100 : 10))
    if (step === told) return
    told = step
    if (!process.stderr.isTTY) return void process.stderr.write(`${title} ${Math.round(share * 100)} %\n`)
    const filled = Math.round(share * 30)
    process.stderr.write(`\r${title} [${'█'.repeat(filled)}${'·'.repeat(30 - filled)}] ${Math.round(share * 100)} %${share === 1 ? '\n' : ''}`)
  }
}
