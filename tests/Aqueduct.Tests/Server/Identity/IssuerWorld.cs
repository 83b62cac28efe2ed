using System.Net;
using System.Text;
using Aqueduct.Server.Identity;
using Aqueduct.Server.Storage;
using Aqueduct.Setup.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Server.Identity;

/// <summary>An issuer on a database of its own, a clock in the test's hand, and a public address that shows what the test lets it show.</summary>
internal sealed class IssuerWorld : IAsyncDisposable
{
    public const string Uid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";

    private readonly DirectoryInfo folder;
    private readonly AqueductStorage storage;
    private readonly List<SigningKeyRing> rings = [];

    private IssuerWorld(DirectoryInfo folder, AqueductStorage storage, FakeTimeProvider clock) =>
        (this.folder, this.storage, Clock) = (folder, storage, clock);

    public FakeTimeProvider Clock { get; }

    public Issuer Issuer { get; } = Create("https://aqueduct.example.test");

    public PublicAddress Public { get; } = new();

    public SigningKeyStore Store => new(storage.Database, storage.Sealer);

    public static async Task<IssuerWorld> CreateAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("aqueduct-");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var opened = await AqueductStorage.OpenAsync(new StorageOptions(), folder.FullName, "test", clock, cancellationToken);
        opened.TryGet(out var storage, out var failure).ShouldBeTrue(failure?.Detail);
        (await storage!.Instances.SeedAsync(Uid, cancellationToken)).ShouldBeNull();
        return new IssuerWorld(folder, storage, clock);
    }

    public static Issuer Create(string baseUrl, string uid = Uid)
    {
        Issuer.TryCreate(baseUrl, "identity.issuer_url", uid, out var issuer, out var failure).ShouldBeTrue(failure?.Detail);
        return issuer!;
    }

    public SigningKeyRing Ring(SigningAlgorithm algorithm = SigningAlgorithm.ES256)
    {
        var settings = new IssuerSettings(Issuer, algorithm);
        var probe = new IssuerProbe(new HttpClient(Public), settings, Clock);
        var ring = new SigningKeyRing(Store, probe, settings, Clock, NullLogger<SigningKeyRing>.Instance);
        rings.Add(ring);
        return ring;
    }

    /// <summary>Lets the public address show what <paramref name="ring"/> publishes now, as a static host after an upload.</summary>
    public async Task PublishAsync(SigningKeyRing ring, CancellationToken cancellationToken)
    {
        var documents = (await ring.LoadAsync(cancellationToken)).Documents;
        Public.Show(Issuer.DiscoveryUrl, Encoding.UTF8.GetString(documents.Discovery.Bytes));
        Public.Show(Issuer.JwksUrl, Encoding.UTF8.GetString(documents.Jwks.Bytes));
    }

    public async ValueTask DisposeAsync()
    {
        rings.ForEach(r => r.Dispose());
        await storage.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>The web as the issuer's verifiers see it.</summary>
internal sealed class PublicAddress : HttpMessageHandler
{
    private readonly Dictionary<string, string> pages = [];

    public bool Reachable { get; set; } = true;

    public void Show(string url, string content) => pages[url] = content;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        !Reachable ? throw new HttpRequestException("Connection refused")
        : Task.FromResult(pages.TryGetValue(request.RequestUri!.AbsoluteUri, out var page)
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page) }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
}
