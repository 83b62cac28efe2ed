namespace Aqueduct.GitLab.Calling;

/// <summary>The token of <c>gitlab.token_file</c>; only this class and the header it ends in ever hold it.</summary>
internal sealed class TokenFile(string path)
{
    public async Task<GitLabResult<string>> ReadAsync(GitLabCall call, CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return call.Failed(GitLabFailureKind.NoToken, $"{path} cannot be read: {e.Message}");
        }

        // What is no token is not quoted either: it may be another secret.
        return token.Length is 0 ? call.Failed(GitLabFailureKind.NoToken, $"{path} is empty.")
            : !token.All(c => c is > ' ' and <= '~') ? call.Failed(GitLabFailureKind.NoToken, $"{path} holds something other than one token on one line.")
            : token;
    }
}
