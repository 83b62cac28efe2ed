namespace Aqueduct.Server.Storage;

/// <summary>A person signed in to the pages with one browser.</summary>
public sealed class SignInSessionRow
{
    /// <summary>SHA-256 of what the browser's cookie holds, in hexadecimal: who reads the table can sign in as nobody.</summary>
    public required string Id { get; set; }

    /// <summary>GitLab's number of the user.</summary>
    public long UserId { get; set; }

    /// <summary>Who it is and the tokens GitLab gave, as JSON, sealed.</summary>
    public required byte[] Sealed { get; set; }

    /// <summary>When GitLab last said that the person may be here.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }
}
