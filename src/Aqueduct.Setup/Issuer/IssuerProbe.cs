using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace Aqueduct.Setup.Issuer;

/// <summary>
/// Looks at the public issuer as AWS STS does: discovery document, its required members, the key set, our key in it, each within 5 seconds.
/// Source: STS's error texts (aws "Couldn't retrieve verification key") and OpenID Connect Discovery 1.0.
/// </summary>
internal sealed class IssuerProbe : IDisposable
{
    /// <summary>STS gives up after this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int LargestDocument = 256 * 1024;

    private static readonly string[] RequiredMembers =
        ["jwks_uri", "response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"];

    private readonly ObservedCertificate certificate;
    private readonly HttpClient http;
    private readonly TimeProvider clock;

    /// <param name="transport">The innermost handler, for this probe alone; disposed with it.</param>
    public IssuerProbe(HttpMessageHandler transport, TimeProvider clock)
    {
        certificate = ObservedCertificate.Watch(transport);
        http = new(transport) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestDocument };
        this.clock = clock;
    }

    /// <returns>Null when AWS will find what it needs.</returns>
    public async Task<Failure?> CheckAsync(string issuerUrl, string keyId, CancellationToken cancellationToken)
    {
        var discoveryUrl = $"{issuerUrl}/.well-known/openid-configuration";
        var fetched = await FetchAsync(discoveryUrl, cancellationToken);
        if (!fetched.TryGet(out var discovery, out var failures))
            return failures[0];

        using (discovery)
        {
            var named = Text(discovery, "issuer");
            if (named != issuerUrl)
                return new("issuer-differs", $"{discoveryUrl} says that its issuer is '{named}', not {issuerUrl}; AWS compares them letter by letter.",
                    "Publish the discovery document of this Aqueduct there, or correct identity.issuer_url.");
            if (RequiredMembers.Where(m => !discovery.RootElement.TryGetProperty(m, out _)).ToList() is [_, ..] missing)
                return new("issuer-incomplete", $"{discoveryUrl} lacks {string.Join(", ", missing)}; AWS then says \"Couldn't retrieve verification key\".",
                    $"Publish the document as Aqueduct writes it: {HowToPublish(issuerUrl)}");
            return await CheckKeysAsync(issuerUrl, Text(discovery, "jwks_uri") ?? "", keyId, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Failure?> CheckKeysAsync(string issuerUrl, string keysUrl, string keyId, CancellationToken cancellationToken)
    {
        if (!keysUrl.StartsWith("https://", StringComparison.Ordinal))
            return new("issuer-keys-not-https", $"The discovery document of {issuerUrl} names the key set '{keysUrl}', which is not https.",
                $"Publish the document as Aqueduct writes it: {HowToPublish(issuerUrl)}");

        var fetched = await FetchAsync(keysUrl, cancellationToken);
        if (!fetched.TryGet(out var keys, out var failures))
            return failures[0];

        using (keys)
        {
            List<string> found = keys.RootElement.TryGetProperty("keys", out var list) && list.ValueKind is JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(k => k.TryGetProperty("kid", out var kid) ? kid.GetString() ?? "" : "")]
                : [];
            return found.Contains(keyId)
                ? null
                : new("issuer-other-key",
                    $"{keysUrl} shows {(found.Count is 0 ? "no keys" : $"the keys {string.Join(", ", found)}")}, not the key {keyId} that signs our tokens: another Aqueduct, or an old copy, answers there.",
                    $"Let the public address lead to this Aqueduct's data, or publish its keys anew: {HowToPublish(issuerUrl)}");
        }
    }

    private async Task<SetupResult<JsonDocument>> FetchAsync(string url, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var answer = await http.GetAsync(new Uri(url), either.Token);
            if (answer.StatusCode is HttpStatusCode.NotFound)
                return new Failure("issuer-not-found", $"{url} answers 404: nothing is published there, or for another instance UID.", $"Publish the issuer: {HowToPublish(url)}");
            if (answer.StatusCode is not HttpStatusCode.OK)
                return new Failure("issuer-status", $"{url} answers {(int)answer.StatusCode}; AWS needs 200 without sign-in.", "Look at the web server or proxy in front of it.");
            return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Failure("issuer-slow", $"{url} did not answer within {Patience.TotalSeconds:0} seconds, and AWS waits no longer.",
                "Check that it is reachable on port 443 from the internet and not throttled.");
        }
        catch (HttpRequestException e)
        {
            return Unreachable(url, e);
        }
        catch (JsonException)
        {
            return new Failure("issuer-not-json", $"{url} answers something that is not JSON.", "A sign-in or error page of a proxy is the usual cause: let these two paths through.");
        }
    }

    private Failure Unreachable(string url, HttpRequestException exception)
    {
        var host = new Uri(url).Host;
        return exception switch
        {
            { InnerException: AuthenticationException tls } => IssuerCertificate.Explain(host, certificate, tls, clock.GetUtcNow()),
            { HttpRequestError: HttpRequestError.NameResolutionError } =>
                new("issuer-unresolved", $"The name {host} of {url} does not resolve.", "Create its DNS entry, or correct identity.issuer_url; for a rehearsal, network.connect_to maps it."),
            _ => new("issuer-unreachable", $"{url} does not answer: {exception.Message}",
                $"Start the server or proxy that should answer on port 443; {HowToPublish(url)}"),
        };
    }

    private static string HowToPublish(string url) =>
        $"run `aqueduct serve` behind https://{new Uri(url).Host}, or `aqueduct identity publish --to DIR` and serve DIR there.";

    private static string? Text(JsonDocument document, string member) =>
        document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
