using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using Aqueduct.Local;
using Aqueduct.Server.Access;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct tokens</c>: who may use the running server's API from elsewhere.</summary>
internal static class TokensCommands
{
    private const string Root = "/api/v1/tokens";

    public static Command Create() => new("tokens", "API tokens of the running server: create, list, revoke") { CreateToken(), List(), Revoke() };

    private static AqueductCommand CreateToken()
    {
        var name = new Option<string>("--name") { Description = "What it is for", HelpName = "NAME", Required = true };
        var person = new Option<string?>("--for") { Description = "A personal token: the audit trail names this person", HelpName = "PERSON" };
        var scope = ChoiceOption.Create<ApiScope>("--scope", "What it may do. Default: read");
        var days = new Option<int>("--days") { Description = "How long it works, up to 365", HelpName = "DAYS", DefaultValueFactory = _ => 30 };
        return new AqueductCommand("create", "Makes a token and prints it; it is not shown again")
        {
            Options = { name, person, scope, days },
            Reports = true,
            Examples = ["aqueduct tokens create --name dashboard > /run/secrets/aqueduct-token"],
            Run = (run, cancellationToken) => RunAsync(run, async server =>
            {
                var request = new ApiTokenRequest(run.Get(name)!, run.Get(person), run.Get(scope) ?? ApiScope.Read, run.Get(days));
                using var content = JsonContent.Create(request, AccessJson.Default.ApiTokenRequest);
                using var response = await server.SendAsync(HttpMethod.Post, Root, content, cancellationToken);
                var created = (await response.Content.ReadFromJsonAsync(AccessJson.Default.ApiTokenCreated, cancellationToken))!;
                run.Report(created, AccessJson.Default.ApiTokenCreated, (c, output, _) => output.WriteLine(c.Token));
                run.Say($"Token {created.Id} works until {At(created.ExpiresAt)}. Keep it: it is not shown again.");
                return ExitCode.Done;
            }, cancellationToken),
        };
    }

    private static AqueductCommand List() => new("list", "Lists the tokens, without their secrets")
    {
        Reports = true,
        Examples = ["aqueduct tokens list"],
        Run = (run, cancellationToken) => RunAsync(run, async server =>
        {
            using var response = await server.SendAsync(HttpMethod.Get, Root, null, cancellationToken);
            run.Report((await response.Content.ReadFromJsonAsync(AccessJson.Default.ApiTokenList, cancellationToken))!, AccessJson.Default.ApiTokenList, (list, output, paint) =>
            {
                foreach (var t in list.Tokens)
                {
                    var state = t.RevokedAt is null ? $"until {At(t.ExpiresAt)}" : $"revoked {At(t.RevokedAt)}";
                    output.WriteLine($"{paint.Strong(t.Id)}  {t.Name}  {t.Scope.ToString().ToLowerInvariant()}  {state}  last used {At(t.LastUsedAt)}{(t.Person is null ? "" : $"  for {t.Person}")}");
                }
            });
            return ExitCode.Done;
        }, cancellationToken),
    };

    private static AqueductCommand Revoke()
    {
        var id = new Argument<string>("ID") { Description = "As `aqueduct tokens list` shows it" };
        return new AqueductCommand("revoke", "Ends a token at once")
        {
            Arguments = { id },
            Examples = ["aqueduct tokens revoke 1f2e3d4c5b6a7988"],
            Run = (run, cancellationToken) => RunAsync(run, async server =>
            {
                using var response = await server.SendAsync(HttpMethod.Delete, $"{Root}/{Uri.EscapeDataString(run.Get(id)!)}", null, cancellationToken);
                run.Say("It works no more.");
                return ExitCode.Done;
            }, cancellationToken),
        };
    }

    private static async Task<int> RunAsync(CommandRun run, Func<LocalServer, Task<int>> work, CancellationToken cancellationToken)
    {
        if (await run.LoadConfigurationAsync(cancellationToken) is not { } configuration)
            return ExitCode.Usage;
        using var server = await LocalServer.TryConnectAsync(configuration.DataFolder, cancellationToken);
        return server is null
            ? run.Fail(new Failure("server-not-running", $"No server runs on {configuration.DataFolder}; tokens are of use only to a running one.", "Start it with `aqueduct serve`."))
            : await work(server);
    }

    private static string At(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";
}
