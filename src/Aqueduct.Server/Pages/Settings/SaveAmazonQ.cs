using System.Globalization;
using Aqueduct.Server.Settings;
using Aqueduct.Server.SignIn;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Server.Pages.Settings;

/// <summary>What saving came to.</summary>
/// <param name="Failing">What kept it from being saved; empty: it is saved.</param>
/// <param name="ConsentUrl">Where somebody lets Amazon Q into GitLab; null when nobody has to.</param>
internal sealed record SaveOutcome(IReadOnlyList<VerificationStep> Failing, string? ConsentUrl = null)
{
    /// <summary>A fresh proof of who it is comes first.</summary>
    public bool AsksWhoItIs { get; init; }
}

/// <summary>
/// "Save changes": 1. the ARN must be the role this Aqueduct was set up with; 2. unless it is turned off, the application is registered with
/// Amazon Q, and checked when somebody has consented; 3. the availability is stored. What fails stops it there, and nothing after it happens.
/// </summary>
internal sealed class SaveAmazonQ(Connection connection, ConnectedRole role, IAvailability availability, TimeProvider clock) : IDisposable
{
    private const string RoleCheck = "IAM role";
    private const string AvailabilityCheck = "Availability";
    private const string ConnectionCheck = "Amazon Q";

    private readonly SemaphoreSlim oneAtATime = new(1);

    public async Task<SaveOutcome> RunAsync(AmazonQForm form, SignedIn person, CancellationToken cancellationToken)
    {
        if (form.Choice is not { } choice)
            return Failed(AvailabilityCheck, "None of the three options is selected.", "Select one.");
        if (choice is AvailabilityValue.NeverOn)
            return await StoreAsync(form, choice, person, null, cancellationToken); // what turns off must never be held up
        if (!person.IsFresh(clock.GetUtcNow()))
            return new([]) { AsksWhoItIs = true };
        if (Reject(form.RoleArn, await role.GetArnAsync(cancellationToken)) is { } rejected)
            return rejected;

        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (!(await connection.ConnectAsync(replace: false, cancellationToken)).TryGet(out var outcome, out var failures))
                return new([.. failures.Select(f => new VerificationStep(ConnectionCheck, VerificationStatus.Failed, f.Detail, f.Fix))]);
            if (outcome.ConsentUrl is null && await connection.VerifyAsync(cancellationToken) is { Passed: false } verification)
                return new([.. verification.Steps.Where(s => s.Status is VerificationStatus.Failed)]);
            return await StoreAsync(form, choice, person, outcome.ConsentUrl, cancellationToken);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<SaveOutcome> StoreAsync(
        AmazonQForm form, AvailabilityValue choice, SignedIn person, string? consentUrl, CancellationToken cancellationToken)
    {
        var change = new AvailabilityChange(Place.Instance, choice, choice is AvailabilityValue.DefaultOn ? form.AutoReview : null, form.Version);
        // In the audit a person is GitLab's number: names change.
        var actor = new Actor($"gitlab:{person.UserId.ToString(CultureInfo.InvariantCulture)}", null, "pages", Guid.NewGuid().ToString("N"));
        return (await availability.SetAsync(change, actor, cancellationToken)).Failure is { } failure
            ? Failed(AvailabilityCheck, failure.Detail, failure.Fix)
            : new([], consentUrl);
    }

    /// <summary>An AWS account, once connected, never changes silently.</summary>
    private static SaveOutcome? Reject(string typed, string? known)
    {
        if (typed.Length is 0)
            return Failed(RoleCheck, "IAM role's ARN is empty.", "Paste the ARN of the role; `aqueduct setup apply --only aws` prints it.");
        if (!typed.StartsWith("arn:", StringComparison.Ordinal) || !typed.Contains(":role/", StringComparison.Ordinal))
            return Failed(RoleCheck, "What is entered is not the ARN of a role.", "It looks like arn:aws:iam::111122223333:role/QDeveloperAccess.");
        if (known is null)
            return Failed(RoleCheck, "No role is set up for this Aqueduct yet.", "Run `aqueduct setup apply --only aws`, or take over a role made by hand with `--adopt`.");
        return typed == known ? null : Failed(RoleCheck, $"This Aqueduct was set up with {known}.", "Enter that one; for another role change role.name, then run `aqueduct setup apply --only aws`.");
    }

    private static SaveOutcome Failed(string check, string detail, string fix) => new([new(check, VerificationStatus.Failed, detail, fix)]);
}
