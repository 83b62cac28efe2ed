namespace Aqueduct.Server.Gateway.AmazonQ;

/// <summary>Whom Amazon Q is called for. <see cref="ToString"/> shows no code.</summary>
/// <param name="UserId">GitLab's global user id: the role session is this user's alone.</param>
/// <param name="Code">GitLab's authorization code, unredeemed, to grant with; null where GitLab sends none.</param>
internal sealed record AmazonQUser(string RoleArn, string UserId, string? Code = null)
{
    public override string ToString() => $"{UserId} by {RoleArn}";
}
