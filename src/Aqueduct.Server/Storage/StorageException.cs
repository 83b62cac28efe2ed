using Aqueduct.Setup;

namespace Aqueduct.Server.Storage;

/// <summary>The storage cannot be used as it is; <see cref="Failure"/> is what to tell a person. Never carries a secret.</summary>
public sealed class StorageException(Failure failure, Exception? cause = null) : Exception($"{failure.Detail} {failure.Fix}", cause)
{
    public Failure Failure { get; } = failure;
}
