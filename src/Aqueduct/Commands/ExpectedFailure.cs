using Aqueduct.Local;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary>The exceptions that carry what a person can do about them, from ports that have no other way to say it.</summary>
internal static class ExpectedFailure
{
    public static Failure? Of(Exception exception) => exception switch
    {
        LocalServerException lost => lost.Failure,
        StorageException storage => storage.Failure,
        _ => null,
    };
}
