using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aqueduct.Setup;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.Setup;

/// <summary>
/// Every request set-up sends to GitLab is one of GitLab's documented ones, with no member that is not documented there: GitLab ignores what it
/// does not know, so that a misspelt one would never show. Restated from GitLab's REST API documentation (the pages of its OpenAPI document).
/// </summary>
public sealed partial class DocumentedRequestsTests
{
    private static readonly Dictionary<string, string> Documented = new(StringComparer.Ordinal)
    {
        ["GET /metadata"] = "",
        ["GET /user"] = "",
        ["GET /users"] = "username",
        ["GET /users/:id"] = "",
        ["POST /users"] = "email name username password reset_password force_random_password skip_confirmation private_profile admin external note projects_limit",
        ["POST /users/:id/block"] = "",
        ["POST /users/:id/unblock"] = "",
        ["GET /users/:id/memberships"] = "page per_page type",
        ["POST /users/:id/personal_access_tokens"] = "name description scopes expires_at",
        ["GET /service_accounts"] = "order_by page per_page sort",
        ["POST /service_accounts"] = "name username email",
        ["GET /personal_access_tokens"] = "page per_page user_id state revoked search sort",
        ["GET /personal_access_tokens/self"] = "",
        ["DELETE /personal_access_tokens/:id"] = "",
        ["GET /applications"] = "page per_page",
        ["POST /applications"] = "name redirect_uri scopes confidential",
        ["POST /applications/:id/renew-secret"] = "",
        ["DELETE /applications/:id"] = "",
        ["GET /hooks"] = "page per_page",
        ["POST /hooks"] = "url name description token push_events tag_push_events merge_requests_events repository_update_events enable_ssl_verification",
        ["DELETE /hooks/:id"] = "",
        ["GET /projects"] = "membership simple page per_page",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GitLabLicence.Ultimate)]
    [InlineData(GitLabLicence.Free)]
    public async Task Set_up_sends_only_what_GitLab_documents(GitLabLicence licence)
    {
        await using var world = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Licence = licence });
        await using var installation = await world.InstallAsync();
        var sent = new ConcurrentBag<(string Call, string[] Members)>();
        SetupSession.Open(world.Settings(), () => new Recorder(sent), installation.State, GitLabSetupWorld.NoTokens.Instance, TimeProvider.System)
            .TryGet(out var session, out _).ShouldBeTrue();
        using (session)
        {
            (await session!.PlanAsync(Cancelled)).TryGet(out var plan, out _).ShouldBeTrue();
            (await session.ApplyAsync(plan!, null, Cancelled)).Failure.ShouldBeNull();
            (await session.VerifyAsync(Cancelled)).Passed.ShouldBeTrue();
            (await session.PlanDestroyAsync(Cancelled)).TryGet(out var destroy, out _).ShouldBeTrue();
            (await session.DestroyAsync(destroy!, null, Cancelled)).Failure.ShouldBeNull();
        }

        sent.Select(s => s.Call).Distinct().Where(call => !Documented.ContainsKey(call)).ShouldBeEmpty();
        sent.SelectMany(s => s.Members.Except(Documented[s.Call].Split(' ')).Select(m => $"{s.Call}: {m}")).Distinct().ShouldBeEmpty();
        sent.Count(s => s.Call.StartsWith("POST", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(5);
    }

    private sealed class Recorder(ConcurrentBag<(string Call, string[] Members)> sent) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = Ids().Replace(request.RequestUri!.AbsolutePath["/api/v4".Length..], "/:id");
            var query = request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')[0]);
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var members = body.Length is 0 ? [] : JsonDocument.Parse(body).RootElement.EnumerateObject().Select(p => p.Name);
            sent.Add(($"{request.Method} {path}", [.. query, .. members]));
            return await base.SendAsync(request, cancellationToken);
        }
    }

    [GeneratedRegex(@"/\d+")]
    private static partial Regex Ids();
}
