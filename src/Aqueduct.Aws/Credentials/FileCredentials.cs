using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Aqueduct.Aws.Credentials;

/// <summary>One profile of one shared credentials file (INI), never the default chain. A changed file is read again.</summary>
internal sealed class FileCredentials(string path, string? profile) : ICredentialSource
{
    private readonly string profile = profile ?? "default";
    private Snapshot? snapshot;

    public async Task<FoundKeys> FindAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return FoundKeys.None($"The file {path} (aws.credentials_file) does not exist.");
        }

        try
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (snapshot?.Written != written)
            {
                snapshot = Read() is { } read ? new Snapshot(written, read) : null;
            }

            return snapshot is null
                ? FoundKeys.None($"The file {path} has no profile \"{profile}\" with aws_access_key_id and aws_secret_access_key.")
                : FoundKeys.Of((await snapshot.Credentials.GetCredentialsAsync().WaitAsync(cancellationToken)).ToKeys());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Unreadable, not an INI file, or a profile that points to another source which failed. Its lines may be secrets, so the parser's text stays here.
            return FoundKeys.None(e is InvalidDataException
                ? $"{path} is not a shared credentials file ([profile] and key = value lines)."
                : $"Profile \"{profile}\" of {path} gave none: {e.Message}");
        }
    }

    private AWSCredentials? Read()
    {
        var file = new SharedCredentialsFile(path);
        return file.TryGetProfile(profile, out var found) && AWSCredentialsFactory.TryGetAWSCredentials(found, file, out var credentials) ? credentials : null;
    }

    private sealed record Snapshot(DateTime Written, AWSCredentials Credentials);
}
