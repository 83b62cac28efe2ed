using System.Text.Json.Nodes;
using System.Threading.Channels;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Hooks;

/// <summary>
/// What GitLab tells its system hooks of projects and groups; sent one after another, after the call that caused it. As GitLab does it: a renamed
/// group is told of, what is below it is not; a transferred group is not told of at all.
/// </summary>
internal sealed class SystemEvents : IAsyncDisposable
{
    private readonly GitLabWorld world;
    private readonly HookDelivery delivery;
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<Func<Task>> queue = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task sending;

    public SystemEvents(GitLabWorld world, HookDelivery delivery)
    {
        (this.world, this.delivery) = (world, delivery);
        sending = Task.Run(SendAllAsync);
    }

    /// <summary>Call it inside <see cref="GitLabWorld.Change{T}"/>, as long as the project can still be described.</summary>
    /// <param name="was">Its full path before, where it changed.</param>
    public void Tell(string name, Project project, string? was = null)
    {
        var payload = new JsonObject
        {
            ["event_name"] = name,
            ["created_at"] = project.CreatedAt.Iso(),
            ["updated_at"] = world.Now.Iso(),
            ["name"] = project.Name,
            ["path"] = project.Path,
            ["path_with_namespace"] = world.State.FullPath(project),
            ["project_id"] = project.Id,
            ["owner_name"] = world.State.User(project.CreatorId).Name,
            ["project_visibility"] = project.Visibility,
        };
        if (was is not null) payload["old_path_with_namespace"] = was;
        Send(payload);
    }

    /// <inheritdoc cref="Tell(string, Project, string?)"/>
    public void Tell(string name, Group group, string? was = null)
    {
        var payload = new JsonObject
        {
            ["event_name"] = name,
            ["created_at"] = group.CreatedAt.Iso(),
            ["updated_at"] = world.Now.Iso(),
            ["name"] = group.Name,
            ["path"] = group.Path,
            ["full_path"] = world.State.FullPath(group),
            ["group_id"] = group.Id,
        };
        if (was is not null) payload["old_full_path"] = was;
        Send(payload);
    }

    /// <summary>Ends when all that was told of so far has been sent.</summary>
    public Task SentAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Writer.TryWrite(() => { reached.SetResult(); return Task.CompletedTask; });
        return reached.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stop.CancelAsync();
        await sending;
        stop.Dispose();
    }

    private void Send(JsonObject payload)
    {
        foreach (var hook in world.State.Hooks.Where(h => h is { GroupId: null, ProjectId: null }))
            queue.Writer.TryWrite(() => delivery.SendAsync(hook, "System Hook", payload, stop.Token));
    }

    private async Task SendAllAsync()
    {
        await foreach (var send in queue.Reader.ReadAllAsync())
        {
            try
            {
                await send();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
