using System.Globalization;
using System.Text;

namespace Aqueduct.StandIns.GitLab.Git;

/// <summary>One entry of a tree.</summary>
/// <param name="Type"><c>blob</c>, <c>tree</c> or <c>commit</c>.</param>
internal sealed record TreeEntry(string Mode, string Type, string Id, string Path);

/// <summary>One commit.</summary>
internal sealed record Commit(string Id, IReadOnlyList<string> Parents, string AuthorName, string AuthorEmail, DateTimeOffset AuthoredAt, string CommitterName, string CommitterEmail, DateTimeOffset CommittedAt, string Title, string Message);

/// <summary>Bare repositories, a folder per project id, read and written by the <c>git</c> command.</summary>
internal sealed class Repositories(string root)
{
    // Fields of a commit apart by a unit separator, commits by a record separator: neither occurs in text.
    private const string CommitFormat = "--format=%H%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%cn%x1f%ce%x1f%cI%x1f%s%x1f%B%x1e";

    public string Root { get; } = root;

    public string Folder(long projectId) => Path.Combine(Root, $"{projectId}.git");

    public async Task CreateAsync(long projectId, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Root);
        await GitCommand.RunAsync(GitCommand.Prepare(Root, "init", "--quiet", "--bare", "--initial-branch=main", Folder(projectId)), [], cancellationToken);
    }

    public Task CloneAsync(long fromId, long toId, CancellationToken cancellationToken) =>
        GitCommand.RunAsync(GitCommand.Prepare(Root, "clone", "--quiet", "--bare", Folder(fromId), Folder(toId)), [], cancellationToken);

    public Task ImportAsync(long projectId, string fastImport, CancellationToken cancellationToken) =>
        GitCommand.RunAsync(GitCommand.Prepare(Folder(projectId), "fast-import", "--quiet"), Encoding.UTF8.GetBytes(fastImport), cancellationToken);

    /// <summary>Full id of a commit; null when there is no such revision.</summary>
    public async Task<string?> ResolveAsync(long projectId, string revision, CancellationToken cancellationToken) =>
        await TextAsync(projectId, cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}") is { } id ? id.Trim() : null;

    /// <summary>Branches by name with the id of their head.</summary>
    public async Task<IReadOnlyList<(string Name, string Head)>> BranchesAsync(long projectId, CancellationToken cancellationToken) =>
        [.. (await TextAsync(projectId, cancellationToken, "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads") ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]))];

    /// <param name="commit">A full commit id, resolved before.</param>
    public async Task<IReadOnlyList<Commit>> LogAsync(long projectId, string commit, string? path, int most, CancellationToken cancellationToken) =>
        [.. (await TextAsync(projectId, cancellationToken, ["log", CommitFormat, $"--max-count={most}", commit, "--", .. path is null ? Array.Empty<string>() : [path]]) ?? "")
            .Split('\x1e', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Parse)];

    /// <param name="commit">A full commit id, resolved before.</param>
    public async Task<IReadOnlyList<TreeEntry>> TreeAsync(long projectId, string commit, string path, bool recursive, CancellationToken cancellationToken)
    {
        string[] deep = recursive ? ["-r", "-t"] : [];
        string[] below = path.Length > 0 ? [path.TrimEnd('/') + "/"] : [];
        var listed = await TextAsync(projectId, cancellationToken, ["ls-tree", "-z", .. deep, commit, "--", .. below]) ?? "";
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', '\t')).Select(f => new TreeEntry(f[0], f[1], f[2], string.Join(' ', f[3..])))];
    }

    /// <param name="commit">A full commit id, resolved before.</param>
    /// <returns>Blob id and bytes; null when there is no such file.</returns>
    public async Task<(string BlobId, byte[] Content)?> FileAsync(long projectId, string commit, string path, CancellationToken cancellationToken)
    {
        if (await TextAsync(projectId, cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{commit}:{path}") is not { } id) return null;
        var content = await GitCommand.TryRunAsync(GitCommand.Prepare(Folder(projectId), "cat-file", "blob", id.Trim()), [], cancellationToken);
        return content is null ? null : (id.Trim(), content);
    }

    private async Task<string?> TextAsync(long projectId, CancellationToken cancellationToken, params string[] arguments) =>
        await GitCommand.TryRunAsync(GitCommand.Prepare(Folder(projectId), arguments), [], cancellationToken) is { } output ? Encoding.UTF8.GetString(output) : null;

    private static Commit Parse(string record)
    {
        var f = record.Split('\x1f');
        return new Commit(f[0], f[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), f[2], f[3], Time(f[4]), f[5], f[6], Time(f[7]), f[8], f[9]);
    }

    private static DateTimeOffset Time(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);
}
