using Aqueduct.GitLab.Notes;
using Aqueduct.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Outbox;

internal static class OutboxServices
{
    /// <summary>The durable outbox. Needs storage, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="deliver">How an event is handed to Amazon Q.</param>
    /// <param name="notes">Writes failure notes; null where no GitLab token is configured.</param>
    public static IServiceCollection AddOutbox(
        this IServiceCollection services, Func<IServiceProvider, DeliverEvent> deliver, Func<IServiceProvider, NotesClient>? notes, OutboxLimits? limits = null)
    {
        if (notes is not null)
            services.AddSingleton<IFailureNotes>(provider => new GitLabFailureNotes(notes(provider), provider.GetRequiredService<ILogger<GitLabFailureNotes>>()));
        return services
            .AddSingleton(limits ?? new OutboxLimits())
            .AddSingleton(new WakeUps(new WakeUp(), new WakeUp()))
            .AddSingleton(deliver)
            .AddSingleton<EventStore>()
            .AddSingleton<EventClaims>()
            .AddSingleton<EventAttempts>()
            .AddSingleton<DeadEvents>()
            .AddSingleton<IWaitingEvents>(provider => provider.GetRequiredService<IDatabase>().IsShared
                ? ActivatorUtilities.CreateInstance<SharedWaitingEvents>(provider)
                : ActivatorUtilities.CreateInstance<OwnedWaitingEvents>(provider))
            .AddSingleton<EventOutbox>()
            .AddHostedService<EventRetries>()
            .AddHostedService(provider => new FailureNotePosting(
                provider.GetRequiredService<DeadEvents>(),
                provider.GetService<IFailureNotes>(),
                provider.GetRequiredService<WakeUps>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<FailureNotePosting>>()));
    }
}
