using Aqueduct.Server.Identity.CloudConnector;

namespace Aqueduct.Server.Gateway.Admission;

/// <summary>Who calls: an instance whose token was verified, and the user it calls for.</summary>
/// <param name="UserId">GitLab's global user id, an anonymous hash; empty when GitLab sent none.</param>
/// <param name="CorrelationId">Of GitLab's log, and ours.</param>
internal sealed record GatewayCaller(CloudConnectorToken Token, string UserId, string CorrelationId)
{
    public const string AmazonQ = "amazon_q_integration";

    public bool Has(string scope) => Token.Scopes.Contains(scope);

    public bool HasAmazonQ => Has(AmazonQ);
}
