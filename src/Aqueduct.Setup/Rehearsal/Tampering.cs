using Aqueduct.Aws;

namespace Aqueduct.Setup.Rehearsal;

/// <summary>
/// What people do behind set-up's back, for <c>up --check</c>: each method does one thing at AWS that a later plan must show.
/// </summary>
public sealed class Tampering : IDisposable
{
    private readonly Desired desired;
    private readonly string providerArn;
    private readonly AwsClients aws;

    private Tampering(DesiredInAccount desired, AwsClients aws) =>
        (this.desired, providerArn, this.aws) = (desired.Desired, desired.ProviderArn, aws);

    /// <param name="transport">Disposed with this.</param>
    public static SetupResult<Tampering> Open(SetupSettings settings, HttpMessageHandler transport, TimeProvider clock) =>
        Desired.From(settings).TryGet(out var desired, out var failures)
            ? new Tampering(desired.In(settings.Aws.AccountId!), new(settings.Aws.ToTarget(), transport, clock))
            : SetupResult.Refused<Tampering>(failures);

    public Task RemoveAudienceAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.RemoveClientIdFromOpenIdConnectProviderAsync(providerArn, desired.Audience, cancellationToken));

    /// <summary>As if the condition on the subject were dropped: every token of the issuer's audience would do.</summary>
    public Task WidenTrustPolicyAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.UpdateAssumeRolePolicyAsync(desired.RoleName, DocumentedTrustPolicy(), cancellationToken));

    public Task ShortenSessionAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.UpdateRoleAsync(desired.RoleName, maxSessionDuration: 3600, desired.RoleDescription, cancellationToken));

    public Task DetachPolicyAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Iam.DetachRolePolicyAsync(desired.RoleName, desired.ManagedPolicyArn, cancellationToken));

    /// <summary>What "Get Started" in the Amazon Q Developer console does.</summary>
    public Task CreateProfileAsync(CancellationToken cancellationToken) =>
        DoneAsync(aws.Profiles.CreateProfileAsync(desired.ProfileName, null, Guid.NewGuid().ToString(), new Dictionary<string, string>(), cancellationToken));

    /// <summary>Deletes the profiles that are left, as in the console.</summary>
    public async Task DeleteProfilesAsync(CancellationToken cancellationToken)
    {
        foreach (var profile in await DoneAsync(aws.Profiles.ListProfilesAsync(cancellationToken)))
            await DoneAsync(aws.Profiles.DeleteProfileAsync(profile.Arn, cancellationToken));
    }

    public void Dispose() => aws.Dispose();

    /// <summary>The trust policy of GitLab's page, made valid JSON: it has no condition on the subject.</summary>
    private string DocumentedTrustPolicy() => $$"""
        {
          "Version": "2012-10-17",
          "Statement": [{
            "Effect": "Allow",
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": { "Federated": "{{providerArn}}" },
            "Condition": { "StringEquals": { "{{desired.ProviderName}}:aud": "{{desired.Audience}}" } }
          }]
        }
        """;

    private static async Task<T> DoneAsync<T>(Task<AwsResult<T>> call) =>
        (await call).TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.ToString());
}
