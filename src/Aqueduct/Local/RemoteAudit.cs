using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Aqueduct.Server.Audit;

namespace Aqueduct.Local;

/// <summary>The audit trail of the running server; who acts, it sees for itself.</summary>
internal sealed class RemoteAudit(LocalServer server) : IAuditAdministration
{
    private const string Root = "/api/v1/audit";

    public async Task RecordAsync(AuditReport report, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(report, AuditJson.Default.AuditReport);
        using var response = await server.SendAsync(HttpMethod.Post, Root, content, cancellationToken);
    }

    public async Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var values = new (string Key, string? Value)[]
        {
            ("since", query.Since?.ToString("O")), ("until", query.Until?.ToString("O")), ("actor", query.Actor), ("action", query.Action),
            ("target", query.Target), ("after", Text(query.After)), ("before", Text(query.Before)), ("limit", Text(query.Limit)),
        };
        var given = values.Where(v => v.Value is not null).Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value!)}");
        using var response = await server.SendAsync(HttpMethod.Get, $"{Root}?{string.Join('&', given)}", null, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(AuditJson.Default.AuditPage, cancellationToken))!;
    }

    public async Task<AuditRecord?> FindAsync(long sequence, CancellationToken cancellationToken)
    {
        using var response = await server.SendAsync(HttpMethod.Get, $"{Root}/{Text(sequence)}", null, cancellationToken, HttpStatusCode.NotFound);
        return response.StatusCode is HttpStatusCode.NotFound ? null : await response.Content.ReadFromJsonAsync(AuditJson.Default.AuditRecord, cancellationToken);
    }

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        using var response = await server.SendAsync(HttpMethod.Get, $"{Root}/verification", null, cancellationToken);
        return (await response.Content.ReadFromJsonAsync(AuditJson.Default.AuditVerification, cancellationToken))!;
    }

    public async Task<bool> EraseAsync(string person, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new AuditErasure(person), AuditJson.Default.AuditErasure);
        using var response = await server.SendAsync(HttpMethod.Post, $"{Root}/erasures", content, cancellationToken, HttpStatusCode.NotFound);
        return response.StatusCode is not HttpStatusCode.NotFound;
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
