using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.Server.Identity.CloudConnector;
using Aqueduct.StandIns.CloudConnector;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.Server;

/// <summary>Verification against an issuer that shares no code with it, over real HTTP.</summary>
public sealed class CloudConnectorOverHttpTests : IAsyncLifetime
{
    private const string Uid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private CloudConnectorStandIn portal = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        portal = await CloudConnectorStandIn.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Clock = clock }, Cancellation);
        services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock)
            .AddCloudConnector(new([portal.Issuer], uid => uid == Uid), http).BuildServiceProvider();
    }

    [Fact]
    public async Task The_portals_token_is_believed_for_our_instance_only()
    {
        (await VerifyAsync(await MintAsync($"instance_uid={Uid}"))).ShouldBeNull();
        (await VerifyAsync(await MintAsync("instance_uid=00000000-7d3b-4c58-9e21-0f4b8d6a9c11"))).ShouldBe(CloudConnectorRefusal.Instance);
    }

    [Theory]
    [InlineData("lifetime_seconds=-61", CloudConnectorRefusal.Expired)]
    [InlineData("audience=glgo", CloudConnectorRefusal.Audience)]
    [InlineData("realm=moon", CloudConnectorRefusal.Realm)]
    [InlineData("claims={\"exp\":\"soon\"}", CloudConnectorRefusal.Claims)]
    [InlineData("claims={\"exp\":null}", CloudConnectorRefusal.Claims)]
    [InlineData("claims={\"iss\":\"https://customers.gitlab.com\"}", CloudConnectorRefusal.Issuer)]
    public async Task What_no_portal_would_sign_is_refused_though_it_did(string query, CloudConnectorRefusal refusal) =>
        (await VerifyAsync(await MintAsync($"instance_uid={Uid}&{query}"))).ShouldBe(refusal);

    [Fact]
    public async Task A_new_key_is_found_and_a_withdrawn_one_forgotten()
    {
        var former = await MintAsync($"instance_uid={Uid}");
        (await VerifyAsync(former)).ShouldBeNull();

        await RotateAsync("true");
        (await VerifyAsync(await MintAsync($"instance_uid={Uid}"))).ShouldBeNull();
        (await VerifyAsync(former)).ShouldBeNull();

        await RotateAsync("false");
        (await VerifyAsync(await MintAsync($"instance_uid={Uid}"))).ShouldBeNull();
        (await VerifyAsync(former)).ShouldBe(CloudConnectorRefusal.UnknownKey);
    }

    [Fact]
    public async Task The_keys_are_fetched_before_the_first_request_and_stay_while_the_portal_is_gone()
    {
        var refresh = services.GetServices<IHostedService>().Single();
        await refresh.StartAsync(Cancellation);
        var issuer = services.GetRequiredService<TrustedIssuers>().Find(portal.Issuer)!;
        while (issuer.Keys == TrustedKeys.None)
            await Task.Yield();

        (await http.PutAsJsonAsync(new Uri(portal.Url, "_standin/settings"), new { available = false }, Cancellation)).EnsureSuccessStatusCode();
        clock.Advance(TimeSpan.FromDays(2));

        (await VerifyAsync(await MintAsync($"instance_uid={Uid}"))).ShouldBeNull();
        await refresh.StopAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await portal.DisposeAsync();
        http.Dispose();
    }

    private async Task<CloudConnectorRefusal?> VerifyAsync(string token) =>
        (await services.GetRequiredService<CloudConnectorTokens>().VerifyAsync(token, Cancellation)).TryGet(out _, out var refusal) ? null : refusal;

    private async Task<string> MintAsync(string query) =>
        JsonNode.Parse(await http.GetStringAsync(new Uri(portal.Url, "_standin/token?" + query), Cancellation))!["token"]!.ToString();

    private async Task RotateAsync(string keepFormer)
    {
        (await http.PostAsync(new Uri(portal.Url, "_standin/rotate?keep_former=" + keepFormer), null, Cancellation)).EnsureSuccessStatusCode();
        clock.Advance(TimeSpan.FromSeconds(30));
    }
}
