using System.Net.Sockets;
using System.Text.Json;
using Aqueduct.Commands;
using Aqueduct.Configuration;
using Aqueduct.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.ContractTests.Executable;

public sealed class LocalServerTests : IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-uds-").FullName;
    private readonly List<string> requests = [];
    private WebApplication? app;

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task State_is_read_written_and_removed_through_the_socket()
    {
        var stored = new Dictionary<string, string>();
        await ListenAsync(async context =>
        {
            var key = context.Request.Path.Value!["/api/v1/setup/state/".Length..];
            if (context.Request.Method is "PUT")
            {
                stored[key] = await new StreamReader(context.Request.Body).ReadToEndAsync(Cancelled);
                context.Response.StatusCode = 204;
            }
            else if (context.Request.Method is "DELETE" ? stored.Remove(key) : !stored.ContainsKey(key))
            {
                context.Response.StatusCode = context.Request.Method is "DELETE" ? 204 : 404;
            }
            else
            {
                await context.Response.WriteAsync(stored[key], Cancelled);
            }
        });
        using var server = (await LocalServer.TryConnectAsync(folder, Cancelled)).ShouldNotBeNull();
        var state = new RemoteSetupState(server);

        (await state.GetAsync("role/a b", Cancelled)).ShouldBeNull();
        await state.SetAsync("role/a b", """{"arn":"ü"}""", Cancelled);
        (await state.GetAsync("role/a b", Cancelled)).ShouldBe("""{"arn":"ü"}""");
        await state.RemoveAsync("role/a b", Cancelled);
        (await state.GetAsync("role/a b", Cancelled)).ShouldBeNull();

        requests[0].ShouldBe("GET /api/v1/setup/state/role/a b");
    }

    [Fact]
    public async Task Tokens_come_from_the_running_server()
    {
        await ListenAsync(async context =>
        {
            if (context.Request.Path == "/api/v1/identity/signing-key")
            {
                await context.Response.WriteAsync("""{"kid":"k1"}""", Cancelled);
                return;
            }
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, Cancelled);
            await context.Response.WriteAsync($$"""{"token":"for {{body.RootElement.GetProperty("user").GetString()}}"}""", Cancelled);
        }, "application/json");
        using var server = (await LocalServer.TryConnectAsync(folder, Cancelled)).ShouldNotBeNull();
        var tokens = new RemoteTokens(server);

        (await tokens.GetSigningKeyIdAsync(Cancelled)).ShouldBe("k1");
        (await tokens.IssueAsync("setup", Cancelled)).ShouldBe("for setup");

        requests.ShouldBe(["GET /api/v1/identity/signing-key", "POST /api/v1/identity/tokens"]);
    }

    [Theory]
    [InlineData("""{"code":"invalid-key","detail":"It is no key.","fix":"Use another."}""", "invalid-key", "It is no key.", "Use another.")]
    [InlineData("not json", "server-answer", "The running server answered 400 BadRequest.", "log")]
    public async Task A_problem_of_the_server_is_a_failure_of_ours(string body, string code, string detail, string fix)
    {
        await ListenAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync(body, Cancelled);
        }, "application/problem+json");
        using var server = (await LocalServer.TryConnectAsync(folder, Cancelled)).ShouldNotBeNull();

        var thrown = await Should.ThrowAsync<LocalServerException>(() => new RemoteSetupState(server).GetAsync("key", Cancelled));

        var failure = ExpectedFailure.Of(thrown).ShouldNotBeNull();
        (failure.Code, failure.Detail).ShouldBe((code, detail));
        failure.Fix.ShouldContain(fix);
    }

    [Fact]
    public async Task A_server_lost_in_the_middle_is_a_failure()
    {
        await ListenAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var server = (await LocalServer.TryConnectAsync(folder, Cancelled)).ShouldNotBeNull();

        (await Should.ThrowAsync<LocalServerException>(() => new RemoteTokens(server).GetSigningKeyIdAsync(Cancelled)))
            .Failure.Code.ShouldBe("server-lost");
    }

    [Fact]
    public async Task A_socket_left_behind_is_no_running_server()
    {
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            left.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, LocalServer.SocketName)));
            (await LocalServer.TryConnectAsync(folder, Cancelled)).ShouldBeNull(); // bound, but nobody accepts
        }
        (await LocalServer.TryConnectAsync(folder, Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task The_embedded_configuration_counts_while_its_server_answers()
    {
        var embedded = Directory.CreateDirectory(Path.Combine(folder, EmbeddedConfiguration.Folder)).FullName;
        await File.WriteAllTextAsync(Path.Combine(embedded, "aqueduct.yaml"), """
            gitlab: { url: https://gitlab.example.test }
            aws: { region: us-east-1 }
            server: { public_url: https://aqueduct.example.test }
            storage: { path: aqueduct.db, master_key_file: master.key }
            """, Cancelled);
        var request = new ConfigurationRequest(folder, null, new Dictionary<string, string>(), []);

        (await ConfigurationLoader.LoadAsync(request, Cancelled)).Failure.ShouldNotBeNull().Code.ShouldBe("not-running");
        await ListenAsync(_ => Task.CompletedTask, within: embedded);
        var configuration = (await ConfigurationLoader.LoadAsync(request, Cancelled)).Configuration.ShouldNotBeNull();

        configuration.IsEmbedded.ShouldBeTrue();
        configuration.DataFolder.ShouldBe(embedded);
        ConfigurationLoader.IsConfigured(request).ShouldBeFalse();
    }

    private async Task ListenAsync(RequestDelegate answer, string contentType = "text/plain", string? within = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.ListenUnixSocket(Path.Combine(within ?? folder, LocalServer.SocketName)));
        app = builder.Build();
        app.Run(context =>
        {
            requests.Add($"{context.Request.Method} {context.Request.Path.Value}");
            context.Response.ContentType = contentType;
            return answer(context);
        });
        await app.StartAsync(Cancelled);
    }
}
