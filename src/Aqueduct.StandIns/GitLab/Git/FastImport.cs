using System.Globalization;
using System.Text;

namespace Aqueduct.StandIns.GitLab.Git;

/// <summary>Builds the input of <c>git fast-import</c>; the same input gives the same commit ids on every machine.</summary>
internal sealed class FastImport(DateTimeOffset begin)
{
    private readonly StringBuilder stream = new();
    private int commits;

    /// <param name="from">Branch it starts from; null continues the branch itself, or begins it.</param>
    public FastImport Commit(string branch, string message, (string Name, string Email) author, string? from, params (string Path, string Content)[] files)
    {
        commits++;
        stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/{branch}\nmark :{commits}\n");
        stream.Append(CultureInfo.InvariantCulture, $"committer {author.Name} <{author.Email}> {begin.AddHours(commits).ToUnixTimeSeconds()} +0000\n");
        Data(message + "\n");
        if (from is not null) stream.Append(CultureInfo.InvariantCulture, $"from refs/heads/{from}\n");
        foreach (var (path, content) in files)
        {
            stream.Append(CultureInfo.InvariantCulture, $"M 100644 inline {path}\n");
            Data(content + "\n");
        }
        return this;
    }

    public override string ToString() => stream.ToString();

    private void Data(string text) => stream.Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(text)}\n{text}\n");
}
