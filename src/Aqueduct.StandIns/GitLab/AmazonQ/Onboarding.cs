using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>What an administrator enters on the settings page.</summary>
internal sealed record AmazonQSettings(string? RoleArn, string? Availability, bool AutoReview);

/// <summary>
/// Behind the settings page: connect, change, disconnect. As in GitLab nothing is rolled back: an earlier step stays, so submitting again
/// resumes; and a changed role ARN is not registered anew while connected.
/// </summary>
internal sealed class Onboarding(GitLabWorld world, Accounts accounts, AiGateway gateway)
{
    private const string ServiceAccountName = "amazon-q";
    private const string ApplicationName = "Amazon Q OAuth";
    private static readonly string[] Scopes = ["api", "read_repository", "write_repository", "user:*"];

    /// <returns>Null when it was saved; otherwise the message the page shows.</returns>
    public Task<string?> SaveAsync(AmazonQSettings given, User administrator, string requestId, CancellationToken cancellationToken) =>
        world.Read(() => world.State.AmazonQ.Ready)
            ? Task.FromResult(world.Change(() => Update(given)))
            : CreateAsync(given, administrator, requestId, cancellationToken);

    /// <returns>Null when it was disconnected; otherwise the message.</returns>
    public async Task<string?> DisconnectAsync(User administrator, string requestId, CancellationToken cancellationToken)
    {
        var roleArn = world.Read(() => world.State.AmazonQ.RoleArn);
        var answer = await gateway.PostAsync("/v1/amazon_q/oauth/application/delete", new JsonObject { ["role_arn"] = roleArn }, administrator, requestId, cancellationToken);
        if (!answer.Succeeded) return $"Application could not be deleted by the AI Gateway: Error {answer.Status} - {answer.Body}";
        world.Change(() =>
        {
            var state = world.State.AmazonQ;
            world.State.Applications.RemoveAll(a => a.Id == state.ApplicationId);
            world.State.Grants.RemoveAll(g => g.ApplicationId == state.ApplicationId);
            world.State.OAuthTokens.RemoveAll(t => t.ApplicationId == state.ApplicationId);
            if (ServiceAccount() is { } account) account.State = UserState.Blocked;
            (state.IntegrationActive, state.ApplicationId, state.RoleArn, state.Ready) = (false, null, null, false);
        });
        return null;
    }

    private async Task<string?> CreateAsync(AmazonQSettings given, User administrator, string requestId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(given.RoleArn)) return "Missing role_arn parameter";
        if (RefuseAvailability(given) is { } refusal) return refusal;

        var registration = world.Change(() =>
        {
            world.State.AmazonQ.RoleArn = given.RoleArn;
            world.State.Settings.DuoAvailability = given.Availability!;
            var account = ServiceAccount() ?? CreateAccount();
            account.State = given.Availability == "never_on" ? UserState.Blocked : UserState.Active;
            var application = world.State.Applications.Find(a => a.Id == world.State.AmazonQ.ApplicationId) ?? CreateApplication();
            return new JsonObject
            {
                ["client_id"] = application.Uid,
                ["client_secret"] = application.Secret,
                ["redirect_url"] = application.RedirectUri,
                ["instance_url"] = world.ExternalUrl,
                ["role_arn"] = given.RoleArn,
            };
        });
        var answer = await gateway.PostAsync("/v1/amazon_q/oauth/application", registration, administrator, requestId, cancellationToken);
        if (!answer.Succeeded) return $"Application could not be created by the AI Gateway: Error {answer.Status} - {answer.Body}";
        return world.Change(() =>
        {
            world.State.AmazonQ.Ready = true; // before the integration, so that a refused integration leaves a ready instance
            return Integrate(given);
        });
    }

    private string? Update(AmazonQSettings given)
    {
        if (RefuseAvailability(given) is { } refusal) return refusal;
        world.State.Settings.DuoAvailability = given.Availability!;
        if (given.RoleArn is { Length: > 0 } roleArn) world.State.AmazonQ.RoleArn = roleArn;
        if (Integrate(given) is { } failure) return failure;
        if (ServiceAccount() is not { } account) return given.Availability == "never_on" ? null : "Service account not found.";
        account.State = given.Availability == "never_on" ? UserState.Blocked : UserState.Active;
        return null;
    }

    private string? Integrate(AmazonQSettings given)
    {
        if (given is { AutoReview: true, Availability: not "default_on" }) return "Failed to create an integration: Error Auto review enabled must be false when availability is not default_on";
        var state = world.State.AmazonQ;
        (state.IntegrationActive, state.Availability, state.AutoReviewEnabled) = (true, given.Availability!, given.AutoReview);
        return null;
    }

    private User? ServiceAccount() => world.State.Users.Find(u => u.Id == world.State.AmazonQ.ServiceAccountId);

    private User CreateAccount()
    {
        var username = accounts.FreeUsername(ServiceAccountName);
        var account = accounts.Create(new NewAccount(username, "Amazon Q Service", $"{username}@noreply.{new Uri(world.ExternalUrl).Host}")
        {
            ServiceAccount = true,
            CompositeIdentityEnforced = true,
            PrivateProfile = true,
        });
        world.State.AmazonQ.ServiceAccountId = account.Id;
        return account;
    }

    private OAuthApplication CreateApplication()
    {
        var application = new OAuthApplication
        {
            Id = world.State.NextId("application"),
            Uid = GitLabWorld.HexSecret(),
            Secret = "gloas-" + GitLabWorld.HexSecret(),
            Name = ApplicationName,
            RedirectUri = Grants.RedirectUri(world),
            Scopes = Scopes,
            Confidential = false,
        };
        world.State.Applications.Add(application);
        world.State.AmazonQ.ApplicationId = application.Id;
        return application;
    }

    private static string? RefuseAvailability(AmazonQSettings given) =>
        string.IsNullOrEmpty(given.Availability) ? "Missing availability parameter"
        : SettingsEndpoints.Availabilities.Contains(given.Availability) ? null
        : $"availability must be one of: {string.Join(", ", SettingsEndpoints.Availabilities)}";
}
