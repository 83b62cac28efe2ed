using Aqueduct.Server.Gateway.Http;
using Aqueduct.Setup;

namespace Aqueduct.Server.Gateway.AmazonQ;

/// <summary>
/// The one role requests may name: any other would let whoever holds a token of this instance act in an account of his choice. A match is
/// believed for a while; before a refusal the store is asked.
/// </summary>
/// <param name="bind"><c>gateway.bind_role</c>.</param>
internal sealed class BoundRole(ConnectedRole role, bool bind, TimeProvider clock)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private Known known = new("", 0);

    /// <returns>Why the role may not be used; null when it may.</returns>
    public ValueTask<Refusal?> RefuseAsync(string roleArn, CancellationToken cancellationToken)
    {
        var seen = known;
        return !bind || (seen.Arn == roleArn && clock.GetElapsedTime(seen.At) < Believed) ? default : AskAsync(roleArn, cancellationToken);
    }

    private async ValueTask<Refusal?> AskAsync(string roleArn, CancellationToken cancellationToken)
    {
        if (await role.GetArnAsync(cancellationToken) is not { } arn)
            return Refusal.Forbidden("No role is set up for this instance. Run `aqueduct setup apply --only aws`, or set gateway.bind_role to false.");
        if (arn != roleArn)
            return Refusal.Forbidden($"role_arn is not the role of this instance, {arn}. Enter that one in GitLab, or set gateway.bind_role to false.");
        known = new(arn, clock.GetTimestamp());
        return null;
    }

    private sealed record Known(string Arn, long At);
}
