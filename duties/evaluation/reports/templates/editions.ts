import { hashOf } from '../../../../platform/core/draw.ts'
import type { ShippedTemplate } from './shipped.ts'

/** What of a template its text and head are; the code only names it. */
export type TemplateText = Omit<ShippedTemplate, 'code' | 'note'> & { readonly note: string | null }

/** The hash of all that a template says. */
export const templateHash = ({ name, name_en, title, mark, issuer, over, note, body }: TemplateText): string =>
  hashOf({ name, name_en, title, mark, issuer, over, note, body })

/**
 * Every text that ever shipped, by code, the last one last: a template that is one of them was never edited by the city, and a new
 * release may bring it the next. Whoever changes a shipped template adds its hash; a test says which.
 */
export const shippedHashes: Readonly<Record<string, readonly string[]>> = {
  'self-assessment-16': [
    '7ba27581af444b33c7507bfe37917d4cc7db09a96c80253cb0d4f3ee4fb16560',
    '16bd99b9e09deac1b54b566d0341187286b6ff8b0df78de75147eb59032edb7b',
    '680346a171eec8fa9741461d75edb54ee4235cc86d85fd201392386cc784f24c',
    '431136202ab93ce699277fbdf17de61716631fb48700809cd7fdb2c7af868659',
    '284004c463f65a68207fa557bcbf585b5cc675bc1bc63ad50d99948b0950f7b4',
  ],
  'self-assessment-23': [
    '9881a2631249af6f6d6d01caaa0aa4fe5fec321b78a3e937aa5ddef0d50d4ff4',
    '95e0d93635c16f7afafa8d5d3cf1098ab8a80a53a9a20443ca37984f5fb24934',
    '1c49a9b76814411a6d9e3c2859d55906d9a13e93a9d527801d54ab3878374cca',
    '6ba9edf77e80216913145dd4c6bd5951bab0f17840fcf000509a2e5281adba35',
    '9cd344b8f2652e4d0d1606a2fc95b23efbc3b89c602f0a8e387413961ac4153f',
  ],
  annual: [
    'd3592ab5cd8e98fce70362260ff1d31aefa193a7ca76a68f19267211d871c96f',
    '0db0828dc640c327fe0cac9930fde4685ce39f68c7a5594aa4f4c9add03eb54a',
    'f4786cad00aecd3939fe55a530646b4b6a2d2f2b5e3b61f1dcbf39868abad595',
  ],
  opinion: [
    'd34484919d90a6bbadce1642828e7dcc64321e7649a29af388786e529ee62895',
    'd639e8ee1269add492871678d2625ef3b1d051afa3128c01888aeb793e198366',
    'b17bf77a4c08c5bdc0445b87ccbafd78c584dbb14e2660290e12c1b965e808da',
    '1248501411a0a0c618a4aaf222334086f74bd6c69ef343b73291048ea20c3b1d',
  ],
  'half-year': [
    '34475b8e76d775b5f8bd51808bfb814647941fbeb7d96747808a29d5687a6adb',
    '35394b868a2151f96ea2a94540244119c29a329e4ac303eb3078625793712d93',
    '863fe8cca5fb571aadfa9fa8129d3029ee443e18ddfd69380ac5ab681b1516bb',
    'dad1ddfb64e3d96756c03df9501ed81a23944da01c7d83f7afd38d3017fe8521',
  ],
}

/** Whether a text shipped under its code, now or before. */
export const everShipped = (code: string, text: TemplateText): boolean => (shippedHashes[code] ?? []).includes(templateHash(text))
