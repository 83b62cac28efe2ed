namespace Aqueduct.StandIns.Aws.World;

/// <summary>Something that was made at a time and may, as eventual consistency has it, be seen only later.</summary>
internal abstract class Created
{
    public required DateTimeOffset CreateDate { get; init; }

    /// <summary>Number of the call from which on it is seen.</summary>
    public long VisibleFrom { get; init; }
}
