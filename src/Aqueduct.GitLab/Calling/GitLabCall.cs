using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aqueduct.GitLab.Calling;

/// <param name="Path">Below <c>/api/v4</c>, with the query.</param>
internal sealed record GitLabCall(HttpMethod Method, string Path, byte[]? Body = null)
{
    /// <summary>GraphQL stands beside the REST API.</summary>
    private const string GraphQlPath = "/../graphql";

    public string Name => Path is GraphQlPath ? "POST /api/graphql" : $"{Method} {Path.Split('?')[0]}";

    /// <summary>Whether a call of unknown outcome may be sent again.</summary>
    public bool IsRepeatable => Method == HttpMethod.Get;

    public static GitLabCall Get(string path) => new(HttpMethod.Get, path);

    public static GitLabCall Post(string path) => new(HttpMethod.Post, path);

    public static GitLabCall Post<T>(string path, T body, JsonTypeInfo<T> type) => new(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public static GitLabCall Put<T>(string path, T body, JsonTypeInfo<T> type) => new(HttpMethod.Put, path, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public static GitLabCall GraphQl<T>(T body, JsonTypeInfo<T> type) => Post(GraphQlPath, body, type);

    public static GitLabCall Delete(string path) => new(HttpMethod.Delete, path);

    public GitLabFailure Failed(GitLabFailureKind kind, string message) => new(kind, Name, message);
}
