// Secrets are typed in here and stay in the memory of this page.
SwaggerUIBundle({
  url: '/-/api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
