namespace Aqueduct.Server.Assistants;

/// <summary>Who answers <c>/q</c> and reviews.</summary>
public sealed class AssistantOptions
{
    /// <summary><c>amazon_q</c>: Amazon Q Developer.</summary>
    public AssistantKind Kind { get; set; } = AssistantKind.AmazonQ;
}

public enum AssistantKind
{
    AmazonQ,
}
