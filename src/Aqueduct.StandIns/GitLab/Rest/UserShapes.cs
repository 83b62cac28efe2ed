using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>A user as GitLab shows it: to anybody, to itself, to an administrator.</summary>
internal sealed class UserShapes(GitLabWorld world)
{
    public JsonObject Basic(User user) => new()
    {
        ["id"] = user.Id,
        ["username"] = user.Username,
        ["public_email"] = null,
        ["name"] = user.Name,
        ["state"] = user.State.ToString().ToLowerInvariant(),
        ["locked"] = false,
        ["avatar_url"] = $"https://www.gravatar.com/avatar/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.Email)))}?s=80&d=identicon",
        ["web_url"] = $"{world.ExternalUrl}/{user.Username}",
    };

    /// <summary>What <c>GET /users/:id</c> tells another user.</summary>
    public JsonObject Profile(User user)
    {
        var shape = Basic(user);
        shape["created_at"] = user.CreatedAt.Iso();
        foreach (var blank in new[] { "bio", "location", "linkedin", "twitter", "discord", "website_url", "github", "job_title", "organization" }) shape[blank] = "";
        shape["pronouns"] = null;
        shape["bot"] = user.ServiceAccount;
        shape["work_information"] = null;
        shape["followers"] = 0;
        shape["following"] = 0;
        shape["is_followed"] = false;
        shape["local_time"] = null;
        return shape;
    }

    /// <summary>What <c>GET /user</c> tells the user about itself.</summary>
    public JsonObject Self(User user)
    {
        var shape = Profile(user);
        shape["last_sign_in_at"] = null;
        shape["confirmed_at"] = user.CreatedAt.Iso();
        shape["last_activity_on"] = null;
        shape["email"] = user.Email;
        shape["theme_id"] = 3;
        shape["color_scheme_id"] = 1;
        shape["projects_limit"] = user.ServiceAccount ? 0 : 100_000;
        shape["current_sign_in_at"] = null;
        shape["identities"] = new JsonArray();
        shape["can_create_group"] = !user.ServiceAccount;
        shape["can_create_project"] = !user.ServiceAccount;
        shape["two_factor_enabled"] = false;
        shape["external"] = user.External;
        shape["private_profile"] = user.PrivateProfile;
        shape["commit_email"] = user.Email;
        return shape;
    }

    public JsonObject ForAdministrator(User user)
    {
        var shape = Self(user);
        shape["is_admin"] = user.Admin;
        shape["note"] = user.Note;
        shape["namespace_id"] = NamespaceId(user);
        shape["created_by"] = null;
        shape["email_reset_offered_at"] = null;
        shape["using_license_seat"] = !user.ServiceAccount && world.Options.Licence != GitLabLicence.Free;
        return shape;
    }

    public static JsonObject ServiceAccount(User user) => new() { ["id"] = user.Id, ["username"] = user.Username, ["name"] = user.Name, ["email"] = user.Email };

    /// <summary>Own namespaces are numbered apart from groups.</summary>
    public static long NamespaceId(User user) => 1_000_000 + user.Id;
}
