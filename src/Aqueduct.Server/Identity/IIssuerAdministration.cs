namespace Aqueduct.Server.Identity;

/// <summary>What an operator does with the issuer: in this process, or in the running server through its Unix socket.</summary>
public interface IIssuerAdministration
{
    Task<IssuerKeys> ListAsync(CancellationToken cancellationToken);

    /// <summary>Announces a new key, which signs once it is public; answers the one that is announced already, if there is one.</summary>
    Task<IssuerKey> RotateAsync(CancellationToken cancellationToken);

    /// <summary>What has to be published at <c>identity.issuer_url</c>; the key set first, so that no file ever names a missing one.</summary>
    Task<IssuerFiles> DocumentsAsync(CancellationToken cancellationToken);
}
