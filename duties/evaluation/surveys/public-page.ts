import type { Bilingual, Language } from '../../../platform/core/bilingual.ts'
import type { Problem } from '../../../platform/core/problem.ts'

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `body{margin:0;background:#f4f5f7;color:#1d2129;font:17px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1.25rem}h1{font-size:1.35rem;line-height:1.4}fieldset{border:0;padding:0;margin:0}legend{font-weight:600;padding:0;margin-bottom:.75rem}
label{display:flex;gap:.75rem;align-items:center;min-height:48px;padding:0 1rem;margin-bottom:.5rem;background:#fff;border:1px solid #c9cdd4;border-radius:8px}
input{width:1.25rem;height:1.25rem}button{width:100%;min-height:48px;border:0;border-radius:8px;background:#0b6e62;color:#fff;font:inherit;font-weight:600}
:focus-visible{outline:3px solid #1d2129;outline-offset:2px}p.small{color:#4e5969;font-size:.9rem}nav{text-align:right}a{color:#0b6e62}`

/** A whole page without script, readable on any phone. */
function page(language: Language, title: string, body: string): string {
  const other = language === 'zh' ? '<a href="?lang=en" lang="en">English</a>' : '<a href="?lang=zh" lang="zh">中文</a>'
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main><nav>${other}</nav><h1>${escape(title)}</h1>${body}</main></body></html>`
}

const words = {
  title: { zh: '食品安全公众调查', en: 'Public survey on food safety' },
  send: { zh: '提交', en: 'Send' },
  privacy: {
    zh: '不记名：不收集姓名、电话和网络地址。为防止重复作答，本机会保存一个随机标识，一台设备答一次。',
    en: 'Anonymous: no name, number or network address is kept. A random mark on this device keeps anyone from answering twice.',
  },
  thanks: { zh: '已收到，谢谢您的回答。', en: 'Received. Thank you for your answer.' },
  again: { zh: '这台设备已经答过，每台设备只能答一次。', en: 'This device has answered already. One device answers once.' },
  over: { zh: '这项调查没有在进行：尚未开始或已经结束。', en: 'This survey is not running: it has not begun, or is over.' },
  full: { zh: '本区域的样本已满，谢谢您的参与。', en: 'This area’s sample is complete. Thank you for taking part.' },
  choose: { zh: '请先选择一项。', en: 'Choose one answer first.' },
  noCookie: { zh: '浏览器没有保存标识，请允许本站的 Cookie 后重新打开链接。', en: 'Your browser kept no mark. Allow this site’s cookie and open the link again.' },
} as const satisfies Record<string, Bilingual>
export type Said = Exclude<keyof typeof words, 'title' | 'send' | 'privacy'>

/** One sentence and no form. */
export const messagePage = (language: Language, said: Said): string => page(language, words.title[language], `<p role="status">${words[said][language]}</p>`)

export const faultPage = (problem: Problem, language: Language): string => page(language, words.title[language], `<p role="alert">${escape(problem.sentence[language])}</p>`)

/** The question as it is asked, with its answers. The wording is the survey's own: it is not translated. */
export function questionPage(language: Language, question: string, choices: readonly { readonly code: string; readonly label: Bilingual }[]): string {
  const options = choices.map(({ code, label }) => `<label><input type="radio" name="answer" value="${code}" required><span>${escape(label[language])}</span></label>`).join('')
  return page(language, words.title[language], `<form method="post" action="?lang=${language}" enctype="multipart/form-data"><fieldset><legend lang="zh-CN">${escape(question)}</legend>${options}</fieldset>
<button>${words.send[language]}</button><p class="small">${words.privacy[language]}</p></form>`)
}
