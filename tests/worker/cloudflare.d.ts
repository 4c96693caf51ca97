// What the tests use of Workers' own modules.
declare module 'cloudflare:workers' {
  export const exports: { readonly default: { fetch(request: Request): Promise<Response> } }
}
