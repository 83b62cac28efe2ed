using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>What is to be done about the application itself.</summary>
internal enum ApplicationStep
{
    None,

    /// <summary>Only our record differs.</summary>
    Record,

    /// <summary>It exists and its secret is not known here.</summary>
    Renew,

    /// <summary>It exists and is not as wanted.</summary>
    Replace,
    Create,
}

/// <summary>GitLab's applications as far as they are ours, and what follows.</summary>
/// <param name="Record">What was stored, whether GitLab still has it or not.</param>
/// <param name="Current">The one to keep; for <see cref="ApplicationStep.Replace"/> the one to replace.</param>
/// <param name="ToDelete">Those another one takes or took the place of.</param>
/// <param name="Ours">All of them.</param>
internal sealed record SeenApplications(
    ApplicationStep Step, ApplicationRecord? Record, OAuthApplication? Current, IReadOnlyList<OAuthApplication> ToDelete, IReadOnlyList<OAuthApplication> Ours)
{
    public static SeenApplications Of(IReadOnlyList<OAuthApplication> all, ApplicationRecord? record, ApplicationIntent? intent, DesiredApplication wanted, string instanceUrl)
    {
        var recorded = all.FirstOrDefault(a => a.Id == record?.Id);
        var named = all.Where(a => IsNamed(a, wanted, wanted.RedirectUri));
        var former = all.Where(a => a.Id != recorded?.Id && intent is not null && (intent.Former.Contains(a.Id) || IsOfAnotherTime(a, intent))).ToList();
        List<OAuthApplication> ours = [.. named.Concat(former).Append(recorded).OfType<OAuthApplication>().DistinctBy(a => a.Id)];

        if (recorded is not null && IsAsWanted(recorded, wanted))
            return Seen(record!.InstanceUrl == instanceUrl ? ApplicationStep.None : ApplicationStep.Record, recorded, former);

        // The newest: an interrupted run may have made it to take another's place.
        var replaced = recorded is null ? former : [.. former, recorded];
        var nameless = named.Where(a => a.Id != recorded?.Id && !former.Contains(a)).MaxBy(a => a.Id);
        if (nameless is not null && IsAsWanted(nameless, wanted))
            return Seen(ApplicationStep.Renew, nameless, replaced);
        return (recorded ?? nameless) is { } unfit
            ? Seen(ApplicationStep.Replace, unfit, nameless is null ? replaced : [.. replaced, nameless])
            : Seen(ApplicationStep.Create, null, former);

        // Made by an interrupted run for a redirect URI that is no longer wanted.
        bool IsOfAnotherTime(OAuthApplication application, ApplicationIntent interrupted) =>
            interrupted.RedirectUri != wanted.RedirectUri && IsNamed(application, wanted, interrupted.RedirectUri);

        SeenApplications Seen(ApplicationStep step, OAuthApplication? current, IReadOnlyList<OAuthApplication> toDelete) =>
            new(step, record, current, toDelete, ours);
    }

    private static bool IsNamed(OAuthApplication application, DesiredApplication wanted, string redirectUri) =>
        application.ApplicationName == wanted.Name && application.CallbackUrl == redirectUri;

    // Its name does not count: people may rename it, and its id says whose it is.
    private static bool IsAsWanted(OAuthApplication found, DesiredApplication wanted) =>
        found.CallbackUrl == wanted.RedirectUri && found.Confidential
        && (found.Scopes is null || found.Scopes.ToHashSet().SetEquals(wanted.Scopes));
}
