using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup.Rehearsal;

/// <summary>
/// What people do behind set-up's back or before it came, for <c>up --check</c>: each method does one thing at AWS that a later plan must show.
/// </summary>
public sealed class Tampering : IDisposable
{
    private readonly Desired desired;
    private readonly DesiredInAccount wanted;
    private readonly AwsClients aws;

    private Tampering(DesiredInAccount wanted, AwsClients aws) => (this.wanted, desired, this.aws) = (wanted, wanted.Desired, aws);

    /// <param name="transport">Disposed with this.</param>
    public static SetupResult<Tampering> Open(SetupSettings settings, HttpMessageHandler transport, TimeProvider clock) =>
        Desired.From(settings).TryGet(out var desired, out var failures)
            ? new Tampering(desired.In(settings.Aws.AccountId!), new(settings.Aws.ToTarget(), transport, clock))
            : SetupResult.Refused<Tampering>(failures);

    public Task RemoveAudienceAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.RemoveClientIdFromOpenIdConnectProviderAsync(wanted.ProviderArn, desired.Audience, cancellationToken));

    /// <summary>As if the condition on the subject were dropped: every token of the issuer's audience would do.</summary>
    public Task WidenTrustPolicyAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.UpdateAssumeRolePolicyAsync(desired.RoleName, DocumentedTrustPolicy(wanted), cancellationToken));

    public Task ShortenSessionAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.UpdateRoleAsync(desired.RoleName, maxSessionDuration: 3600, desired.RoleDescription, cancellationToken));

    public Task DetachPolicyAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.DetachRolePolicyAsync(desired.RoleName, desired.ManagedPolicyArn, cancellationToken));

    /// <summary>What "Get Started" in the Amazon Q Developer console does.</summary>
    public Task CreateProfileAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Profiles.CreateProfileAsync(desired.ProfileName, null, Guid.NewGuid().ToString(), new Dictionary<string, string>(), cancellationToken));

    /// <summary>All of GitLab's page, done in the AWS console: profile, GitLab's identity provider, role with 12 hours, inline policy.</summary>
    public async Task SetUpByHandAsync(CancellationToken cancellationToken)
    {
        var byHand = desired with { IssuerUrl = $"https://auth.token.gitlab.com/cc/oidc/{desired.InstanceUid}" };
        await CreateProfileAsync(cancellationToken);
        await DoneAsync(aws.Iam.CreateOpenIdConnectProviderAsync(byHand.IssuerUrl, [byHand.Audience], [], cancellationToken));
        var role = new NewRole(byHand.RoleName, DocumentedTrustPolicy(wanted with { Desired = byHand }), Desired.SessionSeconds, null, []);
        await DoneAsync(aws.Iam.CreateRoleAsync(role, cancellationToken));
        var policy = QPermissions.InlinePolicy(byHand.Partition.Id);
        await DoneAsync(aws.Iam.PutRolePolicyAsync(byHand.RoleName, Desired.InlinePolicyName, policy, cancellationToken));
    }

    /// <summary>Role, policies and identity providers as AWS gives them, to compare word for word.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var role = await DoneAsync(aws.Iam.GetRoleAsync(desired.RoleName, cancellationToken));
        var attached = await DoneAsync(aws.Iam.ListAttachedRolePoliciesAsync(role.Name, cancellationToken));
        var inline = await DoneAsync(aws.Iam.ListRolePoliciesAsync(role.Name, cancellationToken));
        var documents = await Task.WhenAll(inline.Select(name => DoneAsync(aws.Iam.GetRolePolicyAsync(role.Name, name, cancellationToken))));
        var providers = await DoneAsync(aws.Iam.ListOpenIdConnectProvidersAsync(cancellationToken));
        return string.Join('\n', [
            $"{role.Arn}, {role.MaxSessionDuration} s, {role.Description}, {string.Join(' ', role.Tags)}", role.TrustPolicy,
            .. attached.Select(p => p.Arn), .. inline, .. documents, .. providers,
        ]);
    }

    /// <summary>Deletes the profiles that are left, as in the console.</summary>
    public async Task DeleteProfilesAsync(CancellationToken cancellationToken)
    {
        foreach (var profile in await DoneAsync(aws.Profiles.ListProfilesAsync(cancellationToken)))
            await DoneAsync(aws.Profiles.DeleteProfileAsync(profile.Arn, cancellationToken));
    }

    public void Dispose() => aws.Dispose();

    /// <summary>The trust policy of GitLab's page, made valid JSON: it has no condition on the subject.</summary>
    private static string DocumentedTrustPolicy(DesiredInAccount wanted) => $$"""
        {
          "Version": "2012-10-17",
          "Statement": [{
            "Effect": "Allow",
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": { "Federated": "{{wanted.ProviderArn}}" },
            "Condition": { "StringEquals": { "{{wanted.Desired.ProviderName}}:aud": "{{wanted.Desired.Audience}}" } }
          }]
        }
        """;

    private static async Task<T> DoneAsync<T>(Task<AwsResult<T>> call) =>
        (await call).TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.ToString());
}
