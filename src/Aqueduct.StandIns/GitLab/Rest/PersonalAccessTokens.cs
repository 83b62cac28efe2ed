using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>The rules of personal access tokens, whichever route asks. Call it inside the world's lock.</summary>
internal sealed class PersonalAccessTokens(GitLabWorld world, Pagination pagination)
{
    private const int LongestDays = 365;
    private static readonly TimeSpan AfterRotation = TimeSpan.FromDays(7);

    public JsonObject Shape(PersonalAccessToken token) => new()
    {
        ["id"] = token.Id,
        ["name"] = token.Name,
        ["revoked"] = token.Revoked,
        ["created_at"] = token.CreatedAt.Iso(),
        ["description"] = token.Description,
        ["scopes"] = new JsonArray([.. token.Scopes.Select(s => JsonValue.Create(s))]),
        ["user_id"] = token.UserId,
        ["last_used_at"] = token.LastUsedAt?.Iso(),
        ["active"] = token.ActiveOn(world.Clock.Today()),
        ["expires_at"] = token.ExpiresAt?.Iso(),
    };

    public Answer List(Call call, Func<PersonalAccessToken, bool> visible)
    {
        var given = call.Parameters;
        var today = world.Clock.Today();
        var state = given.OneOf("state", "active", "inactive");
        return pagination.Page(
            call,
            world.State.PersonalAccessTokens
                .Where(visible)
                .Where(t => given.Number("user_id") is not { } user || t.UserId == user)
                .Where(t => given.Flag("revoked") is not { } revoked || t.Revoked == revoked)
                .Where(t => state is null || t.ActiveOn(today) == (state == "active"))
                .Where(t => given.Text("search") is not { } search || t.Name.Contains(search, StringComparison.OrdinalIgnoreCase)),
            Shape);
    }

    /// <summary>With the token itself, this one time.</summary>
    public JsonObject Create(Call call, User owner)
    {
        var given = call.Parameters;
        given.Require("name", "scopes");
        var scopes = given.List("scopes")!;
        if (scopes.Count == 0) throw ApiError.Invalid("scopes", "can't be blank");
        if (scopes.Any(s => !Scopes.OfTokens.Contains(s))) throw ApiError.Error(400, "scopes does not have a valid value");
        if (!owner.Admin && scopes.Any(Scopes.OfAdministrators.Contains)) throw ApiError.Invalid("scopes", "can only contain available scopes", 422);
        return WithValue(Add(owner.Id, given.Required("name"), given.Text("description"), scopes, Expiry(given) ?? world.Clock.Today().AddDays(LongestDays), family: null));
    }

    /// <summary>Ends the token and gives its successor; a token that was already ended takes its whole row of successors with it.</summary>
    public JsonObject Rotate(Call call, PersonalAccessToken token)
    {
        if (token.Revoked)
        {
            foreach (var relative in world.State.PersonalAccessTokens.Where(t => t.Family == token.Family)) relative.Revoked = true;
            throw ApiError.BadRequest("token already revoked");
        }
        var expiry = Expiry(call.Parameters) ?? DateOnly.FromDateTime((world.Now + AfterRotation).UtcDateTime);
        token.Revoked = true;
        return WithValue(Add(token.UserId, token.Name, token.Description, token.Scopes, expiry, token.Family));
    }

    private PersonalAccessToken Add(long userId, string name, string? description, IReadOnlyList<string> scopes, DateOnly expiresAt, long? family)
    {
        var id = world.State.NextId("personal_access_token");
        var token = new PersonalAccessToken
        {
            Id = id,
            UserId = userId,
            Name = name,
            Description = description,
            Value = "glpat-" + GitLabWorld.Secret(20),
            Scopes = scopes,
            ExpiresAt = expiresAt,
            Family = family ?? id,
            CreatedAt = world.Now,
        };
        world.State.PersonalAccessTokens.Add(token);
        return token;
    }

    private DateOnly? Expiry(Parameters given)
    {
        var wanted = given.Date("expires_at");
        var latest = world.Clock.Today().AddDays(LongestDays);
        if (wanted > latest) throw ApiError.BadRequest($"Expiration date must be before {latest.Iso()}");
        return wanted;
    }

    private JsonObject WithValue(PersonalAccessToken token)
    {
        var shape = Shape(token);
        shape["token"] = token.Value;
        return shape;
    }
}
