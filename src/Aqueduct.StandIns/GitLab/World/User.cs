namespace Aqueduct.StandIns.GitLab.World;

internal enum UserState
{
    Active,
    Blocked,
    Deactivated,
}

/// <summary>A person or a service account.</summary>
internal sealed class User
{
    public required long Id { get; init; }

    public required string Username { get; set; }

    public required string Name { get; set; }

    public required string Email { get; set; }

    /// <summary>Null: cannot sign in with a password, as a service account.</summary>
    public string? Password { get; set; }

    public UserState State { get; set; }

    public bool Admin { get; set; }

    public bool ServiceAccount { get; init; }

    /// <summary>Tokens of this account act only together with the human named by their scope <c>user:&lt;id&gt;</c>.</summary>
    public bool CompositeIdentityEnforced { get; init; }

    /// <summary>Set for the service account of a group.</summary>
    public long? ProvisionedByGroupId { get; init; }

    public bool PrivateProfile { get; set; }

    public bool External { get; set; }

    public string? Note { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
