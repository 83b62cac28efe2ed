using Aqueduct.StandIns.GitLab.Http;

namespace Aqueduct.StandIns.GitLab.World;

/// <param name="Username">Free of users and top-level groups, else refused.</param>
internal sealed record NewAccount(string Username, string Name, string Email)
{
    public string? Password { get; init; }

    public bool Admin { get; init; }

    public bool External { get; init; }

    public bool PrivateProfile { get; init; }

    public bool ServiceAccount { get; init; }

    public bool CompositeIdentityEnforced { get; init; }

    public long? ProvisionedByGroupId { get; init; }

    public string? Note { get; init; }
}

/// <summary>Creates, renames and removes users under GitLab's rules of uniqueness. Call it inside the world's lock.</summary>
internal sealed class Accounts(GitLabWorld world)
{
    public User Create(NewAccount account)
    {
        RefuseTaken(account.Username, account.Email, except: null);
        var user = new User
        {
            Id = world.State.NextId("user"),
            Username = account.Username,
            Name = account.Name,
            Email = account.Email,
            Password = account.Password,
            Admin = account.Admin,
            External = account.External,
            PrivateProfile = account.PrivateProfile,
            ServiceAccount = account.ServiceAccount,
            CompositeIdentityEnforced = account.CompositeIdentityEnforced,
            ProvisionedByGroupId = account.ProvisionedByGroupId,
            Note = account.Note,
            CreatedAt = world.Now,
        };
        world.State.Users.Add(user);
        return user;
    }

    public void Rename(User user, string? username, string? email)
    {
        RefuseTaken(username, email, user);
        user.Username = username ?? user.Username;
        user.Email = email ?? user.Email;
    }

    /// <summary>Takes memberships, tokens and grants along; what the user wrote goes to the ghost, here to the administrator.</summary>
    public void Delete(User user)
    {
        var state = world.State;
        if (state.Memberships.Any(m => m.UserId == user.Id && m is { AccessLevel: AccessLevel.Owner, GroupId: { } group }
            && !state.Memberships.Any(o => o.GroupId == group && o.UserId != user.Id && o.AccessLevel == AccessLevel.Owner)))
            throw ApiError.Conflict("User cannot be removed.");
        state.Memberships.RemoveAll(m => m.UserId == user.Id);
        state.PersonalAccessTokens.RemoveAll(t => t.UserId == user.Id);
        state.OAuthTokens.RemoveAll(t => t.UserId == user.Id);
        state.Grants.RemoveAll(g => g.UserId == user.Id);
        state.Issues.RemoveAll(i => i.AuthorId == user.Id);
        state.MergeRequests.RemoveAll(m => m.AuthorId == user.Id);
        state.Users.Remove(user);
    }

    /// <summary>The name itself, or with the first free number: <c>amazon-q</c>, <c>amazon-q-1</c>.</summary>
    public string FreeUsername(string wanted) =>
        Enumerable.Range(0, int.MaxValue).Select(n => n == 0 ? wanted : $"{wanted}-{n}").First(name => !world.State.IsTaken(name));

    private void RefuseTaken(string? username, string? email, User? except)
    {
        if (username is not null && (username.Length is 0 or > 255 || !username.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') || username[0] == '-'))
            throw ApiError.Invalid("username", "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-' or end in '.', '.git' or '.atom'.");
        if (email is not null && (email.Count(c => c == '@') != 1 || email.StartsWith('@') || email.EndsWith('@')))
            throw ApiError.Invalid("email", "is invalid");
        var others = world.State.Users.Where(u => u != except).ToList();
        if (email is not null && others.Any(u => string.Equals(u.Email, email, StringComparison.OrdinalIgnoreCase))) throw ApiError.Conflict("Email has already been taken");
        if (username is not null && !string.Equals(username, except?.Username, StringComparison.OrdinalIgnoreCase) && world.State.IsTaken(username)) throw ApiError.Conflict("Username has already been taken");
    }
}
