using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>Why a token is not believed: for our log only, the caller is told nothing.</summary>
public enum CloudConnectorRefusal
{
    /// <summary>No JWT in compact form, too long, or its JSON is ambiguous.</summary>
    Malformed,

    /// <summary>Another algorithm than RS256.</summary>
    Algorithm,

    /// <summary>The header brings a key of its own, demands extensions, or names no key.</summary>
    Header,

    Issuer,

    /// <summary>The issuer publishes no such key.</summary>
    UnknownKey,

    /// <summary>The issuer's keys could not be fetched yet.</summary>
    NoKeys,

    Signature,

    /// <summary>A claim is missing or of the wrong type.</summary>
    Claims,

    Expired,
    NotYetValid,
    Audience,
    Realm,

    /// <summary>The token of another GitLab instance.</summary>
    Instance,
}

/// <summary>A token that may be believed, or why not.</summary>
public readonly struct CloudConnectorVerdict
{
    private readonly CloudConnectorToken? token;
    private readonly CloudConnectorRefusal refusal;

    private CloudConnectorVerdict(CloudConnectorToken? token, CloudConnectorRefusal refusal) => (this.token, this.refusal) = (token, refusal);

    /// <param name="refusal">Meaningful only when there is no token.</param>
    public bool TryGet([NotNullWhen(true)] out CloudConnectorToken? token, out CloudConnectorRefusal refusal)
    {
        (token, refusal) = (this.token, this.refusal);
        return token is not null;
    }

    internal static CloudConnectorVerdict Believed(CloudConnectorToken token) => new(token, default);

    internal static CloudConnectorVerdict Refused(CloudConnectorRefusal refusal) => new(null, refusal);
}
