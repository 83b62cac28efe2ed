using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>The IAM identity provider for our issuer, with our audience among its client IDs. Thumbprints are IAM's own business.</summary>
/// <param name="former">ARN of a provider made for an earlier configuration, only to delete it.</param>
internal sealed class IdentityProviderResource(SetupContext context, string? former = null) : Resource<OpenIdConnectProvider>(context)
{
    private IamClient Iam => Context.Aws.Iam;

    public override string Name => former is null ? "IAM identity provider" : $"former IAM identity provider {former}";

    public override string Identifier => former ?? Context.Wanted.ProviderArn;

    protected override string? Record => former is null ? SetupRecords.IdentityProvider : null;

    protected override Task<AwsResult<OpenIdConnectProvider>> ReadAsync(CancellationToken cancellationToken) =>
        Iam.GetOpenIdConnectProviderAsync(Identifier, cancellationToken);

    protected override Proof Prove(OpenIdConnectProvider found, ResourceRecord? record) =>
        Tagging.InstanceOf(found.Tags) is { } instance
            ? instance == Context.Desired.InstanceUid ? new(Ownership.Ours) : new(Ownership.Foreign, instance)
            : record is { IsOurs: true } && record.Identifier == found.Arn ? new(Ownership.Ours) : new(Ownership.Unproven);

    protected override string IdentifierOf(OpenIdConnectProvider found) => found.Arn;

    protected override IReadOnlyList<AttributeChange> Compare(OpenIdConnectProvider? found) =>
    [
        .. found is null ? [new("provider URL", null, Context.Desired.IssuerUrl)] : Array.Empty<AttributeChange>(),
        .. found?.ClientIds.Contains(Context.Desired.Audience) is true
            ? Array.Empty<AttributeChange>()
            : [new("audience", found?.ClientIds is [_, ..] others ? string.Join(", ", others) : null, Context.Desired.Audience)],
        .. Tagging.Compare(found?.Tags, Context.Desired),
    ];

    protected override Task<AwsResult<string>> CreateAsync(ResourceRecord? intent, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(
            c => Iam.CreateOpenIdConnectProviderAsync(Context.Desired.IssuerUrl, [Context.Desired.Audience], Tagging.Wanted(Context.Desired), c),
            _ => false,
            cancellationToken);

    protected override async Task<AwsResult<Done>> UpdateAsync(OpenIdConnectProvider found, CancellationToken cancellationToken)
    {
        if (!found.ClientIds.Contains(Context.Desired.Audience)
            && await WriteAsync(c => Iam.AddClientIdToOpenIdConnectProviderAsync(found.Arn, Context.Desired.Audience, c), cancellationToken) is { Failure: { } failure })
            return failure;
        return Tagging.Compare(found.Tags, Context.Desired).Any()
            ? await WriteAsync(c => Iam.TagOpenIdConnectProviderAsync(found.Arn, Tagging.Wanted(Context.Desired), c), cancellationToken)
            : default(Done);
    }

    protected override Task<AwsResult<Done>> DeleteAsync(OpenIdConnectProvider found, CancellationToken cancellationToken) =>
        WriteAsync(c => Iam.DeleteOpenIdConnectProviderAsync(found.Arn, c), cancellationToken);

    private Task<AwsResult<Done>> WriteAsync(Func<CancellationToken, Task<AwsResult<Done>>> call, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(call, f => f.Code is "NoSuchEntity" && Context.Consistency.IsRecent(Identifier), cancellationToken);
}
