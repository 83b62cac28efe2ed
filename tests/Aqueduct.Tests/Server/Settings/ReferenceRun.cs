using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;

namespace Aqueduct.Tests.Server.Settings;

/// <summary>Random steps against the reference tree; whoever derives does the same to what is tested, and says what came of it.</summary>
internal abstract class ReferenceRun(int seed)
{
    private static readonly AvailabilityValue?[] Values = [null, .. Enum.GetValues<AvailabilityValue>().Cast<AvailabilityValue?>()];
    private static readonly bool?[] Reviews = [null, null, true, false];

    private readonly Random random = new(seed);
    private long lastId;

    public ReferenceTree Tree => field ??= new ReferenceTree(random);

    public int Changes { get; private set; }

    public int Refusals { get; private set; }

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await StepAsync(random.Next(10));
            await CheckAsync(Tree.Any());
        }
    }

    protected abstract Task PutAsync(ReferenceTree.Node node);

    /// <returns>Whether it was allowed.</returns>
    protected abstract Task<bool> SetAsync(AvailabilityChange change);

    protected abstract Task<EffectiveAvailability> ReadAsync(Place place);

    private async Task StepAsync(int kind)
    {
        switch (kind)
        {
            case 0 when Tree.Nodes.Count < 400:
                await PutAsync(Tree.AddGroup(++lastId));
                break;
            case 1 when Tree.Nodes.Count < 400:
                await PutAsync(Tree.AddProject(++lastId));
                break;
            case 2:
                if (Tree.Move() is { } moved)
                    await PutAsync(moved);
                break;
            default:
                var (node, value, review) = (Tree.Any(), Values[random.Next(Values.Length)], Reviews[random.Next(Reviews.Length)]);
                var allowed = ReferenceTree.TrySet(node, value, review);
                (await SetAsync(new AvailabilityChange(node.Place, value, review, IfVersion: null))).ShouldBe(allowed);
                (Changes, Refusals) = allowed ? (Changes + 1, Refusals) : (Changes, Refusals + 1);
                break;
        }
    }

    private async Task CheckAsync(ReferenceTree.Node node)
    {
        var (expected, actual) = (ReferenceTree.StateOf(node), await ReadAsync(node.Place));
        actual.IsOn.ShouldBe(expected.On);
        actual.AutoReview.ShouldBe(expected.On && expected.Review);
        (actual.LockedBy is not null).ShouldBe(expected.Locked);
        (actual.Own, actual.OwnAutoReview).ShouldBe((node.Value, node.Review));
    }
}
