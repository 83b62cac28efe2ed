namespace Aqueduct.Setup.Configuration;

/// <summary>The IAM role that Amazon Q is called with.</summary>
public sealed class RoleOptions
{
    /// <summary>1 to 64 letters, digits and <c>+=,.@-_</c>; without a path.</summary>
    public string Name { get; set; } = "QDeveloperAccess";

    /// <summary><c>managed</c>: AWS's own policy for GitLab Duo with Amazon Q. <c>inline</c>: the three documented statements on the role itself.</summary>
    public RolePolicy Policy { get; set; } = RolePolicy.Managed;
}

public enum RolePolicy
{
    /// <summary>AWS's <c>GitLabDuoWithAmazonQPermissionsPolicy</c>.</summary>
    Managed,

    /// <summary>An inline policy <c>gitlab-duo-amazon-q-policy</c> with the three documented statements.</summary>
    Inline,
}
