using Aqueduct.Aws.QDeveloper;

namespace Aqueduct.Setup.Connections;

/// <summary>One application registered with Amazon Q by one role: enough to do it again. <see cref="ToString"/> shows no secret.</summary>
internal sealed record Registration(string RoleArn, string Region, string ClientId, string ClientSecret, string InstanceUrl, string RedirectUrl)
{
    public OAuthApp App => new(ClientId, ClientSecret, InstanceUrl, RedirectUrl);

    /// <summary>The fifth part of the role's ARN.</summary>
    public string Account => RoleArn.Split(':') is { Length: > 4 } parts ? parts[4] : "";

    public override string ToString() => $"{App} by {RoleArn} in {Region}";
}
