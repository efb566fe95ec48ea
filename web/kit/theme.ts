import type { ThemeConfig } from 'antd'

/** The look of the office as antd's tokens; kit.css names the same colours for what antd does not draw. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b6e62',
    colorInfo: '#0b6e62',
    colorLink: '#0b6e62',
    // antd makes it lighter of itself, too light to be read on white.
    colorLinkHover: '#095a50',
    colorLinkActive: '#084b43',
    colorSuccess: '#216e39',
    colorWarning: '#9a6700',
    colorError: '#b42318',
    colorText: '#1a2230',
    colorTextSecondary: '#4f5d73',
    colorTextDescription: '#4f5d73',
    colorTextPlaceholder: '#68758a',
    colorBorder: '#cbd3dd',
    colorBorderSecondary: '#e3e8ee',
    colorBgLayout: '#f4f6f8',
    fontFamily: 'var(--font)',
    fontSize: 14,
    fontWeightStrong: 600,
    borderRadius: 6,
    controlHeight: 32,
    motion: false,
  },
}
