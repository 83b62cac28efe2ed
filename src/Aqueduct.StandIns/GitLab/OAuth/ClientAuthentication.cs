using System.Security.Cryptography;
using System.Text;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary>Who the client of a token endpoint is: <c>client_secret_basic</c> or <c>client_secret_post</c>; a public client gives its id alone.</summary>
internal sealed class ClientAuthentication(GitLabWorld world)
{
    public OAuthApplication? Find(Call call)
    {
        var (id, secret) = Credentials(call);
        return world.State.Applications.Find(a => a.Uid == id) switch
        {
            null => null,
            { Confidential: false } application when string.IsNullOrEmpty(secret) => application,
            var application => secret is not null && Same(application.Secret, secret) ? application : null,
        };
    }

    private static (string? Id, string? Secret) Credentials(Call call)
    {
        var header = call.Http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return (call.Parameters.Text("client_id"), call.Parameters.Text("client_secret"));
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length)) return (null, null);
        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair is [var id, var secret] ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret)) : (null, null);
    }

    private static bool Same(string expected, string given) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
