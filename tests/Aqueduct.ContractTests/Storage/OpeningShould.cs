using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.ContractTests.Storage;

internal static class OpeningShould
{
    public static async Task<AqueductStorage> ShouldOpenAsync(this Task<StorageResult> opening)
    {
        (await opening).TryGet(out var storage, out var failure).ShouldBeTrue(failure?.Detail);
        return storage!;
    }

    public static async Task<Failure> ShouldFailAsync(this Task<StorageResult> opening)
    {
        (await opening).TryGet(out _, out var failure).ShouldBeFalse();
        return failure!;
    }
}
