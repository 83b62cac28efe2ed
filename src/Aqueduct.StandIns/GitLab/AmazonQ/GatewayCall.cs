namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>One call to the AI gateway, for whoever wants to count them; nothing of its headers and bodies.</summary>
/// <param name="User">Username of the person it was made for.</param>
internal sealed record GatewayCall(string Path, string User, string RequestId)
{
    /// <summary>HTTP status of the answer; 0 as long as there is none.</summary>
    public int Status { get; set; }

    /// <summary>What went wrong beside the status: not reached, cut, hung up, not as agreed.</summary>
    public string? Failure { get; private set; }

    /// <summary>Keeps what ended the call.</summary>
    /// <returns>Whether somebody is still there to be told; false, too, for what is a bug.</returns>
    public bool Note(Exception end, CancellationToken cancellationToken)
    {
        if (end is not (HttpRequestException or IOException or InvalidDataException or OperationCanceledException)) return false;
        var left = cancellationToken.IsCancellationRequested;
        Failure = left ? "The caller hung up." : end is OperationCanceledException ? "No answer in time." : end.Message;
        return !left;
    }
}
