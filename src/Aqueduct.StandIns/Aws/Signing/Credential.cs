using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Signing;

/// <summary>The secret of an access key and whom it stands for.</summary>
internal sealed record Credential(string Secret, Principal Principal)
{
    /// <summary>What must come in <c>X-Amz-Security-Token</c>; null for a long-term key, which must come without.</summary>
    public string? SessionToken { get; init; }

    /// <summary>End of temporary credentials.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The credential of an access key ID; null when there is none, or its role is gone.</summary>
    public static Credential? Find(WorldState state, string accessKeyId)
    {
        if (accessKeyId == AwsWorld.RootAccessKeyId) return new Credential(AwsWorld.RootSecretAccessKey, new Principal.Root());
        if (state.Iam.AccessKeys.Find(k => k.Id == accessKeyId) is { } key && state.Iam.Users.Find(u => u.Name == key.UserName) is { } user)
            return new Credential(key.Secret, new Principal.User(user.Name, user.Arn, user.Id));
        if (state.Sessions.TryGetValue(accessKeyId, out var session) && state.Iam.Roles.Exists(r => r.Id == session.RoleId))
            return new Credential(session.SecretAccessKey, new Principal.Session(session))
            {
                SessionToken = session.SessionToken,
                Expiration = session.Expiration,
            };
        return null;
    }

    public override string ToString() => $"Credential of {Principal.Arn}, secret ***";
}
