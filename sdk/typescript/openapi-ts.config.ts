/** How @hey-api/openapi-ts writes src/generated; `make sdk` runs it and says from what to where. */
export default {
  input: process.env.SDK_DOCUMENT,
  output: { path: process.env.SDK_TARGET, module: { extension: ".js" } },
  plugins: ["@hey-api/typescript", "@hey-api/sdk", "@hey-api/client-fetch"],
};
