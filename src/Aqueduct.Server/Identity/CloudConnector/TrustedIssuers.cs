using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>The allow-list of issuers. Each has keys of its own, so that none can sign for another.</summary>
internal sealed class TrustedIssuers(CloudConnectorOptions options, HttpClient http, TimeProvider clock, ILogger<TrustedIssuer> logger)
{
    private readonly FrozenDictionary<string, TrustedIssuer> issuers =
        options.Issuers.Distinct().ToFrozenDictionary(i => i, i => new TrustedIssuer(i, http, clock, logger));

    public TrustedIssuer? Find(string name) => issuers.GetValueOrDefault(name);

    public Task RefreshIfDueAsync() => Task.WhenAll(issuers.Values.Select(i => i.RefreshIfDueAsync()));
}
