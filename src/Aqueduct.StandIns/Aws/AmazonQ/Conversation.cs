namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>What one caller talks about with Amazon Q.</summary>
internal sealed class Conversation
{
    public required string Id { get; init; }

    /// <summary>ARN; a role session belongs to one user.</summary>
    public required string Caller { get; init; }

    /// <summary>
    /// Amazon Q gave it its ID, so no other caller may know it. A name of the caller's own choice is the caller's alone: GitLab's gateway uses one
    /// and the same for everybody.
    /// </summary>
    public required bool IsNamedByAmazonQ { get; init; }

    public int Questions { get; set; }
}
