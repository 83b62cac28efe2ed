namespace Aqueduct.Server.Tree;

/// <param name="FullReadingEvery">For what no hook told of, such as a group's transfer, or what was lost while GitLab could not reach us.</param>
internal sealed record TreeLimits(TimeSpan FullReadingEvery)
{
    public TreeLimits()
        : this(TimeSpan.FromHours(6))
    {
    }
}
