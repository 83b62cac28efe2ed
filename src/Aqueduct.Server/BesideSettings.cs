namespace Aqueduct.Server;

/// <summary>What the server needs to do everything itself beside a GitLab.</summary>
/// <param name="ApiUrl">How GitLab's API is reached: <c>gitlab.url</c>.</param>
/// <param name="TokenFile">An administrator's token: <c>gitlab.token_file</c>.</param>
/// <param name="PublicUrl">How GitLab reaches Aqueduct: <c>server.public_url</c>.</param>
/// <param name="Transport">Makes an innermost handler as <c>network:</c> says.</param>
public sealed record BesideSettings(Uri ApiUrl, string TokenFile, string PublicUrl, Func<HttpMessageHandler> Transport);
