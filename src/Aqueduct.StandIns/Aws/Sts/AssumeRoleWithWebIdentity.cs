using System.Globalization;
using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>
/// Exchanges an ID token for a role session. The order of the checks, and so which refusal shows first, is AWS's as far as its texts tell:
/// 1. parameters; 2. an identity provider for the token's <c>iss</c> in the account of the role; 3. the issuer's keys, over TLS, and the
/// signature; 4. times; 5. audience against the provider's client IDs; 6. role and trust policy; 7. duration against the role's maximum.
/// </summary>
internal sealed class AssumeRoleWithWebIdentity(IssuerKeys keys)
{
    public async Task<AwsAnswer> RunAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var request = WebIdentityRequest.Read(call.Query);
        var token = WebIdentityToken.Parse(request.Token);
        var provider = Provider(call.World, request, token);
        await keys.VerifyAsync(token, cancellationToken);
        TokenTimes.Check(token, call.Time);
        var identity = new WebIdentity(token, provider, TokenAudience.Match(token, provider.ClientIds));
        return call.World.Change(world =>
        {
            var role = world.FindRoleByArn(request.RoleArn);
            if (role is null || !RoleTrust.Allows(call, role, identity, request.SessionName)) throw StsErrors.NotAuthorized();
            if (request.Duration > TimeSpan.FromSeconds(role.MaxSessionDuration)) throw StsErrors.Duration();
            var policies = SessionPolicies.Read(request);
            var session = SessionCredentials.New(role, request, policies, identity, call.Time);
            world.Sessions.Add(session.AccessKeyId, session);
            return Answer(session, identity, policies);
        });
    }

    // The URL is compared as it stands: another case, a trailing slash or http:// is another issuer.
    private static OidcProvider Provider(AwsWorld world, WebIdentityRequest request, WebIdentityToken token)
    {
        const string scheme = "https://";
        var provider = token.Issuer.StartsWith(scheme, StringComparison.Ordinal)
            ? world.Read(state => state.FindProvider($"arn:aws:iam::{request.Account}:oidc-provider/{token.Issuer[scheme.Length..]}"))
            : null;
        return provider ?? throw StsErrors.NoProvider(token.Issuer);
    }

    private static AwsAnswer Answer(RoleSession session, WebIdentity identity, SessionPolicies policies)
    {
        var caller = new Principal.Session(session);
        return AwsAnswer.Of(
            new XElement("Credentials",
                new XElement("AccessKeyId", session.AccessKeyId),
                new XElement("SecretAccessKey", session.SecretAccessKey),
                new XElement("SessionToken", session.SessionToken),
                new XElement("Expiration", session.Expiration.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))),
            new XElement("AssumedRoleUser", new XElement("AssumedRoleId", caller.UserId), new XElement("Arn", caller.Arn)),
            new XElement("SubjectFromWebIdentityToken", identity.Token.Subject),
            new XElement("Audience", identity.Audience),
            new XElement("Provider", identity.Provider.Arn),
            new XElement("PackedPolicySize", policies.PackedSize));
    }
}
