using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>The IAM identity provider for our issuer, with our audience among its client IDs. Thumbprints are IAM's own business.</summary>
/// <param name="former">A provider of an earlier configuration, only to destroy it.</param>
internal sealed class IdentityProviderResource(SetupContext context, ResourceRecord? former = null) : Resource<OpenIdConnectProvider>(context, former)
{
    private IamClient Iam => Context.Aws.Iam;

    public override string Name => Former is null ? "IAM identity provider" : $"former IAM identity provider {Former.Identifier}";

    public override string Identifier => Former?.Identifier ?? Context.Wanted.ProviderArn;

    protected override string? Record => Former is null ? SetupRecords.IdentityProvider : null;

    protected override Task<AwsResult<OpenIdConnectProvider>> ReadAsync(CancellationToken cancellationToken) =>
        Iam.GetOpenIdConnectProviderAsync(Identifier, cancellationToken);

    protected override Proof Prove(OpenIdConnectProvider found, ResourceRecord? record) =>
        Tagging.Prove(found.Tags, found.Arn, record, Context.Desired.InstanceUid, hasOthers: found.ClientIds.Any(id => id != Context.Desired.Audience));

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

    protected override Task<AwsResult<Before>> JournalAsync(OpenIdConnectProvider found, CancellationToken cancellationToken) =>
        Task.FromResult<AwsResult<Before>>(new Before(Audiences: found.ClientIds));

    protected override IReadOnlyList<AttributeChange> ComparePutBack(OpenIdConnectProvider found, Before? before) =>
    [
        .. IsAudienceAdded(found, before) ? [new("audience", Context.Desired.Audience, null)] : Array.Empty<AttributeChange>(),
        .. Tagging.ComparePutBack(found.Tags, Context.Desired),
    ];

    protected override async Task<AwsResult<Done>> PutBackAsync(OpenIdConnectProvider found, Before? before, CancellationToken cancellationToken)
    {
        if (IsAudienceAdded(found, before)
            && await WriteAsync(c => Iam.RemoveClientIdFromOpenIdConnectProviderAsync(found.Arn, Context.Desired.Audience, c), cancellationToken) is { Failure: { } failure })
            return failure;
        return Tagging.StillSet(found.Tags, Context.Desired) is [_, ..] keys
            ? await WriteAsync(c => Iam.UntagOpenIdConnectProviderAsync(found.Arn, keys, c), cancellationToken)
            : default(Done);
    }

    private bool IsAudienceAdded(OpenIdConnectProvider found, Before? before) =>
        before?.Audiences?.Contains(Context.Desired.Audience) is false && found.ClientIds.Contains(Context.Desired.Audience);

    private Task<AwsResult<Done>> WriteAsync(Func<CancellationToken, Task<AwsResult<Done>>> call, CancellationToken cancellationToken) =>
        Context.Consistency.WriteAsync(call, f => f.Code is "NoSuchEntity" && Context.Consistency.IsRecent(Identifier), cancellationToken);
}
