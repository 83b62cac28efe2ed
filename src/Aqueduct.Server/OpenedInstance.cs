using Aqueduct.Server.Identity;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server;

/// <summary>The open storage and the issuer of the instance that is active in it: what both server and offline commands begin with.</summary>
internal sealed record OpenedInstance(AqueductStorage Storage, IssuerSettings Issuer)
{
    /// <param name="command">Who holds the data folder, for the one who finds it locked.</param>
    public static async Task<Outcome<OpenedInstance>> OpenAsync(AqueductSettings settings, string command, CancellationToken cancellationToken)
    {
        var opened = await AqueductStorage.OpenAsync(settings.Storage, settings.BaseFolder, command, settings.Clock, cancellationToken);
        if (!opened.TryGet(out var storage, out var failure))
            return failure;

        var issuer = await IssuerAsync(settings, storage, cancellationToken);
        if (issuer.TryGet(out var found, out failure))
            return new OpenedInstance(storage, found);
        await storage.DisposeAsync();
        return failure;
    }

    private static Failure Unknown => new(
        "instance-uid-unknown", "gitlab.instance_uid is not set, and no instance is stored yet: the issuer would have no name.",
        "Set gitlab.instance_uid to the UUID on GitLab's Admin area, Settings, Metrics and profiling page.");

    private static async Task<Outcome<IssuerSettings>> IssuerAsync(AqueductSettings settings, AqueductStorage storage, CancellationToken cancellationToken)
    {
        if (await storage.Instances.SeedAsync(settings.InstanceUid, cancellationToken) is { } other)
            return other;
        if (await storage.Instances.GetActiveAsync(cancellationToken) is not { } uid)
        {
            var asked = settings.ReadInstanceUid is { } read ? await read(cancellationToken) : Unknown;
            if (!asked.TryGet(out uid, out var failures))
                return failures[0];
            if (await storage.Instances.SeedAsync(uid, cancellationToken) is { } faster)
                return faster;
        }

        var (baseUrl, key) = settings.Identity.IssuerUrl is { } own ? (own, "identity.issuer_url") : (settings.Server.PublicUrl, "server.public_url");
        return Identity.Issuer.TryCreate(baseUrl, key, uid, out var issuer, out var failure)
            ? new IssuerSettings(issuer, settings.Identity.SigningAlgorithm)
            : failure;
    }
}
