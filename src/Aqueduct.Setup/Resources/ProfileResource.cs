using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// The Amazon Q Developer profile, without which Amazon Q refuses the connection (<c>ProfileDoesNotExist</c>).
/// Ours only when our record says that we created it: profiles are shared with other uses of Amazon Q.
/// </summary>
internal sealed class ProfileResource(SetupContext context) : Resource<QProfile>(context)
{
    private const string HomeRegion = "us-east-1";

    public override string Name => "Q Developer profile";

    public override string Identifier => Context.Desired.ProfileName;

    protected override string Record => SetupRecords.Profile;

    protected override async Task<AwsResult<QProfile>> ReadAsync(CancellationToken cancellationToken)
    {
        var list = await Context.Aws.Profiles.ListProfilesAsync(cancellationToken);
        if (!list.TryGet(out var profiles, out var failure))
            return failure;
        return profiles.FirstOrDefault(p => p.Name == Context.Desired.ProfileName && p.Status is not ("DELETING" or "CREATE_FAILED")) is { } profile
            ? profile
            : new AwsFailure(AwsFailureKind.NotFound, "codewhisperer", "ListProfiles", "ProfileDoesNotExist", "No profile has the name.");
    }

    protected override Proof Prove(QProfile found, ResourceRecord? record) => record switch
    {
        { IsOurs: true } when record.Identifier == found.Arn => new(Ownership.Ours),
        // The intent was written after the name was seen to be free.
        { Origin: Origin.Intent } when record.Identifier == found.Name => new(Ownership.Ours),
        _ => new(Ownership.Shared),
    };

    protected override string IdentifierOf(QProfile found) => found.Arn;

    protected override IReadOnlyList<AttributeChange> Compare(QProfile? found) => found is not null ? [] :
    [
        new("name", null, Context.Desired.ProfileName),
        .. Context.Desired.ProfileDescription is "" ? Array.Empty<AttributeChange>() : [new("description", null, Context.Desired.ProfileDescription)],
    ];

    protected override Task<string?> NoteAsync(QProfile? found, CancellationToken cancellationToken) => Task.FromResult<string?>(
        Context.Desired.Region is HomeRegion ? null
        : $"Amazon Q Developer for GitLab is documented for {HomeRegion} only; in {Context.Desired.Region} it may not exist");

    protected override Task<AwsResult<string>> CreateAsync(ResourceRecord? intent, CancellationToken cancellationToken) =>
        Context.Aws.Profiles.CreateProfileAsync(
            Context.Desired.ProfileName,
            Context.Desired.ProfileDescription is "" ? null : Context.Desired.ProfileDescription,
            intent!.ClientToken!,
            Context.Desired.Tags.ToDictionary(t => t.Key, t => t.Value),
            cancellationToken);

    protected override Task<AwsResult<Done>> UpdateAsync(QProfile found, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A profile that exists is used as it is.");

    protected override Task<AwsResult<Done>> DeleteAsync(QProfile found, CancellationToken cancellationToken) =>
        Context.Aws.Profiles.DeleteProfileAsync(found.Arn, cancellationToken);

    protected override PlannedChange? PlanWithout(AwsFailure failure) =>
        IsRefusedByService(failure)
            ? new(Name, Identifier, ChangeKind.Manual, [], $"AWS does not let set-up see profiles ({failure.Message}). Unless it exists: {ConsoleSteps}")
            : null;

    protected override Failure ExplainCreate(AwsFailure failure) =>
        IsRefusedByService(failure) || failure.Kind is AwsFailureKind.Invalid or AwsFailureKind.LimitExceeded
            ? new("profile-refused",
                $"Amazon Q refuses to create the profile {Identifier}: {failure.Code}: {failure.Message} Nothing has been changed.",
                $"{ConsoleSteps} Then run `aqueduct setup apply` again. If the console refuses too, the account is closed to new profiles: only AWS can help.")
            : base.ExplainCreate(failure);

    // IAM's own denial names the action; that is a missing right, not a refusal of the service.
    private static bool IsRefusedByService(AwsFailure failure) =>
        failure.Kind is AwsFailureKind.Denied && !failure.Message.Contains("is not authorized to perform", StringComparison.Ordinal);

    /// <summary>The clicks of GitLab's page, "Create a profile in the Amazon Q Developer console".</summary>
    private string ConsoleSteps =>
        $"Open https://{Context.Desired.Region}.console.aws.amazon.com/amazonq/developer/home#/gitlab, select Amazon Q Developer in GitLab > Get Started, "
        + $"for Profile name enter {Identifier}, select Create.";
}
