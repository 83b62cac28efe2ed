namespace Aqueduct.Server.Identity;

/// <summary>What an operator does with the issuer: in this process, or in the running server through its Unix socket.</summary>
public interface IIssuerAdministration
{
    Task<IssuerKeys> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Announces a new key, which signs once it has been public for one max-age. One that is announced already takes its next step
    /// if that is due; so without a running server the command is simply run again.
    /// </summary>
    /// <returns>The new key as it stands now.</returns>
    Task<IssuerKey> RotateAsync(CancellationToken cancellationToken);

    /// <summary>What has to be published at <c>identity.issuer_url</c>; the key set first, so that no file ever names a missing one.</summary>
    Task<IssuerFiles> DocumentsAsync(CancellationToken cancellationToken);
}
