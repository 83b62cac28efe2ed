using System.Text;

namespace Aqueduct.Server.Identity;

/// <summary>Writes the issuer's documents as files for a static host (GitLab Pages, S3, nginx).</summary>
public static class StaticIssuer
{
    /// <summary>
    /// Each file replaces its predecessor in one step: a host serving <paramref name="folder"/> never shows half of one.
    /// </summary>
    /// <param name="folder">What the host serves at <c>identity.issuer_url</c>; created if missing.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static async Task WriteAsync(IssuerFiles files, string folder, CancellationToken cancellationToken)
    {
        foreach (var file in files.Files)
        {
            var target = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var draft = $"{target}.{Guid.NewGuid():N}.tmp";
            try
            {
                await using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(file.Content), cancellationToken);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(draft, target, overwrite: true);
            }
            finally
            {
                File.Delete(draft); // there only when something failed
            }
        }
    }
}
