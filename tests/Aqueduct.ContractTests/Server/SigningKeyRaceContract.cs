using System.Text;
using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Identity;
using Aqueduct.Setup.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aqueduct.ContractTests.Server;

public sealed class SqliteSigningKeyRaceTests() : SigningKeyRaceContract(new SqliteEngine());

public sealed class PostgresSigningKeyRaceTests(PostgresFixture server) : SigningKeyRaceContract(new PostgresEngine(server));

/// <summary>Replicas on one database take each step of a key's life exactly once between them.</summary>
public abstract class SigningKeyRaceContract(StorageEngine engine) : StorageContract(engine)
{
    private const int Replicas = 8;

    private readonly Issuer issuer = RunningServer.IssuerOf("https://aqueduct.example.test");

    private readonly Dictionary<string, byte[]> published = [];

    [Fact]
    public async Task Racing_replicas_make_one_first_key()
    {
        await SeedAsync();

        var sets = await RaceAsync(ring => ring.LoadAsync(Cancelled));

        sets.Select(s => s.Signing.Kid).Distinct().ShouldHaveSingleItem();
        (await RowsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Racing_replicas_announce_one_key_and_let_it_sign_once()
    {
        await SeedAsync();
        var old = (await Ring().LoadAsync(Cancelled)).Signing.Kid;

        var announced = await RaceAsync(ring => ring.AnnounceAsync(Cancelled));
        var next = announced.Select(k => k.Kid).Distinct().ShouldHaveSingleItem();

        Publish(await Ring().LoadAsync(Cancelled));
        await Ring().RotateIfDueAsync(Cancelled);
        Clock.Advance(KeyLife.MaxAge);
        await RaceAsync(async ring =>
        {
            await ring.RotateIfDueAsync(Cancelled);
            return ring.Current!;
        });

        var keys = (await Ring().LoadAsync(Cancelled)).Keys;
        keys.Count.ShouldBe(2);
        keys.Single(k => k.State is KeyState.Signing).Kid.ShouldBe(next);
        keys.Single(k => k.State is KeyState.VerifyOnly).Kid.ShouldBe(old);
    }

    private async Task SeedAsync() => (await Storage.Instances.SeedAsync(issuer.InstanceUid, Cancelled)).ShouldBeNull();

    private SigningKeyRing Ring()
    {
        var settings = new IssuerSettings(issuer, SigningAlgorithm.ES256);
        return new SigningKeyRing(
            new SigningKeyStore(Database, Storage.Sealer), new IssuerProbe(new HttpClient(new Published(published)), settings, Clock), settings, Clock,
            NullLogger<SigningKeyRing>.Instance);
    }

    private async Task<T[]> RaceAsync<T>(Func<SigningKeyRing, Task<T>> act)
    {
        var race = Task.WhenAll(Enumerable.Range(0, Replicas).Select(_ => Ring()).ToList().Select(ring => Task.Run(() => act(ring), Cancelled)));
        while (await Task.WhenAny(race, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancelled)) != race)
            Clock.Advance(TimeSpan.FromMilliseconds(5)); // PostgreSQL's losers pause on this clock before they try again
        return await race;
    }

    private void Publish(KeySet keys)
    {
        published[issuer.DiscoveryUrl] = keys.Documents.Discovery.Bytes;
        published[issuer.JwksUrl] = keys.Documents.Jwks.Bytes;
    }

    private Task<int> RowsAsync() => Database.ReadAsync((db, _) => Task.FromResult(db.SigningKeys.Count()), Cancelled);

    private sealed class Published(Dictionary<string, byte[]> pages) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(Encoding.UTF8.GetString(pages[request.RequestUri!.AbsoluteUri])) });
    }
}
