using Aqueduct.Server.Audit;
using Aqueduct.Server.Identity;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary>Memory, tokens and issuer of this installation, wherever they are to be had.</summary>
internal sealed record LiveState(ISetupState SetupState, IIssueTokens Tokens, IIssuerAdministration Issuer, IAuditAdministration Audit)
{
    /// <summary>The active instance, as the issuer's last part names it.</summary>
    public async Task<string> GetInstanceUidAsync(CancellationToken cancellationToken)
    {
        var url = (await Issuer.ListAsync(cancellationToken)).Issuer;
        return url[(url.LastIndexOf('/') + 1)..];
    }
}
