/** Whether an account may do without a phone, by what every page asks the service anyway. */
export const isPhoneOptional = async (): Promise<boolean> =>
  (await import('../sunset/start')).sunset?.phoneOptional === true;
