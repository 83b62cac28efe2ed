using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Storage;

public static class StorageServices
{
    /// <summary>Gives the slices the open storage; whoever opened it also closes it, after the host has stopped.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, AqueductStorage storage) => services
        .AddSingleton(storage.Folder)
        .AddSingleton(storage.Database)
        .AddSingleton(storage.Sealer)
        .AddSingleton(storage.SetupState)
        .AddSingleton(storage.Instances);
}
