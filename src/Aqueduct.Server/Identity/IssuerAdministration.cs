using System.Text;

namespace Aqueduct.Server.Identity;

internal sealed class IssuerAdministration(SigningKeyRing ring, IssuerSettings settings) : IIssuerAdministration
{
    public async Task<IssuerKeys> ListAsync(CancellationToken cancellationToken) =>
        new(settings.Issuer.Url, [.. (await ring.LoadAsync(cancellationToken)).Keys.Select(Describe)]);

    public async Task<IssuerKey> RotateAsync(CancellationToken cancellationToken)
    {
        if ((await ring.LoadAsync(cancellationToken)).Announced is not { } announced)
            return Describe(await ring.AnnounceAsync(cancellationToken));

        await ring.RotateIfDueAsync(cancellationToken);
        return Describe(ring.Current!.Keys.FirstOrDefault(k => k.Kid == announced.Kid) ?? announced);
    }

    public async Task<IssuerFiles> DocumentsAsync(CancellationToken cancellationToken)
    {
        var documents = (await ring.LoadAsync(cancellationToken)).Documents;
        return new IssuerFiles(settings.Issuer.Url, [File(documents.Jwks, Issuer.JwksSuffix), File(documents.Discovery, Issuer.DiscoverySuffix)]);
    }

    private IssuerFile File(IssuerDocument document, string suffix) => new(
        $"{Issuer.PathPrefix[1..]}{settings.Issuer.InstanceUid}{suffix}",
        settings.Issuer.Url + suffix,
        document.ContentType,
        Encoding.UTF8.GetString(document.Bytes));

    private static IssuerKey Describe(PublishedKey key) => new(
        key.Kid, key.Algorithm.ToString(), key.State, key.CreatedAt, key.SeenAt,
        key.State is KeyState.Announced ? key.SeenAt + KeyLife.MaxAge : null, key.ActivatedAt, key.RetiredAt, key.RemovedAt);
}
