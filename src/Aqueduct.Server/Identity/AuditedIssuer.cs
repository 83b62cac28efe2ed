using Aqueduct.Server.Audit;

namespace Aqueduct.Server.Identity;

/// <summary>The issuer in a command's own hands: what is done to it is recorded.</summary>
internal sealed class AuditedIssuer(IIssuerAdministration issuer, IAuditAdministration audit) : IIssuerAdministration
{
    public Task<IssuerKeys> ListAsync(CancellationToken cancellationToken) => issuer.ListAsync(cancellationToken);

    public Task<IssuerFiles> DocumentsAsync(CancellationToken cancellationToken) => issuer.DocumentsAsync(cancellationToken);

    public async Task<IssuerKey> RotateAsync(CancellationToken cancellationToken)
    {
        var key = await issuer.RotateAsync(cancellationToken);
        await audit.RecordAsync(new AuditReport("identity.rotate", $"key {key.Kid}", null, key.State.ToString()), CancellationToken.None);
        return key;
    }
}
