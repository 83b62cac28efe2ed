using Aqueduct.Setup;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>No more events may wait: GitLab is to be told 503.</summary>
internal sealed class OutboxFullException(int most) : Exception($"{most} events wait for Amazon Q already.")
{
    public Failure Failure { get; } = new(
        "outbox-full",
        $"{most} events already wait for Amazon Q; this one was not accepted.",
        "Look in the log for why Amazon Q does not take them, or run: aqueduct doctor");
}
