using Aqueduct.Server.Audit;
using Aqueduct.Server.Identity;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server;

/// <summary>
/// The data of Aqueduct in a command's own hands, while no server runs: holds the data folder's lock until disposed.
/// </summary>
public sealed class OfflineAqueduct : IAsyncDisposable
{
    private readonly AqueductStorage storage;
    private readonly ServiceProvider services;

    private OfflineAqueduct(OpenedInstance instance, AqueductSettings settings)
    {
        storage = instance.Storage;
        Audit = storage.OpenAudit(settings.Clock);
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(settings.Clock)
            .AddStorage(storage)
            .AddIdentity(instance.Issuer, settings.Outgoing)
            .BuildServiceProvider();
    }

    public ISetupState SetupState => storage.SetupState;

    public IIssueTokens Tokens => services.GetRequiredService<IIssueTokens>();

    public IAuditAdministration Audit { get; }

    public IIssuerAdministration Issuer => new AuditedIssuer(services.GetRequiredService<IIssuerAdministration>(), Audit);

    /// <param name="command">Who holds the data folder, for the one who finds it locked: <c>aqueduct setup apply</c>.</param>
    public static async Task<Outcome<OfflineAqueduct>> OpenAsync(AqueductSettings settings, string command, CancellationToken cancellationToken)
    {
        var opened = await OpenedInstance.OpenAsync(settings, command, cancellationToken);
        return opened.TryGet(out var instance, out var failure) ? new OfflineAqueduct(instance, settings) : failure;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await storage.DisposeAsync();
    }
}
